import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DAY_MS, HOUR_MS, workingMsBetween } from './calendar.ts';
import { LIMIT_UNITS } from './case.ts';
import {
  extendClock,
  type Light,
  lightOf,
  remainingMs,
  resumeClock,
  retimeClock,
  startClock,
  stopClock,
} from './clocks.ts';
import { CALENDAR, MONDAY_TEN } from './fixtures.ts';

const at = (text: string) => Date.parse(`${text}+08:00`);
const limit = fc.record({ value: fc.integer({ min: 1, max: 20 }), unit: fc.constantFrom(...LIMIT_UNITS) });
const start = fc.integer({ min: MONDAY_TEN, max: MONDAY_TEN + 90 * DAY_MS });
const clockArbitrary = fc.tuple(start, limit).map(([from, given]) => startClock('handle', given, from, CALENDAR));
const RANK: Record<Light, number> = { grey: -1, green: 0, yellow: 1, red: 2 };

describe('lights', () => {
  it('turns yellow when a third of the working time remains and red past the limit', () => {
    const clock = startClock('handle', { value: 2, unit: 'working-day' }, MONDAY_TEN, CALENDAR);
    expect(clock.dueAt).toBe(at('2026-03-04T10:00'));
    expect(clock.yellowAt).toBe(at('2026-03-03T13:30'));
    expect(lightOf(clock, clock.yellowAt - 1)).toBe('green');
    expect(lightOf(clock, clock.yellowAt)).toBe('yellow');
    expect(lightOf(clock, clock.dueAt)).toBe('yellow');
    expect(lightOf(clock, clock.dueAt + 1)).toBe('red');
    expect(remainingMs(clock, clock.dueAt + 5)).toBe(-5);
  });

  it('follows the centre’s own share for yellow', () => {
    const clock = startClock('accept', { value: 10, unit: 'urgent-hour' }, MONDAY_TEN, CALENDAR, 0.1);
    expect(clock.yellowAt).toBe(MONDAY_TEN + 9 * HOUR_MS);
  });

  it('is grey when nothing runs', () => {
    expect(lightOf(null, MONDAY_TEN)).toBe('grey');
  });

  it('only ever goes on from green to yellow to red as time passes', () => {
    fc.assert(
      fc.property(clockArbitrary, fc.nat(60 * DAY_MS), fc.nat(60 * DAY_MS), (clock, a, b) => {
        const [early, late] = [clock.startedAt + Math.min(a, b), clock.startedAt + Math.max(a, b)];
        expect(RANK[lightOf(clock, late)]).toBeGreaterThanOrEqual(RANK[lightOf(clock, early)]);
      }),
    );
  });
});

describe('stopping and going on', () => {
  it('stands still while stopped and leaves the same working time afterwards', () => {
    fc.assert(
      fc.property(clockArbitrary, fc.nat(20 * DAY_MS), fc.nat(20 * DAY_MS), (clock, run, stand) => {
        const stopAt = clock.startedAt + run;
        const stopped = stopClock(clock, stopAt);
        expect(lightOf(stopped, stopAt + stand)).toBe('grey');
        expect(remainingMs(stopped, stopAt + stand)).toBe(remainingMs(clock, stopAt));
        const resumed = resumeClock(stopped, stopAt + stand, CALENDAR);
        expect(resumed.stoppedAt).toBeUndefined();
        expect(resumed.firstDueAt).toBe(clock.firstDueAt);
        expect(lightOf(resumed, stopAt + stand) === 'red').toBe(lightOf(clock, stopAt) === 'red');
        if (clock.limit.unit !== 'urgent-hour' && clock.dueAt > stopAt) {
          const left = workingMsBetween(stopAt + stand, resumed.dueAt, CALENDAR);
          expect(left).toBe(workingMsBetween(stopAt, clock.dueAt, CALENDAR));
        }
      }),
    );
  });

  it('never gives back more light than it had when it stopped', () => {
    fc.assert(
      fc.property(clockArbitrary, fc.nat(20 * DAY_MS), fc.nat(20 * DAY_MS), (clock, run, stand) => {
        const stopAt = clock.startedAt + run;
        const resumed = resumeClock(stopClock(clock, stopAt), stopAt + stand, CALENDAR);
        expect(RANK[lightOf(resumed, stopAt + stand)]).toBeGreaterThanOrEqual(RANK[lightOf(clock, stopAt)]);
      }),
    );
  });

  it('takes a second stop or a needless resume as nothing', () => {
    const clock = startClock('handle', { value: 1, unit: 'working-day' }, MONDAY_TEN, CALENDAR);
    const stopped = stopClock(clock, MONDAY_TEN + 1);
    expect(stopClock(stopped, MONDAY_TEN + 2)).toEqual(stopped);
    expect(resumeClock(clock, MONDAY_TEN + 2, CALENDAR)).toEqual(clock);
  });
});

describe('new limits', () => {
  const clock = startClock('handle', { value: 1, unit: 'working-day' }, MONDAY_TEN, CALENDAR);

  it('keeps the first limit visible after an extension and counts it', () => {
    const extended = extendClock(clock, at('2026-03-06T10:00'), CALENDAR);
    expect(extended).toMatchObject({ firstDueAt: clock.dueAt, dueAt: at('2026-03-06T10:00'), extensions: 1 });
    expect(extended.yellowAt).toBeGreaterThan(clock.dueAt);
  });

  it('does not count a due time set at dispatch as an extension', () => {
    const tightened = retimeClock(clock, MONDAY_TEN + 2 * HOUR_MS, CALENDAR);
    expect(tightened).toMatchObject({ dueAt: MONDAY_TEN + 2 * HOUR_MS, extensions: 0 });
    expect(tightened.yellowAt).toBe(MONDAY_TEN + 80 * 60_000);
  });
});
