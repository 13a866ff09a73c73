/** One kept position of a worker on duty: WGS-84 degrees to a tenth of a metre, whole seconds, bits of `STATUS`. */
export interface TrailPoint {
  /** ms since the epoch, by the centre's clock */
  t: number;
  lon: number;
  lat: number;
  status: number;
}

const DEGREE = 1e6;

/**
 * Packs points, oldest first, as differences: seconds, longitude and latitude in steps of a millionth of a degree, and the
 * status where it changed. A walked minute takes five or six bytes.
 */
export function packTrail(points: readonly TrailPoint[]): Uint8Array {
  const bytes: number[] = [];
  let before = { t: 0, lon: 0, lat: 0, status: -1 };
  for (const point of points) {
    const now = {
      t: Math.round(point.t / 1000),
      lon: Math.round(point.lon * DEGREE),
      lat: Math.round(point.lat * DEGREE),
      status: point.status & 0xff,
    };
    const changed = now.status !== before.status;
    writeVarint(bytes, Math.max(0, now.t - before.t) * 2 + (changed ? 1 : 0));
    writeVarint(bytes, zigzag(now.lon - before.lon));
    writeVarint(bytes, zigzag(now.lat - before.lat));
    if (changed) bytes.push(now.status);
    before = now;
  }
  return Uint8Array.from(bytes);
}

/** Reads packed points; those behind a place that makes no sense are left out. */
export function unpackTrail(bytes: Uint8Array): TrailPoint[] {
  const points: TrailPoint[] = [];
  walkTrail(bytes, (t, lon, lat, status) => points.push({ t, lon: lon / DEGREE, lat: lat / DEGREE, status }));
  return points;
}

/** The same without an object per point: ms since the epoch, millionths of a degree, bits of `STATUS`. */
export function walkTrail(
  bytes: Uint8Array,
  visit: (t: number, lon: number, lat: number, status: number) => void,
): void {
  const reader = { bytes, at: 0 };
  let t = 0;
  let lon = 0;
  let lat = 0;
  let status = 0;
  while (reader.at < bytes.length) {
    const head = readVarint(reader);
    const east = readVarint(reader);
    const north = readVarint(reader);
    if (head === null || east === null || north === null) break;
    if (head % 2 === 1) status = bytes[reader.at++] ?? 0;
    t += Math.floor(head / 2);
    lon += unzigzag(east);
    lat += unzigzag(north);
    visit(t * 1000, lon, lat, status);
  }
}

function zigzag(value: number): number {
  return value < 0 ? -value * 2 - 1 : value * 2;
}

function unzigzag(value: number): number {
  return value % 2 === 1 ? -(value + 1) / 2 : value / 2;
}

/** Seven bits a byte, the lowest first; arithmetic and not shifts, for times do not fit in 32 bits. */
function writeVarint(bytes: number[], value: number): void {
  let rest = value;
  while (rest >= 128) {
    bytes.push((rest % 128) + 128);
    rest = Math.floor(rest / 128);
  }
  bytes.push(rest);
}

function readVarint(reader: { bytes: Uint8Array; at: number }): number | null {
  let value = 0;
  let scale = 1;
  for (;;) {
    const byte = reader.bytes[reader.at];
    if (byte === undefined || scale > 2 ** 49) return null;
    reader.at += 1;
    value += (byte % 128) * scale;
    if (byte < 128) return value;
    scale *= 128;
  }
}
