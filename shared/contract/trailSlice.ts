/**
 * Where everybody on duty was in a quarter of an hour, one buffer, little endian: header of 16 bytes `u32 version=1, u32 count,
 * f64 from`, then `count` records of 16 bytes `u32 workerIndex | status << 24, i32 ms since from, i32 lon·1e7, i32 lat·1e7`, in no
 * order. A time below 0 is the last known of somebody before the slice. No object per point on the way.
 */
export const SLICE_MS = 15 * 60_000;
const HEADER_BYTES = 16;
const RECORD_WORDS = 4;
const INDEX_BITS = 24;
const MOST_INDEX = 2 ** INDEX_BITS - 1;

/** Gathers a slice; grows as it must. */
export class SliceWriter {
  readonly #from: number;
  #words = new Int32Array(RECORD_WORDS * 1024);
  #count = 0;

  /** @param from ms since the epoch */
  constructor(from: number) {
    this.#from = from;
  }

  /** A point: the worker's place in the fleet's table, ms since the epoch, degrees × 10⁷, bits of `STATUS`. */
  add(index: number, t: number, lon: number, lat: number, status: number): void {
    if (index > MOST_INDEX) return;
    const at = this.#count * RECORD_WORDS;
    if (at === this.#words.length) {
      const words = new Int32Array(this.#words.length * 2);
      words.set(this.#words);
      this.#words = words;
    }
    this.#words[at] = index | (status << INDEX_BITS);
    this.#words[at + 1] = t - this.#from;
    this.#words[at + 2] = lon;
    this.#words[at + 3] = lat;
    this.#count += 1;
  }

  bytes(): Uint8Array<ArrayBuffer> {
    const bytes = new Uint8Array(HEADER_BYTES + this.#count * RECORD_WORDS * 4);
    const view = new DataView(bytes.buffer);
    view.setUint32(0, 1, true);
    view.setUint32(4, this.#count, true);
    view.setFloat64(8, this.#from, true);
    new Int32Array(bytes.buffer, HEADER_BYTES).set(this.#words.subarray(0, this.#count * RECORD_WORDS));
    return bytes;
  }
}

/** A slice that was read: the points of a worker lie at `first[index]` up to `first[index + 1]`, oldest first. */
export interface TrailSlice {
  from: number;
  count: number;
  first: Uint32Array;
  /** ms since `from` */
  dt: Int32Array;
  /** degrees × 10⁷ */
  lon: Int32Array;
  lat: Int32Array;
  status: Uint8Array;
}

/** Reads a slice and puts it in order by worker and time; null when the bytes are not a whole one. */
export function readSlice(bytes: Uint8Array): TrailSlice | null {
  if (bytes.byteLength < HEADER_BYTES) return null;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const count = view.getUint32(4, true);
  if (view.getUint32(0, true) !== 1 || bytes.byteLength !== HEADER_BYTES + count * RECORD_WORDS * 4) return null;
  const words = new Int32Array(bytes.slice(HEADER_BYTES).buffer);
  const first = placesOf(words, count);
  const next = first.slice();
  const slice: TrailSlice = {
    from: view.getFloat64(8, true),
    count,
    first,
    dt: new Int32Array(count),
    lon: new Int32Array(count),
    lat: new Int32Array(count),
    status: new Uint8Array(count),
  };
  for (let at = 0; at < words.length; at += RECORD_WORDS) {
    const index = (words[at] ?? 0) & MOST_INDEX;
    let place = next[index] ?? 0;
    next[index] = place + 1;
    const dt = words[at + 1] ?? 0;
    // Nearly always in order already: what comes too early moves back over the few that are later.
    for (; place > (first[index] ?? 0) && (slice.dt[place - 1] ?? 0) > dt; place -= 1) move(slice, place - 1, place);
    slice.dt[place] = dt;
    slice.lon[place] = words[at + 2] ?? 0;
    slice.lat[place] = words[at + 3] ?? 0;
    slice.status[place] = (words[at] ?? 0) >>> INDEX_BITS;
  }
  return slice;
}

/** Where each worker's points begin, counted; one place more than the highest index. */
function placesOf(words: Int32Array, count: number): Uint32Array {
  let highest = -1;
  for (let i = 0; i < count; i += 1) highest = Math.max(highest, (words[i * RECORD_WORDS] ?? 0) & MOST_INDEX);
  const first = new Uint32Array(highest + 2);
  for (let i = 0; i < count; i += 1) {
    const after = ((words[i * RECORD_WORDS] ?? 0) & MOST_INDEX) + 1;
    first[after] = (first[after] ?? 0) + 1;
  }
  for (let i = 1; i < first.length; i += 1) first[i] = (first[i] ?? 0) + (first[i - 1] ?? 0);
  return first;
}

function move({ dt, lon, lat, status }: TrailSlice, from: number, to: number): void {
  dt[to] = dt[from] ?? 0;
  lon[to] = lon[from] ?? 0;
  lat[to] = lat[from] ?? 0;
  status[to] = status[from] ?? 0;
}
