import type { StreetGraph } from '#shared/district/files.ts';
import { metresBetween, nearestFraction } from './metres.ts';

/** Degrees of one cell of the edge index: about 220 m. */
const CELL = 0.002;
const NO_EDGES = new Int32Array(0);

/** Where on the streets a free position lies nearest. */
export interface StreetPoint {
  edge: number;
  lon: number;
  lat: number;
  /** metres from the asked position */
  distance: number;
}

/**
 * The street network in flat arrays: a node's edges are `edgeAt[first[node]…first[node + 1])` and lead to the
 * nodes at the same places of `neighbour`. Built once, shared by every worker, never changed.
 */
export class StreetNetwork {
  readonly lon: Float64Array;
  readonly lat: Float64Array;
  readonly edgeA: Int32Array;
  readonly edgeB: Int32Array;
  readonly edgeName: Int32Array;
  /** metres */
  readonly edgeLength: Float64Array;
  readonly first: Int32Array;
  readonly neighbour: Int32Array;
  readonly edgeAt: Int32Array;
  readonly names: readonly string[];
  private readonly gridNodes: Map<string, Int32Array>;
  private cells: Map<number, number[]> | null = null;

  constructor(graph: StreetGraph) {
    this.lon = Float64Array.from(graph.nodes, (node) => node[0]);
    this.lat = Float64Array.from(graph.nodes, (node) => node[1]);
    this.edgeA = Int32Array.from(graph.edges, (edge) => edge[0]);
    this.edgeB = Int32Array.from(graph.edges, (edge) => edge[1]);
    this.edgeName = Int32Array.from(graph.edges, (edge) => edge[3]);
    this.edgeLength = Float64Array.from(graph.edges, ([a, b]) => this.metres(a, b));
    this.names = graph.names.map((name) => name.zh);
    this.gridNodes = new Map(graph.grids.map((grid) => [grid.code, Int32Array.from(grid.nodes)]));
    this.first = new Int32Array(graph.nodes.length + 1);
    this.neighbour = new Int32Array(graph.edges.length * 2);
    this.edgeAt = new Int32Array(graph.edges.length * 2);
    this.link();
  }

  private link(): void {
    const { first, edgeA, edgeB } = this;
    const nodes = first.length - 1;
    for (let e = 0; e < edgeA.length; e++) {
      for (const node of this.ends(e)) first[node + 1] = (first[node + 1] ?? 0) + 1;
    }
    for (let node = 0; node < nodes; node++) first[node + 1] = (first[node + 1] ?? 0) + (first[node] ?? 0);
    const next = first.slice();
    for (let e = 0; e < edgeA.length; e++) {
      const [a, b] = [edgeA[e] ?? 0, edgeB[e] ?? 0];
      for (const [from, to] of [
        [a, b],
        [b, a],
      ] as const) {
        const place = next[from] ?? 0;
        this.neighbour[place] = to;
        this.edgeAt[place] = e;
        next[from] = place + 1;
      }
    }
  }

  /** The two nodes of an edge. */
  ends(edge: number): [number, number] {
    return [this.edgeA[edge] ?? 0, this.edgeB[edge] ?? 0];
  }

  lonOf(node: number): number {
    return this.lon[node] ?? 0;
  }

  latOf(node: number): number {
    return this.lat[node] ?? 0;
  }

  /** Straight metres between two nodes. */
  metres(a: number, b: number): number {
    return metresBetween(this.lonOf(a), this.latOf(a), this.lonOf(b), this.latOf(b));
  }

  /** Nodes a worker of this unit grid walks between; empty when the grid is unknown. */
  nodesOf(gridCode: string): Int32Array {
    return this.gridNodes.get(gridCode) ?? NO_EDGES;
  }

  /** The Chinese name of an edge's street. */
  nameOf(edge: number): string {
    return this.names[this.edgeName[edge] ?? 0] ?? '';
  }

  /** The edge between two neighbouring nodes, or -1. */
  edgeBetween(a: number, b: number): number {
    for (let i = this.first[a] ?? 0; i < (this.first[a + 1] ?? 0); i++) {
      if (this.neighbour[i] === b) return this.edgeAt[i] ?? -1;
    }
    return -1;
  }

  /** The nearest point of any street, or null when none lies within about `reach` metres. */
  nearest(lon: number, lat: number, reach = 5000): StreetPoint | null {
    const cells = this.index();
    const x = Math.floor(lon / CELL);
    const y = Math.floor(lat / CELL);
    const rings = Math.max(1, Math.ceil(reach / 200));
    let best: StreetPoint | null = null;
    for (let ring = 0; ring <= rings; ring++) {
      for (const key of ringKeys(x, y, ring)) {
        for (const edge of cells.get(key) ?? []) best = this.nearer(best, edge, lon, lat);
      }
      // a cell is at least 150 m wide at our latitudes: what is nearer than the rings already seen is final
      if (best && best.distance <= ring * 150) break;
    }
    return best;
  }

  private nearer(best: StreetPoint | null, edge: number, lon: number, lat: number): StreetPoint | null {
    const [a, b] = this.ends(edge);
    const [aLon, aLat, bLon, bLat] = [this.lonOf(a), this.latOf(a), this.lonOf(b), this.latOf(b)];
    const part = nearestFraction(lon, lat, aLon, aLat, bLon, bLat);
    const point = { edge, lon: aLon + (bLon - aLon) * part, lat: aLat + (bLat - aLat) * part };
    const distance = metresBetween(lon, lat, point.lon, point.lat);
    return best && best.distance <= distance ? best : { ...point, distance };
  }

  /** Built on first use: a run without commands never needs it. */
  private index(): Map<number, number[]> {
    if (this.cells) return this.cells;
    const cells = new Map<number, number[]>();
    for (let edge = 0; edge < this.edgeA.length; edge++) {
      const [a, b] = this.ends(edge);
      const west = Math.floor(Math.min(this.lonOf(a), this.lonOf(b)) / CELL);
      const east = Math.floor(Math.max(this.lonOf(a), this.lonOf(b)) / CELL);
      const south = Math.floor(Math.min(this.latOf(a), this.latOf(b)) / CELL);
      const north = Math.floor(Math.max(this.latOf(a), this.latOf(b)) / CELL);
      for (let x = west; x <= east; x++) {
        for (let y = south; y <= north; y++) {
          const key = cellKey(x, y);
          const list = cells.get(key);
          if (list) list.push(edge);
          else cells.set(key, [edge]);
        }
      }
    }
    this.cells = cells;
    return cells;
  }
}

function cellKey(x: number, y: number): number {
  return x * 1_000_003 + y;
}

/** Keys of the cells whose larger distance from (x, y), counted in cells, is exactly `ring`. */
function* ringKeys(x: number, y: number, ring: number): Generator<number> {
  for (let dx = -ring; dx <= ring; dx++) {
    const side = Math.abs(dx) === ring;
    for (let dy = -ring; dy <= ring; dy += side || ring === 0 ? 1 : 2 * ring) yield cellKey(x + dx, y + dy);
  }
}
