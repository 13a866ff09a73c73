import { TICK_HEADER_BYTES, TICK_RECORD_BYTES, writeTickHeader } from '#shared/contract/fleetTick.ts';
import type { FleetStore } from './store.ts';

export interface TickRecord {
  index: number;
  dx: number;
  dy: number;
  /** 256 steps */
  heading: number;
  status: number;
  /** cm/s */
  speed: number;
}

/** A full tick of these records. Not for the hot path: ticks come from the station. */
export function fullTick(
  from: { originX: number; originY: number; time: number },
  records: readonly TickRecord[],
): ArrayBuffer {
  const buffer = new ArrayBuffer(TICK_HEADER_BYTES + records.length * TICK_RECORD_BYTES);
  const view = new DataView(buffer);
  writeTickHeader(view, { ...from, count: records.length, known: records.length, full: true });
  for (const [n, record] of records.entries()) {
    const at = TICK_HEADER_BYTES + n * TICK_RECORD_BYTES;
    view.setUint32(at, record.index, true);
    view.setFloat32(at + 4, record.dx, true);
    view.setFloat32(at + 8, record.dy, true);
    view.setUint8(at + 12, record.heading);
    view.setUint8(at + 13, record.status);
    view.setUint16(at + 14, record.speed, true);
  }
  return buffer;
}

/** All a store knows as one full tick: brings a newly chosen painter up to date. */
export function tickOfStore(store: FleetStore): ArrayBuffer {
  const records: TickRecord[] = [];
  for (let index = 0; index < store.count; index++) {
    if (!store.has(index)) continue;
    records.push({
      index,
      dx: store.dx(index),
      dy: store.dy(index),
      heading: store.heading(index),
      status: store.status(index),
      speed: 0,
    });
  }
  return fullTick({ originX: store.originX, originY: store.originY, time: store.time }, records);
}
