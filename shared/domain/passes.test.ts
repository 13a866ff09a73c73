import fc from 'fast-check';
import { expect, it } from 'vitest';
import { passesNear } from './passes.ts';

const PLACE = { lon: 121.47, lat: 31.23 };
const MINUTE = 60_000;
/** degrees of longitude of a metre there */
const METRE = 1 / (111_320 * Math.cos((PLACE.lat * Math.PI) / 180));
const at = (minute: number, metres: number) => ({
  t: minute * MINUTE,
  lon: PLACE.lon + metres * METRE,
  lat: PLACE.lat,
});

it('tells when somebody came near, how near, and when they left', () => {
  const trail = [at(0, 300), at(1, 90), at(2, 20), at(3, 60), at(4, 150), at(9, 80)];
  expect(passesNear(trail, PLACE, 100)).toEqual([
    { from: MINUTE, to: 3 * MINUTE, nearest: expect.closeTo(20, 0) },
    { from: 9 * MINUTE, to: 9 * MINUTE, nearest: expect.closeTo(80, 0) },
  ]);
});

it('does not hold somebody near who was not seen for long', () => {
  expect(passesNear([at(0, 10), at(30, 10)], PLACE, 100)).toHaveLength(2);
});

it('names every point that is near once, and no other', () => {
  const walks = fc.array(
    fc.record({ wait: fc.integer({ min: 1, max: 20 }), metres: fc.integer({ min: 0, max: 250 }) }),
  );
  fc.assert(
    fc.property(walks, (steps) => {
      let minute = 0;
      const trail = steps.map(({ wait, metres }) => at((minute += wait), metres));
      const passes = passesNear(trail, PLACE, 100);
      const near = (t: number) => passes.filter(({ from, to }) => t >= from && t <= to).length;
      for (const [i, { t }] of trail.entries()) expect(near(t)).toBe((steps[i]?.metres ?? 0) <= 100 ? 1 : 0);
    }),
  );
});
