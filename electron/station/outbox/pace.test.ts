import { expect, test } from 'vitest';
import { Pace } from './pace.ts';

/** Sends as fast as it may from `from` for `ms`; how many left. */
function sent(pace: Pace, from: number, ms: number): number {
  let left = 0;
  for (let now = from; now < from + ms; now += 1) {
    const room = pace.room(now);
    pace.take(room);
    left += room;
  }
  return left;
}

test('[ST120] sends at half of what the centre allows, with a tenth of a second ahead at most', () => {
  const pace = new Pace(() => 0.5);
  pace.allow(200);
  expect(sent(pace, 0, 1)).toBe(10);
  expect(sent(pace, 1, 10_000)).toBeGreaterThan(990);
  expect(sent(pace, 10_001, 10_000)).toBeLessThanOrEqual(1001);
  // A long silence saves nothing up.
  expect(sent(pace, 1_000_000, 1)).toBe(10);
});

test('[ST121] backs off as a whole, longer each time, until the centre takes one', () => {
  const pace = new Pace(() => 1);
  pace.allow(200);
  pace.backOff(0);
  pace.backOff(10);
  expect([pace.room(0), pace.wait(0), pace.wait(499)]).toEqual([0, 500, 1]);
  pace.backOff(500);
  expect(pace.wait(500)).toBe(1000);
  pace.backOff(1500);
  expect(pace.wait(1500)).toBe(2000);
  pace.taken();
  expect(pace.wait(3500)).toBe(0);
  pace.backOff(3500);
  expect(pace.wait(3500)).toBe(500);
});

test('[ST122] a storm of desks begins spread out; somebody who leaves waits for nothing', () => {
  const starts = [0, 0.25, 0.5, 0.999].map((random) => {
    const pace = new Pace(() => random);
    pace.spreadStart(0);
    return pace.wait(0);
  });
  expect(starts).toEqual([0, 500, 1000, 1998]);
  const pace = new Pace(() => 1);
  pace.spreadStart(0);
  pace.hurry();
  expect(pace.wait(0)).toBe(0);
});

test('is not filled by a clock that stands or goes back', () => {
  const pace = new Pace(() => 1);
  pace.allow(20);
  expect(sent(pace, 1000, 1)).toBe(1);
  expect(pace.room(1000)).toBe(0);
  expect(pace.room(0)).toBe(0);
  expect(pace.wait(0)).toBe(100);
});
