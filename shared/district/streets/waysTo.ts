import { lonLatOf, type PointLike } from '#shared/geo/index.ts';
import { metresBetween } from './metres.ts';
import type { StreetNetwork, StreetPoint } from './network.ts';
import { NodeHeap } from './route.ts';

/** A way from one place to another, both ends included. */
export interface Way {
  line: [lon: number, lat: number][];
  meters: number;
}

/**
 * Every shortest way to one place, found by a single search outwards from it: how far each of sixteen thousand people
 * is from a case costs one search, not sixteen thousand.
 */
export class WaysTo {
  readonly #network: StreetNetwork;
  readonly #goal: readonly [number, number];
  /** where the place is left for the streets; null when no street is near */
  readonly #door: StreetPoint | null;
  /** metres from a node to the place, Infinity where no way leads */
  readonly #meters: Float64Array;
  /** the next node on the way there, -1 at the place's own edge */
  readonly #next: Int32Array;

  constructor(network: StreetNetwork, place: PointLike) {
    this.#network = network;
    const [lon, lat] = lonLatOf(place);
    this.#goal = [lon, lat];
    this.#door = network.nearest(lon, lat);
    this.#meters = new Float64Array(network.lon.length).fill(Number.POSITIVE_INFINITY);
    this.#next = new Int32Array(network.lon.length).fill(-1);
    if (this.#door) this.#search(this.#door);
  }

  /** Metres along the streets from a place; null when no street is near or none leads there. */
  metersFrom(place: PointLike): number | null {
    return this.#best(place)?.meters ?? null;
  }

  /** The way from a place, or null as above. */
  wayFrom(place: PointLike): Way | null {
    const best = this.#best(place);
    if (!best || !this.#door) return null;
    const line: Way['line'] = [[...lonLatOf(place)], [best.point.lon, best.point.lat]];
    for (let node = best.node; node !== -1; node = this.#next[node] ?? -1)
      line.push([this.#network.lonOf(node), this.#network.latOf(node)]);
    line.push([this.#door.lon, this.#door.lat], [...this.#goal]);
    return { line: withoutStandstill(line), meters: best.meters };
  }

  /** The better end of the street nearest to a place, or the street itself when the door is on it too. */
  #best(place: PointLike): { point: StreetPoint; node: number; meters: number } | null {
    const [lon, lat] = lonLatOf(place);
    const point = this.#network.nearest(lon, lat);
    const door = this.#door;
    if (!point || !door) return null;
    const onSame = point.edge === door.edge ? [{ node: -1, along: metresOf(point, door) + door.distance }] : [];
    const overEnds = this.#network.ends(point.edge).map((node) => ({
      node,
      along: this.#metersTo(point, node) + (this.#meters[node] ?? Number.POSITIVE_INFINITY),
    }));
    const [best] = [...onSame, ...overEnds].sort((a, b) => a.along - b.along);
    if (!best || best.along === Number.POSITIVE_INFINITY) return null;
    return { point, node: best.node, meters: point.distance + best.along };
  }

  #metersTo(point: StreetPoint, node: number): number {
    return metresBetween(point.lon, point.lat, this.#network.lonOf(node), this.#network.latOf(node));
  }

  #search(door: StreetPoint): void {
    const heap = new NodeHeap();
    const offer = (node: number, meters: number, next: number) => {
      if ((this.#meters[node] ?? 0) <= meters) return;
      this.#meters[node] = meters;
      this.#next[node] = next;
      heap.push(node, meters);
    };
    for (const node of this.#network.ends(door.edge)) offer(node, door.distance + this.#metersTo(door, node), -1);
    const { first, neighbour, edgeAt, edgeLength } = this.#network;
    for (let node = heap.pop(); node !== -1; node = heap.pop()) {
      for (let i = first[node] ?? 0; i < (first[node + 1] ?? 0); i++)
        offer(neighbour[i] ?? 0, (this.#meters[node] ?? 0) + (edgeLength[edgeAt[i] ?? 0] ?? 0), node);
    }
  }
}

function metresOf(a: StreetPoint, b: StreetPoint): number {
  return metresBetween(a.lon, a.lat, b.lon, b.lat);
}

/** A line without the same point twice in a row: who stands on a street steps onto it at once. */
function withoutStandstill(line: Way['line']): Way['line'] {
  return line.filter(([lon, lat], i) => {
    const before = line[i - 1];
    return !before || before[0] !== lon || before[1] !== lat;
  });
}
