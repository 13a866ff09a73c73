import { readFleetHeader, FLEET_HEADER_BYTES, FLEET_RECORD_BYTES, STATUS } from '#shared/protocol/fleetFrame.ts';
import {
  mercatorX,
  mercatorY,
  TICK_HEADER_BYTES,
  TICK_RECORD_BYTES,
  writeTickHeader,
} from '#shared/contract/fleetTick.ts';

const TIME_BIAS = 2 ** 31;
const DEGREE_SCALE = 1e7;
const FIRST_CAPACITY = 1024;
/** an index beyond this is a broken frame, not a district */
const MOST_WORKERS = 1_000_000;
const STALE_MS = 120_000;
const MOST_LON = 180 * DEGREE_SCALE;
/** web mercator ends here; a position beyond it cannot be drawn */
const MOST_LAT = 85 * DEGREE_SCALE;

export interface Fix {
  lon: number;
  lat: number;
  at: number;
  /** m/s */
  speed: number;
  /** degrees */
  heading: number;
  status: number;
}

/** Worker index, longitude and latitude × 10⁷, ms by the centre's clock, bits of `STATUS`. */
export type FixListener = (index: number, lon: number, lat: number, time: number, status: number) => void;

/**
 * The live fleet as typed arrays by worker index: latest wins, no object per worker on the way in or out. A version
 * counter per worker tells each window what has changed since its last tick.
 */
export class FleetTable {
  #lon = new Int32Array(FIRST_CAPACITY);
  #lat = new Int32Array(FIRST_CAPACITY);
  #speed = new Uint16Array(FIRST_CAPACITY);
  #heading = new Uint8Array(FIRST_CAPACITY);
  #status = new Uint8Array(FIRST_CAPACITY);
  #time = new Float64Array(FIRST_CAPACITY);
  #changed = new Float64Array(FIRST_CAPACITY);
  #size = 0;
  #known = 0;
  #version = 0;
  #origin: { x: number; y: number } | null = null;
  readonly #accepted: FixListener | null;
  /** frames that were no frames, and records older than what was known */
  dropped = 0;

  /** @param accepted hears every fix that is taken, on the hot path: it must be cheap */
  constructor(accepted: FixListener | null = null) {
    this.#accepted = accepted;
  }

  /** number of workers with a known position */
  get known(): number {
    return this.#known;
  }
  /** grows with every change */
  get version(): number {
    return this.#version;
  }

  /**
   * Takes one binary frame. Anything that is not a whole frame is counted and dropped, and so is a fix off the earth or
   * later than `notAfter` (ms, the centre's clock): the latest wins, so one from the future would win for ever.
   */
  ingest(frame: Uint8Array, notAfter = Number.MAX_SAFE_INTEGER): void {
    const view = new DataView(frame.buffer, frame.byteOffset, frame.byteLength);
    const header = readFleetHeader(view);
    if (!header) {
      this.dropped += 1;
      return;
    }
    this.#version += 1;
    for (let i = 0, at = FLEET_HEADER_BYTES; i < header.count; i += 1, at += FLEET_RECORD_BYTES) {
      const time = view.getUint32(at + 16, true) - TIME_BIAS + header.baseTime;
      if (time <= notAfter) this.#take(view, at, time);
      else this.dropped += 1;
    }
  }

  #take(view: DataView, at: number, time: number): void {
    const index = view.getUint32(at, true);
    const lon = view.getInt32(at + 4, true);
    const lat = view.getInt32(at + 8, true);
    if (index >= MOST_WORKERS || Math.abs(lon) > MOST_LON || Math.abs(lat) > MOST_LAT) {
      this.dropped += 1;
      return;
    }
    if (index >= this.#size) this.#grow(index);
    const before = this.#time[index] ?? 0;
    if (time < before) {
      this.dropped += 1;
      return;
    }
    if (before === 0) this.#known += 1;
    this.#lon[index] = lon;
    this.#lat[index] = lat;
    this.#speed[index] = view.getUint16(at + 12, true);
    this.#heading[index] = view.getUint8(at + 14);
    this.#status[index] = view.getUint8(at + 15);
    this.#time[index] = time;
    this.#changed[index] = this.#version;
    this.#accepted?.(index, lon, lat, time, view.getUint8(at + 15));
    this.#origin ??= { x: mercatorX(lon / DEGREE_SCALE), y: mercatorY(lat / DEGREE_SCALE) };
  }

