/** Cases counted in cells of the ground, for a heat map. */

/** degrees of the smallest cell: some 110 m from south to north */
export const LEAST_STEP = 0.001;
const METRES_PER_DEGREE = 110_950;

/** What is known of one cell: how many cases it has, and the sums of their degrees. */
export interface HeatCell {
  /** numbers of the cell's column and row */
  x: number;
  y: number;
  n: number;
  lon: number;
  lat: number;
}

export interface HeatPicture {
  n: number;
  most: number;
  metres: number;
  cells: number[];
}

/** Adds up cells by their place; the same cell may be told in several parts. */
export class HeatCells {
  #cells = new Map<number, HeatCell>();

  add(cell: HeatCell): void {
    const key = keyOf(cell);
    const known = this.#cells.get(key);
    if (!known) return void this.#cells.set(key, { ...cell });
    known.n += cell.n;
    known.lon += cell.lon;
    known.lat += cell.lat;
  }

  /** The picture, in larger cells where there would be more than `limit`. No case is lost by it. */
  picture(limit: number): HeatPicture {
    let larger = 1;
    while (this.#cells.size > limit) {
      this.#halve();
      larger *= 2;
    }
    const all = [...this.#cells.values()];
    return {
      n: all.reduce((sum, { n }) => sum + n, 0),
      most: all.reduce((most, { n }) => Math.max(most, n), 0),
      metres: Math.round(LEAST_STEP * larger * METRES_PER_DEGREE),
      cells: all.flatMap(({ n, lon, lat }) => [degrees(lon / n), degrees(lat / n), n]),
    };
  }

  #halve(): void {
    const before = this.#cells;
    this.#cells = new Map();
    for (const cell of before.values()) this.add({ ...cell, x: Math.floor(cell.x / 2), y: Math.floor(cell.y / 2) });
  }
}

/** One number for a place, since there are hundreds of thousands of parts: columns and rows stay far below half a million. */
function keyOf({ x, y }: HeatCell): number {
  return (x + 500_000) * 1_000_000 + y + 500_000;
}

/** Half a metre is enough for a cell's middle. */
function degrees(value: number): number {
  return Math.round(value * 1e5) / 1e5;
}
