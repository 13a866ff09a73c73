/**
 * The binary `fleet` frame, little endian:
 * header `u8 version=1, u8 flags, u16 count, u32 reserved, f64 baseTime`, then `count` records of 20 bytes
 * `u32 workerIndex, i32 lon·1e7, i32 lat·1e7, u16 speed(cm/s), u8 heading(360/256), u8 status, u32 (t−baseTime+2^31) ms`.
 */
export const FLEET_HEADER_BYTES = 16;
export const FLEET_RECORD_BYTES = 20;
export const FLEET_MAX_COUNT = 65_535;
export const DEGREE_SCALE = 1e7;
const TIME_BIAS = 2 ** 31;

export const STATUS = { online: 1, onDuty: 2, busy: 4, sos: 8, outOfGrid: 16, stale: 32 } as const;

export interface FleetRecord {
  workerIndex: number;
  /** degrees, WGS-84 */
  lon: number;
  lat: number;
  /** metres per second */
  speed: number;
  /** degrees clockwise from north */
  heading: number;
  /** bits of `STATUS` */
  status: number;
  /** milliseconds since the epoch */
  t: number;
}

/** Encodes up to 65,535 records into one frame. Throws RangeError above that. */
export function encodeFleetFrame(records: readonly FleetRecord[], baseTime: number, flags = 0): Uint8Array {
  if (records.length > FLEET_MAX_COUNT) throw new RangeError(`fleet frame of ${records.length} records`);
  const frame = new Uint8Array(FLEET_HEADER_BYTES + records.length * FLEET_RECORD_BYTES);
  const view = new DataView(frame.buffer);
  view.setUint8(0, 1);
  view.setUint8(1, flags);
  view.setUint16(2, records.length, true);
  view.setFloat64(8, baseTime, true);
  let at = FLEET_HEADER_BYTES;
  for (const record of records) {
    writeFleetRecord(view, at, record, baseTime);
    at += FLEET_RECORD_BYTES;
  }
  return frame;
}

function writeFleetRecord(view: DataView, at: number, record: FleetRecord, baseTime: number): void {
  view.setUint32(at, record.workerIndex, true);
  view.setInt32(at + 4, Math.round(record.lon * DEGREE_SCALE), true);
  view.setInt32(at + 8, Math.round(record.lat * DEGREE_SCALE), true);
  view.setUint16(at + 12, Math.min(65_535, Math.round(record.speed * 100)), true);
  view.setUint8(at + 14, Math.round((record.heading / 360) * 256) & 255);
  view.setUint8(at + 15, record.status);
  view.setUint32(at + 16, record.t - baseTime + TIME_BIAS, true);
}

export type FleetFrameHeader = { count: number; baseTime: number; flags: number };

/** Reads and checks the header; null when the bytes are not a whole version-1 frame. */
export function readFleetHeader(view: DataView): FleetFrameHeader | null {
  if (view.byteLength < FLEET_HEADER_BYTES || view.getUint8(0) !== 1) return null;
  const count = view.getUint16(2, true);
  const baseTime = view.getFloat64(8, true);
  if (view.byteLength !== FLEET_HEADER_BYTES + count * FLEET_RECORD_BYTES || !Number.isFinite(baseTime)) return null;
  return { count, baseTime, flags: view.getUint8(1) };
}

/** Reads one record at byte `at`; the hot path reads fields straight from the view instead. */
export function readFleetRecord(view: DataView, at: number, baseTime: number): FleetRecord {
  return {
    workerIndex: view.getUint32(at, true),
    lon: view.getInt32(at + 4, true) / DEGREE_SCALE,
    lat: view.getInt32(at + 8, true) / DEGREE_SCALE,
    speed: view.getUint16(at + 12, true) / 100,
    heading: (view.getUint8(at + 14) / 256) * 360,
    status: view.getUint8(at + 15),
    t: view.getUint32(at + 16, true) - TIME_BIAS + baseTime,
  };
}

/** Decodes a whole frame to objects (tests, tools); null when it is not one. */
export function decodeFleetFrame(bytes: Uint8Array): FleetRecord[] | null {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const header = readFleetHeader(view);
  if (!header) return null;
  return Array.from({ length: header.count }, (_, i) =>
    readFleetRecord(view, FLEET_HEADER_BYTES + i * FLEET_RECORD_BYTES, header.baseTime),
  );
}
