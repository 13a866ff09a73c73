/**
 * A fleet tick, station → window, one ArrayBuffer, little endian, ready for the GPU:
 * header of 40 bytes `u32 version=1, u32 count, f64 time, f64 originX, f64 originY, u32 known, u32 flags`
 * (`flags` bit 0: a full table, forget what you had), then `count` records of 16 bytes
 * `u32 workerIndex, f32 dx, f32 dy, u8 heading(360/256), u8 status, u16 speed(cm/s)`.
 * Positions are web mercator 0…1 relative to the origin, so 32-bit floats are exact to millimetres in a city.
 */
export const TICK_HEADER_BYTES = 40;
export const TICK_RECORD_BYTES = 16;
export const TICK_FULL = 1;

/** Web mercator x of a longitude in degrees, 0…1. */
export function mercatorX(lon: number): number {
  return (lon + 180) / 360;
}

/** Web mercator y of a latitude in degrees, 0…1 from north to south. */
export function mercatorY(lat: number): number {
  const radians = (lat * Math.PI) / 180;
  return (1 - Math.log(Math.tan(radians) + 1 / Math.cos(radians)) / Math.PI) / 2;
}

export interface TickHeader {
  count: number;
  time: number;
  originX: number;
  originY: number;
  /** workers with a known position */
  known: number;
  full: boolean;
}

export function writeTickHeader(view: DataView, header: TickHeader): void {
  view.setUint32(0, 1, true);
  view.setUint32(4, header.count, true);
  view.setFloat64(8, header.time, true);
  view.setFloat64(16, header.originX, true);
  view.setFloat64(24, header.originY, true);
  view.setUint32(32, header.known, true);
  view.setUint32(36, header.full ? TICK_FULL : 0, true);
}

/** Reads the header; null when the buffer is no whole tick. */
export function readTickHeader(buffer: ArrayBuffer): TickHeader | null {
  if (buffer.byteLength < TICK_HEADER_BYTES) return null;
  const view = new DataView(buffer);
  const count = view.getUint32(4, true);
  if (view.getUint32(0, true) !== 1 || buffer.byteLength !== TICK_HEADER_BYTES + count * TICK_RECORD_BYTES) return null;
  return {
    count,
    time: view.getFloat64(8, true),
    originX: view.getFloat64(16, true),
    originY: view.getFloat64(24, true),
    known: view.getUint32(32, true),
    full: (view.getUint32(36, true) & TICK_FULL) !== 0,
  };
}
