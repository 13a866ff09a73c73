import { DEGREE_SCALE } from '#shared/protocol/fleetFrame.ts';

/** One point of a trail: WGS-84 degrees, ms since the epoch. */
export interface TrailPoint {
  t: number;
  lon: number;
  lat: number;
}

/** f64 t, i32 lon·1e7, i32 lat·1e7, little endian. */
const POINT_BYTES = 16;

export function packPoints(points: readonly TrailPoint[]): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(points.length * POINT_BYTES);
  const view = new DataView(bytes.buffer);
  points.forEach((point, i) => {
    view.setFloat64(i * POINT_BYTES, point.t, true);
    view.setInt32(i * POINT_BYTES + 8, Math.round(point.lon * DEGREE_SCALE), true);
    view.setInt32(i * POINT_BYTES + 12, Math.round(point.lat * DEGREE_SCALE), true);
  });
  return bytes;
}

export function unpackPoints(bytes: Uint8Array): TrailPoint[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return Array.from({ length: Math.floor(bytes.byteLength / POINT_BYTES) }, (_, i) => ({
    t: view.getFloat64(i * POINT_BYTES, true),
    lon: view.getInt32(i * POINT_BYTES + 8, true) / DEGREE_SCALE,
    lat: view.getInt32(i * POINT_BYTES + 12, true) / DEGREE_SCALE,
  }));
}
