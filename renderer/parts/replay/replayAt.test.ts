import fc from 'fast-check';
import { expect, test } from 'vitest';
import { placeAt, wayUntil } from './replayAt.ts';

const points = [
  { t: 0, lon: 0, lat: 0 },
  { t: 60, lon: 6, lat: 12 },
  { t: 120, lon: 6, lat: 0 },
];

test('[MU4] where a unit was: between its points, and at the ends beyond them', () => {
  expect(placeAt([], 5)).toBeNull();
  expect([-5, 0, 30, 60, 90, 120, 500].map((t) => [placeAt(points, t)?.lon, placeAt(points, t)?.lat])).toEqual([
    ...[
      [0, 0],
      [0, 0],
      [3, 6],
      [6, 12],
      [6, 6],
      [6, 0],
      [6, 0],
    ],
  ]);
});

test('[MU4] the way so far ends where the unit is, and never runs ahead', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 200 }), (t) => {
      const here = placeAt(points, t);
      expect(wayUntil(points, t).at(-1)).toEqual([here?.lon, here?.lat]);
      expect(wayUntil(points, t).length).toBeLessThanOrEqual(points.length + 1);
    }),
  );
  expect(wayUntil(points, -1)).toEqual([]);
});