  #grow(index: number): void {
    this.#size = index + 1;
    const capacity = this.#lon.length;
    if (index < capacity) return;
    const next = Math.max(index + 1, capacity * 2);
    this.#lon = grown(this.#lon, new Int32Array(next));
    this.#lat = grown(this.#lat, new Int32Array(next));
    this.#speed = grown(this.#speed, new Uint16Array(next));
    this.#heading = grown(this.#heading, new Uint8Array(next));
    this.#status = grown(this.#status, new Uint8Array(next));
    this.#time = grown(this.#time, new Float64Array(next));
    this.#changed = grown(this.#changed, new Float64Array(next));
  }

  /** Marks workers without a fix for 120 s stale. `now` is the centre's clock. */
  markStale(now: number): void {
    this.#version += 1;
    for (let i = 0; i < this.#size; i += 1) {
      const time = this.#time[i] ?? 0;
      const status = this.#status[i] ?? 0;
      if (time === 0 || now - time <= STALE_MS || (status & STATUS.stale) !== 0) continue;
      this.#status[i] = status | STATUS.stale;
      this.#changed[i] = this.#version;
    }
  }

  /** The last fix of a worker; null when never seen. */
  fix(index: number): Fix | null {
    const at = this.#time[index] ?? 0;
    if (index >= this.#size || at === 0) return null;
    return {
      lon: (this.#lon[index] ?? 0) / DEGREE_SCALE,
      lat: (this.#lat[index] ?? 0) / DEGREE_SCALE,
      at,
      speed: (this.#speed[index] ?? 0) / 100,
      heading: ((this.#heading[index] ?? 0) / 256) * 360,
      status: this.#status[index] ?? 0,
    };
  }

  /** Bits of STATUS as last told; null when never seen. Makes nothing: for runs over thousands. */
  statusOf(index: number): number | null {
    return (this.#time[index] ?? 0) === 0 ? null : (this.#status[index] ?? 0);
  }

  counts(): { known: number; online: number; onDuty: number; stale: number } {
    let online = 0;
    let onDuty = 0;
    let stale = 0;
    for (let i = 0; i < this.#size; i += 1) {
      if (this.#time[i] === 0) continue;
      const status = this.#status[i] ?? 0;
      if (status & STATUS.stale) stale += 1;
      if (status & STATUS.online) online += 1;
      if (status & STATUS.onDuty) onDuty += 1;
    }
    return { known: this.#known, online, onDuty, stale };
  }

  /**
   * Packs what changed after `since` (−1: everything) into one tick (`shared/contract/fleetTick.ts`); null when nothing
   * did.
   */
  pack(since: number, time: number): ArrayBuffer | null {
    const origin = this.#origin;
    if (!origin) return null;
    let count = 0;
    for (let i = 0; i < this.#size; i += 1) if ((this.#changed[i] ?? 0) > since && this.#time[i] !== 0) count += 1;
    if (count === 0 && since >= 0) return null;
    const buffer = new ArrayBuffer(TICK_HEADER_BYTES + count * TICK_RECORD_BYTES);
    const view = new DataView(buffer);
    const full = since < 0;
    writeTickHeader(view, { count, time, originX: origin.x, originY: origin.y, known: this.#known, full });
    let at = TICK_HEADER_BYTES;
    for (let i = 0; i < this.#size; i += 1) {
      if ((this.#changed[i] ?? 0) <= since || this.#time[i] === 0) continue;
      view.setUint32(at, i, true);
      view.setFloat32(at + 4, mercatorX((this.#lon[i] ?? 0) / DEGREE_SCALE) - origin.x, true);
      view.setFloat32(at + 8, mercatorY((this.#lat[i] ?? 0) / DEGREE_SCALE) - origin.y, true);
      view.setUint8(at + 12, this.#heading[i] ?? 0);
      view.setUint8(at + 13, this.#status[i] ?? 0);
      view.setUint16(at + 14, this.#speed[i] ?? 0, true);
      at += TICK_RECORD_BYTES;
    }
    return buffer;
  }

  /** every index is below it */
  get size(): number {
    return this.#size;
  }

  /** Runs over every worker with a position, or those from one index to before another: longitude and latitude in degrees, `at` ms, bits of `STATUS`. */
  forEach(
    visit: (index: number, lon: number, lat: number, at: number, status: number) => void,
    from = 0,
    to = this.#size,
  ): void {
    for (let i = from; i < Math.min(to, this.#size); i += 1) {
      const at = this.#time[i] ?? 0;
      if (at === 0) continue;
      visit(i, (this.#lon[i] ?? 0) / DEGREE_SCALE, (this.#lat[i] ?? 0) / DEGREE_SCALE, at, this.#status[i] ?? 0);
    }
  }
}

function grown<T extends Int32Array | Uint16Array | Uint8Array | Float64Array>(from: T, into: T): T {
  into.set(from);
  return into;
}
