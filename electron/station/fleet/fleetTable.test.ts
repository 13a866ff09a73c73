import { expect, test } from 'vitest';
import { mercatorX, readTickHeader, TICK_HEADER_BYTES } from '#shared/contract/fleetTick.ts';
import { encodeFleetFrame, type FleetRecord, STATUS } from '#shared/protocol/fleetFrame.ts';
import { FleetTable } from './fleetTable.ts';

const T = Date.UTC(2026, 5, 1);

function fix(workerIndex: number, more: Partial<FleetRecord> = {}): FleetRecord {
  return { workerIndex, lon: 121.4, lat: 31.2, speed: 1.2, heading: 45, status: STATUS.online, t: T, ...more };
}

test('the latest fix wins, whichever order frames come in', () => {
  const table = new FleetTable();
  table.ingest(encodeFleetFrame([fix(3, { lon: 121.5, t: T + 1000 })], T));
  table.ingest(encodeFleetFrame([fix(3, { lon: 121.3, t: T })], T));
  expect(table.fix(3)).toMatchObject({ lon: 121.5, at: T + 1000, speed: 1.2, heading: 45 });
  expect(table.dropped).toBe(1);
  expect(table.fix(2)).toBeNull();
  expect(table.fix(4_000_000_000)).toBeNull();
});

test('it grows with the district and refuses an index no district has', () => {
  const table = new FleetTable();
  table.ingest(encodeFleetFrame([fix(19_999), fix(0), fix(4_000_000_000)], T));
  expect(table.known).toBe(2);
  expect(table.dropped).toBe(1);
  expect(table.fix(19_999)?.lat).toBeCloseTo(31.2, 6);
});

test('bytes that are no frame change nothing', () => {
  const table = new FleetTable();
  const frame = encodeFleetFrame([fix(1)], T);
  for (const bytes of [new Uint8Array(), frame.subarray(0, 20), new Uint8Array(36).fill(255)]) table.ingest(bytes);
  expect(table.known).toBe(0);
  expect(table.pack(-1, T)).toBeNull();
});

test('a tick brings what changed since the window’s last, relative to the origin', () => {
  const table = new FleetTable();
  table.ingest(encodeFleetFrame([fix(1), fix(2)], T));
  const full = table.pack(-1, T);
  expect(full && readTickHeader(full)).toMatchObject({ count: 2, known: 2, full: true, originX: mercatorX(121.4) });
  const seen = table.version;
  expect(table.pack(seen, T)).toBeNull();
  table.ingest(encodeFleetFrame([fix(2, { lon: 121.41, t: T + 1 })], T));
  const tick = table.pack(seen, T);
  expect(tick && readTickHeader(tick)).toMatchObject({ count: 1, full: false });
  const view = new DataView(tick ?? new ArrayBuffer(0), TICK_HEADER_BYTES);
  expect(view.getUint32(0, true)).toBe(2);
  expect(view.getFloat32(4, true)).toBeCloseTo(mercatorX(121.41) - mercatorX(121.4), 9);
});

test('after 120 s without a fix a worker is stale, and says so in the next tick', () => {
  const table = new FleetTable();
  table.ingest(encodeFleetFrame([fix(1), fix(2, { t: T + 100_000 })], T));
  const seen = table.version;
  table.markStale(T + 120_001);
  expect((table.fix(1)?.status ?? 0) & STATUS.stale).toBe(STATUS.stale);
  expect((table.fix(2)?.status ?? 0) & STATUS.stale).toBe(0);
  const tick = table.pack(seen, T);
  expect(tick && readTickHeader(tick)?.count).toBe(1);
  expect(table.counts()).toEqual({ known: 2, online: 2, onDuty: 0, stale: 1 });
});
