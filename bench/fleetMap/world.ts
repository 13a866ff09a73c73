import {
  mercatorX,
  mercatorY,
  TICK_HEADER_BYTES,
  TICK_RECORD_BYTES,
  writeTickHeader,
} from '#shared/contract/fleetTick.ts';
import { STATUS } from '#shared/protocol/fleetFrame.ts';

/** A step of a worker on foot between two looks, degrees. */
const STEP = 0.00002;
const NOTHING = new Float64Array(0);

/** One change of the fleet in the two forms that the sides take it in: as the station's tick, and as degrees. */
export interface Change {
  tick: ArrayBuffer;
  /** who moved */
  indices: Uint32Array;
  /** where everybody is now: lon, lat, lon, lat …; empty where a side lives on ticks */
  places: Float64Array;
}

/** So many workers over a box, some of whom walk on with each change. The same numbers every time. */
export class World {
  readonly places: Float64Array;
  readonly workers: number;
  readonly #tells: boolean;
  readonly #origin: readonly [x: number, y: number];
  #turn = 0;
  #seed = 1;

  /** @param tells with every change where everybody is */
  constructor(workers: number, [west, south, east, north]: readonly [number, number, number, number], tells: boolean) {
    this.workers = workers;
    this.#tells = tells;
    this.#origin = [mercatorX((west + east) / 2), mercatorY((south + north) / 2)];
    this.places = Float64Array.from({ length: workers * 2 }, (_, at) => {
      const share = 0.15 + 0.7 * this.#random();
      return at % 2 === 0 ? west + (east - west) * share : south + (north - south) * share;
    });
  }

  everybody(): Change {
    return this.#change(
      Uint32Array.from({ length: this.workers }, (_, index) => index),
      true,
    );
  }

  /** The next `moved` of them go a step on. */
  next(moved: number): Change {
    this.#turn += 1;
    const first = (this.#turn * moved) % this.workers;
    const indices = Uint32Array.from({ length: moved }, (_, n) => (first + n) % this.workers);
    for (const index of indices) {
      const angle = this.#random() * 2 * Math.PI;
      this.places[index * 2] = (this.places[index * 2] ?? 0) + Math.cos(angle) * STEP;
      this.places[index * 2 + 1] = (this.places[index * 2 + 1] ?? 0) + Math.sin(angle) * STEP;
    }
    return this.#change(indices, false);
  }

  #change(indices: Uint32Array, full: boolean): Change {
    const tick = new ArrayBuffer(TICK_HEADER_BYTES + indices.length * TICK_RECORD_BYTES);
    const view = new DataView(tick);
    const [originX, originY] = this.#origin;
    const head = { count: indices.length, time: Date.now(), originX, originY, known: this.workers, full };
    writeTickHeader(view, head);
    indices.forEach((index, n) => {
      const at = TICK_HEADER_BYTES + n * TICK_RECORD_BYTES;
      view.setUint32(at, index, true);
      view.setFloat32(at + 4, mercatorX(this.places[index * 2] ?? 0) - originX, true);
      view.setFloat32(at + 8, mercatorY(this.places[index * 2 + 1] ?? 0) - originY, true);
      view.setUint8(at + 12, (index * 31) & 255);
      view.setUint8(at + 13, STATUS.online | STATUS.onDuty);
      view.setUint16(at + 14, 130, true);
    });
    return { tick, indices, places: this.#tells ? this.places.slice() : NOTHING };
  }

  /** Park and Miller's generator, 0…1. */
  #random(): number {
    this.#seed = (this.#seed * 48_271) % 2_147_483_647;
    return this.#seed / 2_147_483_647;
  }
}
