import { encodeFleetFrame, STATUS } from '#shared/protocol/fleetFrame.ts';
import { caseOf, readDistrict } from './cases.ts';

export const WORKERS = 16_000;
export const MOVED = 4_000;
const LIVING_CASES = 2000;
const STEP = 0.00002;

/** Frames of a fleet on duty: the first holds everybody, each later one the next quarter of it, a step further on. */
export class FleetScript {
  #turn = 0;

  everybody(now: number): Uint8Array {
    return this.#frame(0, WORKERS, now);
  }

  next(now: number): Uint8Array {
    this.#turn += 1;
    return this.#frame((this.#turn * MOVED) % WORKERS, MOVED, now);
  }

  #frame(from: number, count: number, now: number): Uint8Array {
    const { places } = readDistrict();
    const records = Array.from({ length: count }, (_, i) => {
      const index = (from + i) % WORKERS;
      const place = places[index % places.length];
      const spread = (((index * 7919) % 200) - 100) * STEP;
      return {
        workerIndex: index,
        lon: (place?.lon ?? 0) + spread + this.#turn * STEP,
        lat: (place?.lat ?? 0) + spread,
        speed: 1.3,
        heading: (index * 31) % 360,
        status: STATUS.online | STATUS.onDuty,
        t: now,
      };
    });
    return encodeFleetFrame(records, now);
  }
}

/** Rows of a first snapshot: everybody on duty, two thousand cases of whom half are new. */
export function livingDistrict() {
  const now = Date.now();
  const { workers } = readDistrict();
  return {
    worker: workers
      .slice(0, WORKERS)
      .map((worker) => ({ ...worker, version: 1, onDuty: true, dutySince: now }))
      .map((value) => ({ id: value.id, version: 1, value })),
    case: Array.from({ length: LIVING_CASES }, (_, n) => caseOf(n, now, n % 2 === 0 ? 'reported' : 'handling')).map(
      (value) => ({ id: value.id, version: 1, value }),
    ),
  };
}
