import { type Bbox, bboxOf, inBbox, type LonLat, pointInPolygon } from './distance.ts';

/** One grid's shape: first ring outline, further rings holes, WGS-84 degrees. */
export interface GridShape {
  code: string;
  rings: readonly (readonly LonLat[])[];
}
interface PlacedGrid extends GridShape {
  box: Bbox;
}

/** Cells of the lookup raster on each side: about twenty grids a cell in a district of 20,000. */
const CELLS = 64;
const METRES_PER_DEGREE = 111_195;

/** Finds the unit grid a position lies in. Built once; a lookup tests the few polygons of one raster cell. */
export class GridMap {
  readonly #box: Bbox | null;
  readonly #cells = new Map<number, PlacedGrid[]>();
  readonly #byCode = new Map<string, PlacedGrid>();

  constructor(shapes: readonly GridShape[]) {
    const placed = shapes.flatMap((shape) => {
      const box = bboxOf(shape.rings[0] ?? []);
      return box ? [{ ...shape, box }] : [];
    });
    this.#box = bboxOf(placed.flatMap(({ box }) => [[box[0], box[1]] as const, [box[2], box[3]] as const]));
    for (const grid of placed) this.#place(grid);
  }

  /** The same with other shapes for some grids, or with grids that are new: where two overlap, these come first. */
  with(shapes: ReadonlyMap<string, GridShape['rings']>): GridMap {
    if (shapes.size === 0) return this;
    const kept = [...this.#byCode.values()].filter(({ code }) => !shapes.has(code));
    return new GridMap([...Array.from(shapes, ([code, rings]) => ({ code, rings })), ...kept]);
  }

  /** West, south, east, north of all grids; null when there is none. */
  get box(): Bbox | null {
    return this.#box;
  }

  /** The code of the grid at a position, '' when it lies in none. */
  gridAt(lon: number, lat: number): string {
    const candidates = this.#cells.get(this.#cellOf(lon, lat)) ?? [];
    const found = candidates.find((grid) => inBbox([lon, lat], grid.box) && pointInPolygon([lon, lat], grid.rings));
    return found?.code ?? '';
  }

  /** Whether a position lies in this grid; true when the grid's shape is not known, since nothing can be said then. */
  holds(code: string, lon: number, lat: number): boolean {
    const grid = this.#byCode.get(code);
    if (!grid) return true;
    return inBbox([lon, lat], grid.box) && pointInPolygon([lon, lat], grid.rings);
  }

  /** West, south, east, north of one grid; null when its shape is not known. */
  boxOf(code: string): Bbox | null {
    return this.#byCode.get(code)?.box ?? null;
  }

  /** Codes of the grids whose box comes within so many metres of a position: none that is nearer is left out. */
  near(lon: number, lat: number, metres: number): string[] {
    const north = metres / METRES_PER_DEGREE;
    const east = north / Math.cos((lat * Math.PI) / 180);
    const [x0, y0] = this.#xyOf(lon - east, lat - north);
    const [x1, y1] = this.#xyOf(lon + east, lat + north);
    const codes = new Set<string>();
    for (let y = y0; y <= y1; y += 1) {
      for (let x = x0; x <= x1; x += 1) {
        for (const { code, box } of this.#cells.get(y * CELLS + x) ?? []) {
          const [west, south, eastern, northern] = box;
          const apart = lon + east < west || lon - east > eastern || lat + north < south || lat - north > northern;
          if (!apart) codes.add(code);
        }
      }
    }
    return [...codes];
  }

  #place(grid: PlacedGrid): void {
    this.#byCode.set(grid.code, grid);
    const [west, south, east, north] = grid.box;
    const [x0, y0] = this.#xyOf(west, south);
    const [x1, y1] = this.#xyOf(east, north);
    for (let y = y0; y <= y1; y += 1) {
      for (let x = x0; x <= x1; x += 1) {
        const cell = this.#cells.get(y * CELLS + x);
        if (cell) cell.push(grid);
        else this.#cells.set(y * CELLS + x, [grid]);
      }
    }
  }

  #cellOf(lon: number, lat: number): number {
    if (!this.#box || !inBbox([lon, lat], this.#box)) return -1;
    const [x, y] = this.#xyOf(lon, lat);
    return y * CELLS + x;
  }

  #xyOf(lon: number, lat: number): [number, number] {
    const [west, south, east, north] = this.#box ?? [0, 0, 1, 1];
    const cell = (value: number, from: number, to: number) =>
      Math.min(CELLS - 1, Math.max(0, Math.floor(((value - from) / (to - from || 1)) * CELLS)));
    return [cell(lon, west, east), cell(lat, south, north)];
  }
}
