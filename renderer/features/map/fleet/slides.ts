import { STATUS } from '#shared/protocol/fleetFrame.ts';

/** Floats of one worker: from where (x, y relative to the origin), since when and for how long (ms). */
export const SLIDE_FLOATS = 4;
export const SLIDE_BYTES = SLIDE_FLOATS * 4;
const START_AT = 2;
const LENGTH_AT = 3;
/** Nobody is painted further behind than this. */
export const LONGEST_MS = 1000;
const SHORTEST_MS = 100;
/** A place older than this says nothing about the way from there. */
const GAP_MS = 30_000;
/** m/s, and m a fix may be wrong by: whatever went further did not go, it was found somewhere else. */
const FASTEST = 40;
const ERROR_METERS = 30;
export const FURTHEST_METERS = 150;
/** Before a 32-bit float no longer tells one ms from the next. */
const EPOCH_MS = 2 ** 23;

/**
 * Where each worker slides from, as the GPU reads it. A slide begins where the worker is painted when a new place comes,
 * and takes as long as that place was waited for, at most a second. What cannot have been walked or driven is no slide.
 */
export class Slides {
  floats: Float32Array;
  /** ms of `clock` that the starts count from */
  epoch = 0;
  /** when the last slide ends, ms of `clock` */
  until = 0;

  constructor(capacity: number) {
    this.floats = new Float32Array(capacity * SLIDE_FLOATS);
  }

  /** Room for this many workers. */
  grow(capacity: number): void {
    if (capacity * SLIDE_FLOATS <= this.floats.length) return;
    const floats = new Float32Array(capacity * SLIDE_FLOATS);
    floats.set(this.floats);
    this.floats = floats;
  }

  /** Share of a worker's way that still lies ahead at `at`: 1 at the start, 0 at the newest place. */
  ahead(index: number, at: number): number {
    const length = this.floats[index * SLIDE_FLOATS + LENGTH_AT] ?? 0;
    if (length === 0 || at >= this.until) return 0;
    const gone = (at - this.epoch - (this.floats[index * SLIDE_FLOATS + START_AT] ?? 0)) / length;
    return gone >= 1 ? 0 : Math.min(1, 1 - gone);
  }

  fromX(index: number): number {
    return this.floats[index * SLIDE_FLOATS] ?? 0;
  }

  fromY(index: number): number {
    return this.floats[index * SLIDE_FLOATS + 1] ?? 0;
  }

  /**
   * A worker was heard of again, `meters` from the place before, and is painted at (x, y).
   * @param status bits of `STATUS`, of the place before and of the new one together
   */
  begin(index: number, at: number, x: number, y: number, meters: number, status: number): void {
    if (meters === 0 && this.ahead(index, at) > 0) return;
    if (at - this.epoch > EPOCH_MS) this.rebase(at);
    const slot = index * SLIDE_FLOATS;
    const start = this.floats[slot + START_AT] ?? 0;
    const waited = start === 0 ? Number.POSITIVE_INFINITY : at - this.epoch - start;
    const isWay = canBeWay(meters, waited) && (status & STATUS.stale) === 0;
    this.floats[slot] = x;
    this.floats[slot + 1] = y;
    this.floats[slot + START_AT] = at - this.epoch;
    const length = isWay ? Math.min(LONGEST_MS, Math.max(SHORTEST_MS, waited)) : 0;
    this.floats[slot + LENGTH_AT] = length;
    this.until = Math.max(this.until, at + length);
  }

  /** Everybody stands where they were last seen. */
  settle(): void {
    this.floats.fill(0);
    this.until = 0;
  }

  /** Moves where everybody slides from with the origin. */
  shift(x: number, y: number): void {
    for (let slot = 0; slot < this.floats.length; slot += SLIDE_FLOATS) {
      this.floats[slot] = (this.floats[slot] ?? 0) + x;
      this.floats[slot + 1] = (this.floats[slot + 1] ?? 0) + y;
    }
  }

  private rebase(at: number): void {
    const later = at - this.epoch - GAP_MS;
    for (let slot = START_AT; slot < this.floats.length; slot += SLIDE_FLOATS)
      this.floats[slot] = Math.max(0, (this.floats[slot] ?? 0) - later);
    this.epoch += later;
  }
}

/** Whether a person or a vehicle can have come so far in so long (ms). */
function canBeWay(meters: number, waited: number): boolean {
  if (meters === 0 || waited > GAP_MS) return false;
  return meters <= Math.min(FURTHEST_METERS, ERROR_METERS + (FASTEST * waited) / 1000);
}
