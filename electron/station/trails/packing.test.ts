import fc from 'fast-check';
import { expect, test } from 'vitest';
import { packTrail, type TrailPoint, unpackTrail } from './packing.ts';

const point = fc.record({
  t: fc.integer({ min: 946_684_800, max: 4_102_444_800 }).map((s) => s * 1000),
  lon: fc.integer({ min: -180_000_000, max: 180_000_000 }).map((n) => n / 1e6),
  lat: fc.integer({ min: -90_000_000, max: 90_000_000 }).map((n) => n / 1e6),
  status: fc.integer({ min: 0, max: 255 }),
});

test('what is packed comes back', () => {
  fc.assert(
    fc.property(fc.array(point, { maxLength: 50 }), (points) => {
      const sorted = points.toSorted((a, b) => a.t - b.t);
      expect(unpackTrail(packTrail(sorted))).toEqual(sorted);
    }),
  );
});

test('bytes that are no trail end it, and never throw', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
      expect(Array.isArray(unpackTrail(bytes))).toBe(true);
    }),
  );
});

test('a walked minute takes six bytes at most', () => {
  const start = Date.UTC(2026, 5, 1);
  const points: TrailPoint[] = Array.from({ length: 100 }, (_, i) => ({
    t: start + i * 61_000,
    lon: 121.4 + i * 0.0006,
    lat: 31.2 - i * 0.0004,
    status: 3,
  }));
  expect(packTrail(points).length).toBeLessThanOrEqual(600 + 10);
});
