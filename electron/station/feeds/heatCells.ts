/** Cases counted in cells of the ground, for a heat map. */

/** parts of a degree that a place is told in: some metre */
export const PARTS = 100_000;
/** of the smallest cell: some 110 m from south to north */
const LEAST_PARTS = 100;
const METRES_PER_DEGREE = 110_950;
/** More columns than any row has. */
const COLUMNS = 1_000_000;

/** What is known of one cell: how many cases it has, and the sums of their places. */
interface HeatCell {
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

/**
 * Counts places in cells, in larger ones as soon as there would be too many: what is held, and what the last step costs, does not grow
 * with the cases. No case is lost by it.
 */
export class HeatCells {
  readonly #limit: number;
  #side = LEAST_PARTS;
  #cells = new Map<number, HeatCell>();

  /** @param limit cells at most */
  constructor(limit: number) {
    this.#limit = limit;
  }

  /** A case at a place: `PARTS` of a degree, whole, counted from 180° west and 90° south. */
  add(lon: number, lat: number): void {
    this.#put({ x: Math.floor(lon / this.#side), y: Math.floor(lat / this.#side), n: 1, lon, lat });
    while (this.#cells.size > this.#limit) this.#halve();
  }

  picture(): HeatPicture {
    const all = [...this.#cells.values()];
    return {
      n: all.reduce((sum, { n }) => sum + n, 0),
      most: all.reduce((most, { n }) => Math.max(most, n), 0),
      metres: Math.round((this.#side / PARTS) * METRES_PER_DEGREE),
      cells: all.flatMap(({ n, lon, lat }) => [degrees(lon / n, 180), degrees(lat / n, 90), n]),
    };
  }

  #put(cell: HeatCell): void {
    const key = cell.x * COLUMNS + cell.y;
    const known = this.#cells.get(key);
    if (!known) return void this.#cells.set(key, cell);
    known.n += cell.n;
    known.lon += cell.lon;
    known.lat += cell.lat;
  }

  #halve(): void {
    const before = this.#cells;
    this.#side *= 2;
    this.#cells = new Map();
    for (const cell of before.values()) this.#put({ ...cell, x: Math.floor(cell.x / 2), y: Math.floor(cell.y / 2) });
  }
}

/** Half a metre is enough for a cell's middle. */
function degrees(parts: number, from: number): number {
  return Math.round(parts - from * PARTS) / PARTS;
}
