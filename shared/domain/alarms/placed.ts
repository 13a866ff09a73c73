import type { Bbox } from '../../geo/index.ts';
import { freshPlace, type OnDuty, type Place } from './seen.ts';

/** Somebody on duty who can be placed now. */
export interface PlacedWorker {
  worker: OnDuty;
  place: Place;
}

/** degrees of a cell: some 500 m, a few cells for what is drawn by hand */
const CELL = 0.005;
/** more rows of cells than the earth has */
const ROWS = 1 << 17;
const METRES_A_DEGREE = 111_000;

const columnOf = (lon: number): number => Math.floor((lon + 180) / CELL);
const rowOf = (lat: number): number => Math.floor((lat + 90) / CELL);

/**
 * Everybody who can be placed now, found by where they are: of 16,000 workers the ones about an area are asked, not all of
 * them about each of two hundred areas.
 */
export class Placed {
  readonly #cells = new Map<number, PlacedWorker[]>();

  constructor(onDuty: ReadonlyMap<string, OnDuty>, now: number) {
    for (const worker of onDuty.values()) {
      const place = freshPlace(worker, now);
      if (!place) continue;
      const key = columnOf(place.lon) * ROWS + rowOf(place.lat);
      const cell = this.#cells.get(key);
      if (cell) cell.push({ worker, place });
      else this.#cells.set(key, [{ worker, place }]);
    }
  }

  /** Whoever may be in a box or within so many metres of it: too many rather than too few. */
  about([west, south, east, north]: Readonly<Bbox>, metres: number): PlacedWorker[] {
    const up = metres / METRES_A_DEGREE;
    const across = up / Math.max(0.01, Math.cos((Math.max(Math.abs(south), Math.abs(north)) * Math.PI) / 180));
    const found: PlacedWorker[] = [];
    for (let column = columnOf(west - across); column <= columnOf(east + across); column += 1)
      for (let row = rowOf(south - up); row <= rowOf(north + up); row += 1)
        found.push(...(this.#cells.get(column * ROWS + row) ?? []));
    return found;
  }
}
