import { metersPerMercator } from '../camera.ts';
import { Cells } from './cells.ts';
import { Slides } from './slides.ts';
import { readTickHeader, TICK_HEADER_BYTES, TICK_RECORD_BYTES, type TickHeader } from '#shared/contract/fleetTick.ts';

/**
 * Bytes of one worker: `f32 dx, f32 dy, u8 heading, u8 status, u16 speed`. A tick record is the worker's index and
 * exactly these bytes, so taking a record copies three words and the table can go to the GPU as it is.
 */
export const WORKER_BYTES = 12;
const WORKER_WORDS = WORKER_BYTES / 4;
const RECORD_WORDS = TICK_RECORD_BYTES / 4;
const HEADING_AT = 8;
const STATUS_AT = 9;
/** Where a worker without a position is kept: far outside the world, so that every painter leaves it out. */
export const NOWHERE = 1000;
/** No district has more; a higher index is a broken tick, not a worker. */
const MAX_WORKERS = 1 << 20;

/** Every worker's last known place and state in this window: one table of typed arrays, no object per worker. */
export class FleetStore {
  originX = 0;
  originY = 0;
  /** highest known index + 1 */
  count = 0;
  /** gateway time of the last tick, ms; 0 before the first */
  time = 0;
  known = 0;
  floats: Float32Array;
  bytes: Uint8Array;
  readonly slides: Slides;
  readonly cells: Cells;
  private words: Uint32Array;

  constructor(capacity = 1024) {
    const table = emptyTable(capacity);
    this.floats = new Float32Array(table);
    this.words = new Uint32Array(table);
    this.bytes = new Uint8Array(table);
    this.slides = new Slides(capacity);
    this.cells = new Cells(capacity);
  }

  /**
   * Takes one tick; null (and nothing changed) when the buffer is not a whole tick.
   * @param at ms of `clock`: workers slide from where they are painted then. Without it they stand at their new places.
   */
  take(buffer: ArrayBuffer, at?: number): TickHeader | null {
    const header = readTickHeader(buffer);
    if (!header) return null;
    this.place(header);
    if (at !== undefined && !header.full) this.slide(buffer, header, at);
    const record = new Uint32Array(buffer, TICK_HEADER_BYTES);
    for (let at = 0; at < record.length; at += RECORD_WORDS) {
      const index = record[at] ?? 0;
      if (index >= this.count) this.grow(index + 1);
      const to = index * WORKER_WORDS;
      this.words[to] = record[at + 1] ?? 0;
      this.words[to + 1] = record[at + 2] ?? 0;
      this.words[to + 2] = record[at + 3] ?? 0;
      this.cells.put(index, this.dx(index), this.dy(index));
    }
    this.time = header.time;
    this.known = header.known;
    return header;
  }

  has(index: number): boolean {
    return index < this.count && this.dx(index) !== NOWHERE;
  }

  /** Where a worker is painted at `at` (ms of `clock`): mercator x relative to the origin. */
  x(index: number, at: number): number {
    const to = this.dx(index);
    const ahead = this.slides.ahead(index, at);
    return ahead === 0 ? to : to + (this.slides.fromX(index) - to) * ahead;
  }

  y(index: number, at: number): number {
    const to = this.dy(index);
    const ahead = this.slides.ahead(index, at);
    return ahead === 0 ? to : to + (this.slides.fromY(index) - to) * ahead;
  }

  /** Newest place: mercator x relative to the origin. */
  dx(index: number): number {
    return this.floats[index * WORKER_WORDS] ?? NOWHERE;
  }

  dy(index: number): number {
    return this.floats[index * WORKER_WORDS + 1] ?? NOWHERE;
  }

  /** Heading, 256 steps clockwise from north. */
  heading(index: number): number {
    return this.bytes[index * WORKER_BYTES + HEADING_AT] ?? 0;
  }

  status(index: number): number {
    return this.bytes[index * WORKER_BYTES + STATUS_AT] ?? 0;
  }

  /** Begins the slides of a tick that is about to be taken. */
  private slide(buffer: ArrayBuffer, header: TickHeader, at: number): void {
    const meters = metersPerMercator(header.originY);
    const view = new DataView(buffer);
    for (let record = TICK_HEADER_BYTES; record < buffer.byteLength; record += TICK_RECORD_BYTES) {
      const index = view.getUint32(record, true);
      if (index >= this.count) this.grow(index + 1);
      const eastward = view.getFloat32(record + 4, true) - this.dx(index);
      const southward = view.getFloat32(record + 8, true) - this.dy(index);
      const way = Math.hypot(eastward, southward) * meters;
      const status = this.status(index) | view.getUint8(record + 13);
      this.slides.begin(index, at, this.x(index, at), this.y(index, at), way, status);
    }
  }

  private place(header: TickHeader): void {
    const shiftX = this.originX - header.originX;
    const shiftY = this.originY - header.originY;
    this.originX = header.originX;
    this.originY = header.originY;
    if (header.full) {
      this.count = 0;
      clear(this.floats);
      this.slides.settle();
      this.cells.clear();
    } else if (shiftX !== 0 || shiftY !== 0) this.shift(shiftX, shiftY);
  }

  private shift(x: number, y: number): void {
    for (let index = 0; index < this.count; index++) {
      if (!this.has(index)) continue;
      const at = index * WORKER_WORDS;
      this.floats[at] = this.dx(index) + x;
      this.floats[at + 1] = this.dy(index) + y;
      this.cells.put(index, this.dx(index), this.dy(index));
    }
    this.slides.shift(x, y);
  }

  private grow(count: number): void {
    if (count > MAX_WORKERS) throw new RangeError(`worker index ${count - 1} in a fleet tick`);
    if (count * WORKER_WORDS > this.floats.length) {
      const table = emptyTable(Math.max(count, (this.floats.length / WORKER_WORDS) * 2));
      const floats = new Float32Array(table);
      floats.set(this.floats);
      this.floats = floats;
      this.words = new Uint32Array(table);
      this.bytes = new Uint8Array(table);
      this.slides.grow(floats.length / WORKER_WORDS);
      this.cells.grow(floats.length / WORKER_WORDS);
    }
    this.count = count;
  }
}

function emptyTable(capacity: number): ArrayBuffer {
  const table = new ArrayBuffer(capacity * WORKER_BYTES);
  clear(new Float32Array(table));
  return table;
}

function clear(floats: Float32Array): void {
  floats.fill(0);
  for (let at = 0; at < floats.length; at += WORKER_WORDS) floats[at] = NOWHERE;
}
