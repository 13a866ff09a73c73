import { expect, test } from 'vitest';
import { mercatorX, readTickHeader, TICK_HEADER_BYTES, TICK_RECORD_BYTES } from '#shared/contract/fleetTick.ts';
import { readSlice, SLICE_MS, SliceWriter, type TrailSlice } from '#shared/contract/trailSlice.ts';
import { STATUS } from '#shared/protocol/fleetFrame.ts';
import { ReplayFleet, sliceAt } from './replayFleet.ts';

const START = 1_800_000_000_000;
const MINUTE = 60_000;
const ON_DUTY = STATUS.online | STATUS.onDuty;

/** [worker, minute, longitude] */
function slice(from: number, points: [number, number, number][], status = ON_DUTY): TrailSlice {
  const writer = new SliceWriter(from);
  for (const [index, minute, lon] of points) writer.add(index, from + minute * MINUTE, lon * 1e7, 31.2 * 1e7, status);
  const read = readSlice(writer.bytes());
  if (!read) throw new Error('no slice');
  return read;
}

/** Longitude by worker, and who is stale. */
function shown(fleet: ReplayFleet, start: number, at: number) {
  const buffer = fleet.tick(start, at);
  const header = buffer && readTickHeader(buffer);
  if (!buffer || !header) throw new Error('no tick');
  const view = new DataView(buffer);
  expect(header.full).toBe(true);
  const places = Array.from({ length: header.count }, (_, n) => {
    const place = TICK_HEADER_BYTES + n * TICK_RECORD_BYTES;
    const x = view.getFloat32(place + 4, true) + header.originX;
    const lon = Math.round((x * 360 - 180) * 1e5) / 1e5;
    return [view.getUint32(place, true), lon, (view.getUint8(place + 13) & STATUS.stale) !== 0] as const;
  });
  return new Map(places.map(([index, lon, stale]) => [index, { lon, stale }]));
}

test('[ST334] everybody stands where they were: between near points on the way, else where they were last seen', () => {
  const fleet = new ReplayFleet();
  const points: [number, number, number][] = [
    [0, 0, 121.4],
    [0, 2, 121.42],
    [2, 0, 121.5],
    [2, 10, 121.6],
    [5, 8, 121.7],
  ];
  fleet.add(slice(START, points));
  const one = shown(fleet, START, START + MINUTE);
  expect(one.get(0)?.lon).toBeCloseTo(121.41, 4);
  expect(one.get(2)?.lon, 'nobody knows the way of ten minutes').toBeCloseTo(121.5, 4);
  expect(one.has(5), 'not seen yet').toBe(false);
  expect(one.has(1), 'never seen').toBe(false);
  expect(shown(fleet, START, START + 9 * MINUTE).get(5)?.lon).toBeCloseTo(121.7, 4);
  expect(mercatorX(121.4)).toBeGreaterThan(0);
});

test('[ST334] points in any order are put in order, and the last known before the slice counts', () => {
  const fleet = new ReplayFleet();
  fleet.add(
    slice(START, [
      [3, 4, 121.44],
      [3, -30, 121.4],
      [3, 2, 121.42],
    ]),
  );
  expect(shown(fleet, START, START).get(3)).toEqual({ lon: 121.4, stale: true });
  expect(shown(fleet, START, START + 3 * MINUTE).get(3)?.lon).toBeCloseTo(121.43, 4);
});

test('[ST334] who stood still goes on standing in the next slice, stale in time, and is gone after two hours', () => {
  const fleet = new ReplayFleet();
  fleet.add(slice(START, [[7, 1, 121.4]]));
  for (let n = 1; n <= 9; n += 1) {
    const start = START + n * SLICE_MS;
    expect(fleet.follows(start)).toBe(true);
    fleet.add(slice(start, []));
    const seen = shown(fleet, start, start + MINUTE).get(7);
    if (n === 1) expect(seen).toEqual({ lon: 121.4, stale: false });
    if (n === 2) expect(seen).toEqual({ lon: 121.4, stale: true });
    if (n === 8) expect(seen, 'two hours').toBeDefined();
    if (n === 9) expect(seen).toBeUndefined();
  }
});

test('[ST334] three slices are held at most, and a moment without one is not drawn', () => {
  const fleet = new ReplayFleet();
  for (let n = 0; n < 6; n += 1) fleet.add(slice(START + n * SLICE_MS, [[1, 1, 121.4]]));
  expect([0, 1, 2, 3, 4, 5].map((n) => fleet.has(START + n * SLICE_MS))).toEqual([
    ...[false, false, false],
    ...[true, true, true],
  ]);
  expect(fleet.tick(START, START)).toBeNull();
  expect(sliceAt(START, START + SLICE_MS - 1)).toBe(START);
  expect(sliceAt(START, START + SLICE_MS)).toBe(START + SLICE_MS);
});

test('[ST334] bytes that are no slice are none', () => {
  expect(readSlice(new Uint8Array(3))).toBeNull();
  expect(readSlice(new Uint8Array(32))).toBeNull();
});
