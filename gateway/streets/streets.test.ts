import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { streetGraphSchema } from '#shared/district/files.ts';
import { distanceMeters } from '#shared/geo/index.ts';
import { Streets } from './streets.ts';

const file = resolve(import.meta.dirname, '../../resources/district/streets.json');
const streets = new Streets(streetGraphSchema.parse(JSON.parse(readFileSync(file, 'utf8'))));
const place = fc.record({
  lon: fc.double({ min: 121.44, max: 121.48, noNaN: true }),
  lat: fc.double({ min: 31.18, max: 31.21, noNaN: true }),
});

describe('[GW84] the streets of the demo district', () => {
  it('name the same nearest as measuring everybody’s way would', () => {
    fc.assert(
      fc.property(
        place,
        fc.array(place, { minLength: 1, maxLength: 60 }),
        fc.integer({ min: 1, max: 8 }),
        (to, all, count) => {
          const people = all.map((one) => ({ place: one }));
          const slow = people.map((one) => streets.meters(one.place, to)).sort((a, b) => a - b);
          const fast = streets.nearest(people, to, count).map((one) => streets.meters(one.place, to));
          expect(fast).toEqual(slow.slice(0, count));
        },
      ),
      { numRuns: 30 },
    );
  });

  it('are straight lines where there is no graph or the place is far from every street', () => {
    const [from, to] = [
      { lon: 121.46, lat: 31.195 },
      { lon: 120, lat: 30 },
    ];
    for (const one of [streets, new Streets(null)]) {
      expect(one.meters(from, to)).toBe(distanceMeters(from, to));
      expect(one.way(from, to).line).toEqual([
        [121.46, 31.195],
        [120, 30],
      ]);
    }
  });
});
