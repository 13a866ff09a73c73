import {
  mercatorX,
  mercatorY,
  TICK_HEADER_BYTES,
  TICK_RECORD_BYTES,
  writeTickHeader,
} from '#shared/contract/fleetTick.ts';
import { SLICE_MS, type TrailSlice } from '#shared/contract/trailSlice.ts';
import { STATUS } from '#shared/protocol/fleetFrame.ts';

const DEGREE = 1e7;
/** Between two points farther apart than that nobody knows the way: who was seen at the first stays there. */
const JOINED_MS = 5 * 60_000;
/** Seen no more for so long somebody may be elsewhere: as on the live map. A kept point says they moved, so none says little. */
const STALE_MS = 20 * 60_000;
/** and is off duty, for all that is known: not shown */
const GONE_MS = 2 * 3_600_000;
/** slices that are held: the one that plays, the one before and the next */
const MOST_HELD = 3;

/** Where each was last seen before a slice begins, by index; time 0: not seen. */
interface Carry {
  t: Float64Array;
  lon: Int32Array;
  lat: Int32Array;
  status: Uint8Array;
}
interface Held {
  slice: TrailSlice;
  carry: Carry | null;
}

/** The begin of the slice a moment lies in, of a period that begins at `from`. */
export function sliceAt(from: number, at: number): number {
  return from + Math.floor((at - from) / SLICE_MS) * SLICE_MS;
}

/** The fleet as it was: a few slices of a period at a time, and from them a whole tick for any moment. No object per worker. */
export class ReplayFleet {
  #held: Held[] = [];

  /** Whether a moment can be shown. */
  has(start: number): boolean {
    return this.#held.some(({ slice }) => slice.from === start);
  }

  /** Whether the slice before `start` is held: what is known from there goes on. */
  follows(start: number): boolean {
    return this.has(start - SLICE_MS);
  }

  /** Takes a slice; the ones farthest from it are let go. */
  add(slice: TrailSlice): void {
    const before = this.#held.find((held) => held.slice.from === slice.from - SLICE_MS);
    const kept = this.#held.filter((held) => held.slice.from !== slice.from);
    const away = (held: Held) => Math.abs(held.slice.from - slice.from);
    this.#held = [{ slice, carry: before ? carriedOver(before) : null }, ...kept]
      .toSorted((a, b) => away(a) - away(b))
      .slice(0, MOST_HELD);
  }

  /** Everybody's place at a moment as one full tick; null while its slice is not held. */
  tick(start: number, at: number): ArrayBuffer | null {
    const held = this.#held.find(({ slice }) => slice.from === start);
    if (!held) return null;
    const most = Math.max(held.slice.first.length - 1, held.carry?.t.length ?? 0);
    const buffer = new ArrayBuffer(TICK_HEADER_BYTES + most * TICK_RECORD_BYTES);
    const view = new DataView(buffer);
    const origin = originOf(held);
    let known = 0;
    for (let index = 0; index < most; index += 1) {
      if (!placeOf(held, index, at)) continue;
      const place = TICK_HEADER_BYTES + known * TICK_RECORD_BYTES;
      view.setUint32(place, index, true);
      view.setFloat32(place + 4, mercatorX(found.lon / DEGREE) - origin.x, true);
      view.setFloat32(place + 8, mercatorY(found.lat / DEGREE) - origin.y, true);
      view.setUint8(place + 12, found.heading);
      view.setUint8(place + 13, at - found.t > STALE_MS ? found.status | STATUS.stale : found.status);
      known += 1;
    }
    writeTickHeader(view, { count: known, time: at, originX: origin.x, originY: origin.y, known, full: true });
    return buffer.slice(0, TICK_HEADER_BYTES + known * TICK_RECORD_BYTES);
  }
}

/** What `placeOf` found: one record, written over each time. */
const found = { t: 0, lon: 0, lat: 0, status: 0, heading: 0 };

/** Where somebody was; false: not known, or no more. */
function placeOf({ slice, carry }: Held, index: number, at: number): boolean {
  const dt = at - slice.from;
  const first = slice.first[index] ?? slice.count;
  const end = slice.first[index + 1] ?? first;
  const next = firstAfter(slice.dt, first, end, dt);
  if (next > first) take(slice.from + (slice.dt[next - 1] ?? 0), slice, next - 1);
  else if ((carry?.t[index] ?? 0) > 0 && carry) take(carry.t[index] ?? 0, carry, index);
  else return false;
  if (at - found.t > GONE_MS) return false;
  if (next < end) goTowards(slice, next, at);
  return true;
}

function take(t: number, from: Pick<Carry, 'lon' | 'lat' | 'status'>, at: number): void {
  found.t = t;
  found.lon = from.lon[at] ?? 0;
  found.lat = from.lat[at] ?? 0;
  found.status = from.status[at] ?? 0;
  found.heading = 0;
}

/** On the straight way to the next point, when it is near enough in time. */
function goTowards(slice: TrailSlice, next: number, at: number): void {
  const until = slice.from + (slice.dt[next] ?? 0);
  const whole = until - found.t;
  if (whole <= 0 || whole > JOINED_MS) return;
  const part = (at - found.t) / whole;
  const [east, north] = [(slice.lon[next] ?? 0) - found.lon, (slice.lat[next] ?? 0) - found.lat];
  const turn = Math.atan2(east * Math.cos((found.lat / DEGREE) * (Math.PI / 180)), north) / (2 * Math.PI);
  found.heading = Math.round((turn < 0 ? turn + 1 : turn) * 256) & 255;
  found.lon += east * part;
  found.lat += north * part;
  found.t = at;
}

/** The first place in a run of times that lies behind `dt`. */
function firstAfter(times: Int32Array, first: number, end: number, dt: number): number {
  let [low, high] = [first, end];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((times[middle] ?? 0) <= dt) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Where each was last seen at the end of a slice. */
function carriedOver({ slice, carry }: Held): Carry {
  const most = Math.max(slice.first.length - 1, carry?.t.length ?? 0);
  const over: Carry = {
    t: new Float64Array(most),
    lon: new Int32Array(most),
    lat: new Int32Array(most),
    status: new Uint8Array(most),
  };
  for (let index = 0; index < most; index += 1) {
    const last = (slice.first[index + 1] ?? 0) - 1;
    const seen = last >= (slice.first[index] ?? slice.count);
    const from = seen ? slice : carry;
    const at = seen ? last : index;
    over.t[index] = seen ? slice.from + (slice.dt[last] ?? 0) : (carry?.t[index] ?? 0);
    over.lon[index] = from?.lon[at] ?? 0;
    over.lat[index] = from?.lat[at] ?? 0;
    over.status[index] = from?.status[at] ?? 0;
  }
  return over;
}

/** Somewhere in the district, so that 32-bit floats are exact to millimetres. */
function originOf({ slice, carry }: Held): { x: number; y: number } {
  const seen = slice.count > 0 ? 0 : (carry?.t.findIndex((t) => t > 0) ?? -1);
  const from = slice.count > 0 ? slice : carry;
  if (!from || seen < 0) return { x: 0, y: 0 };
  return { x: mercatorX((from.lon[seen] ?? 0) / DEGREE), y: mercatorY((from.lat[seen] ?? 0) / DEGREE) };
}
