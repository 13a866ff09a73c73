import {
  DEGREE_SCALE,
  FLEET_HEADER_BYTES,
  FLEET_MAX_COUNT,
  FLEET_RECORD_BYTES,
  STATUS,
} from '#shared/protocol/fleetFrame.ts';
import type { Bbox } from '#shared/geo/index.ts';

/** One fix in WGS-84; speed in m/s, heading in degrees from north, `t` in ms since the epoch. */
export interface Fix {
  t: number;
  lon: number;
  lat: number;
  speed?: number;
  heading?: number;
}

const TIME_BIAS = 2 ** 31;

/**
 * The latest known of every worker, in typed arrays by worker index: latest wins, nothing is queued. Every change
 * marks its row with a rising stamp, so that any number of watchers can ask for what changed since they last asked.
 */
export class FleetTable {
  #lon = new Int32Array(0);
  #lat = new Int32Array(0);
  #speed = new Uint16Array(0);
  #heading = new Uint8Array(0);
  #status = new Uint8Array(0);
  #time = new Float64Array(0);
  #stamp = new Float64Array(0);
  #end = 0;
  #clock = 0;

  /** the stamp of the newest change */
  get stamp(): number {
    return this.#clock;
  }

  /** Takes a fix unless a newer one is known; true when it was taken. */
  move(index: number, fix: Fix): boolean {
    this.#reach(index);
    if (fix.t < (this.#time[index] ?? 0)) return false;
    this.#lon[index] = Math.round(fix.lon * DEGREE_SCALE);
    this.#lat[index] = Math.round(fix.lat * DEGREE_SCALE);
    this.#speed[index] = Math.min(65_535, Math.round((fix.speed ?? 0) * 100));
    this.#heading[index] = Math.round(((fix.heading ?? 0) / 360) * 256) & 255;
    this.#time[index] = fix.t;
    this.#status[index] = (this.#status[index] ?? 0) & ~STATUS.stale;
    this.#touch(index);
    return true;
  }

  /** Sets or clears status bits of `STATUS`. */
  mark(index: number, bits: number, on: boolean): void {
    this.#reach(index);
    const before = this.#status[index] ?? 0;
    const after = on ? before | bits : before & ~bits;
    if (after === before) return;
    this.#status[index] = after;
    this.#touch(index);
  }

  statusOf(index: number): number {
    return this.#status[index] ?? 0;
  }

  /** Where a worker was last seen, degrees; null when never. */
  placeOf(index: number): { lon: number; lat: number } | null {
    if (!this.#time[index]) return null;
    return { lon: (this.#lon[index] ?? 0) / DEGREE_SCALE, lat: (this.#lat[index] ?? 0) / DEGREE_SCALE };
  }

  /** The last fix of a worker; null when never seen. */
  lastOf(index: number): (Pick<Fix, 't' | 'lon' | 'lat'> & { speed: number }) | null {
    const place = this.placeOf(index);
    return place && { ...place, t: this.#time[index] ?? 0, speed: (this.#speed[index] ?? 0) / 100 };
  }

  /** Marks everybody not heard of since `before` as stale. */
  markStale(before: number): void {
    for (let index = 0; index < this.#end; index += 1) {
      const time = this.#time[index] ?? 0;
      if (time > 0 && time < before) this.mark(index, STATUS.stale, true);
    }
  }

  /**
   * The frame of everybody seen who changed after `since`, optionally only those in a box; null when there is nobody.
   * A worker that was never seen has no place and is left out.
   */
  frameSince(since: number, baseTime: number, box?: Readonly<Bbox>): Uint8Array | null {
    const chosen = this.#changed(since, box);
    if (chosen.length === 0) return null;
    const frame = new Uint8Array(FLEET_HEADER_BYTES + chosen.length * FLEET_RECORD_BYTES);
    const view = new DataView(frame.buffer);
    view.setUint8(0, 1);
    view.setUint16(2, chosen.length, true);
    view.setFloat64(8, baseTime, true);
    chosen.forEach((index, i) => this.#write(view, FLEET_HEADER_BYTES + i * FLEET_RECORD_BYTES, index, baseTime));
    return frame;
  }

  #changed(since: number, box?: Readonly<Bbox>): number[] {
    const [west, south, east, north] = (box ?? [-180, -90, 180, 90]).map((degrees) => degrees * DEGREE_SCALE);
    const chosen: number[] = [];
    for (let index = 0; index < this.#end && chosen.length < FLEET_MAX_COUNT; index += 1) {
      if ((this.#stamp[index] ?? 0) <= since || !this.#time[index]) continue;
      const lon = this.#lon[index] ?? 0;
      const lat = this.#lat[index] ?? 0;
      if (lon >= (west ?? 0) && lon <= (east ?? 0) && lat >= (south ?? 0) && lat <= (north ?? 0)) chosen.push(index);
    }
    return chosen;
  }

  #write(view: DataView, at: number, index: number, baseTime: number): void {
    view.setUint32(at, index, true);
    view.setInt32(at + 4, this.#lon[index] ?? 0, true);
    view.setInt32(at + 8, this.#lat[index] ?? 0, true);
    view.setUint16(at + 12, this.#speed[index] ?? 0, true);
    view.setUint8(at + 14, this.#heading[index] ?? 0);
    view.setUint8(at + 15, this.#status[index] ?? 0);
    const age = (this.#time[index] ?? 0) - baseTime + TIME_BIAS;
    view.setUint32(at + 16, Math.min(4_294_967_295, Math.max(0, age)), true);
  }

  #touch(index: number): void {
    this.#clock += 1;
    this.#stamp[index] = this.#clock;
  }

  #reach(index: number): void {
    if (index < this.#end) return;
    this.#end = index + 1;
    if (index < this.#time.length) return;
    const size = Math.max(1024, 2 ** Math.ceil(Math.log2(index + 1)));
    this.#lon = grown(this.#lon, new Int32Array(size));
    this.#lat = grown(this.#lat, new Int32Array(size));
    this.#speed = grown(this.#speed, new Uint16Array(size));
    this.#heading = grown(this.#heading, new Uint8Array(size));
    this.#status = grown(this.#status, new Uint8Array(size));
    this.#time = grown(this.#time, new Float64Array(size));
    this.#stamp = grown(this.#stamp, new Float64Array(size));
  }
}

function grown<T extends { set(from: ArrayLike<number>): void } & ArrayLike<number>>(from: T, to: T): T {
  to.set(from);
  return to;
}
