import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Limit } from './case.ts';
import { LIMIT_UNITS } from './case.ts';
import {
  addLimit,
  DAY_MS,
  HOUR_MS,
  shanghaiDay,
  statutoryCalendar,
  workingDayMs,
  workingMsBetween,
} from './calendar.ts';

const calendar = statutoryCalendar();
const at = (text: string) => Date.parse(`${text}+08:00`);
const due = (start: string, value: number, unit: Limit['unit']) => addLimit(at(start), { value, unit }, calendar);

const moment = fc.integer({ min: at('2020-01-01T00:00'), max: at('2026-11-30T00:00') });
const limit: fc.Arbitrary<Limit> = fc.record({
  value: fc.oneof(fc.integer({ min: 1, max: 40 }), fc.double({ min: 0.1, max: 12, noNaN: true })),
  unit: fc.constantFrom(...LIMIT_UNITS),
});

describe('the statutory calendar', () => {
  it.each([
    ['2026-01-01', 'rest', 'New Year'],
    ['2026-01-04', 'work', 'a Sunday worked for New Year'],
    ['2026-02-14', 'work', 'a Saturday worked for Spring Festival'],
    ['2026-02-17', 'rest', 'Spring Festival'],
    ['2026-02-23', 'rest', 'a Monday of Spring Festival'],
    ['2026-02-28', 'work', 'a Saturday worked for Spring Festival'],
    ['2026-05-09', 'work', 'a Saturday worked for Labour Day'],
    ['2026-09-20', 'work', 'a Sunday worked for National Day'],
    ['2026-10-07', 'rest', 'National Day'],
    ['2026-10-10', 'work', 'a Saturday worked for National Day'],
    ['2026-03-02', 'work', 'a plain Monday'],
    ['2026-03-07', 'rest', 'a plain Saturday'],
    ['2025-10-06', 'rest', 'Mid-autumn 2025'],
    ['2025-10-11', 'work', 'a Saturday worked in 2025'],
    ['2027-01-01', 'unknown', 'a year not yet published'],
    ['2003-05-01', 'unknown', 'a year before the data'],
  ] as const)('%s is %s (%s)', (day, kind, _why) => {
    expect(calendar.dayKind(day)).toBe(kind);
  });

  it('lets the admin’s table win, also where the data knows nothing', () => {
    const own = statutoryCalendar({ '2027-01-01': 'rest', '2026-03-02': 'rest' });
    expect(own.dayKind('2027-01-01')).toBe('rest');
    expect(own.dayKind('2026-03-02')).toBe('rest');
    expect(own.dayKind('2027-01-04')).toBe('unknown');
  });

  it('names the Shanghai day of an instant', () => {
    expect(shanghaiDay(Date.parse('2026-03-01T15:59:59.999Z'))).toBe('2026-03-01');
    expect(shanghaiDay(Date.parse('2026-03-01T16:00:00.000Z'))).toBe('2026-03-02');
  });
});

describe('limits', () => {
  it.each([
    ['2026-03-02T10:00', 1, 'working-day', '2026-03-03T10:00'],
    ['2026-03-02T09:00', 1, 'working-day', '2026-03-03T09:00'],
    ['2026-03-02T20:00', 1, 'working-day', '2026-03-04T09:00'],
    ['2026-03-02T12:30', 1, 'working-day', '2026-03-03T13:00'],
    ['2026-03-06T16:00', 2, 'working-day', '2026-03-10T16:00'],
    ['2026-02-13T10:00', 2, 'working-day', '2026-02-24T10:00'],
    ['2026-02-27T10:00', 1, 'working-day', '2026-02-28T10:00'],
    ['2026-03-02T11:00', 2, 'working-hour', '2026-03-02T14:00'],
    ['2026-03-02T11:00', 1, 'working-hour', '2026-03-02T12:00'],
    ['2026-03-06T17:00', 1, 'working-hour', '2026-03-09T09:30'],
    ['2026-03-07T03:00', 1, 'working-hour', '2026-03-09T10:00'],
    ['2026-03-06T23:00', 12, 'urgent-hour', '2026-03-07T11:00'],
  ] as const)('%s + %s %s is due %s', (start, value, unit, end) => {
    expect(due(start, value, unit)).toEqual({ dueAt: at(end), certain: true });
  });

  it('flags a way through a year the calendar does not know and counts Monday to Friday there', () => {
    expect(due('2026-12-31T10:00', 1, 'working-day')).toEqual({ dueAt: at('2027-01-01T10:00'), certain: false });
    expect(due('2026-12-31T10:00', 1, 'urgent-hour')).toEqual({ dueAt: at('2026-12-31T11:00'), certain: true });
  });

  it('ends at the horizon, uncertain, for a limit without end or a calendar without work', () => {
    expect(due('2026-03-02T10:00', 1e9, 'working-day').certain).toBe(false);
    expect(due('2026-03-02T10:00', 1e9, 'urgent-hour').certain).toBe(false);
    const idle = { dayKind: () => 'rest' as const, hours: calendar.hours };
    expect(addLimit(at('2026-03-02T10:00'), { value: 1, unit: 'working-day' }, idle).certain).toBe(false);
  });

  it('never ends earlier for a later start or a longer limit', () => {
    fc.assert(
      fc.property(moment, fc.nat(5 * DAY_MS), limit, (start, later, given) => {
        const first = addLimit(start, given, calendar).dueAt;
        expect(addLimit(start + later, given, calendar).dueAt).toBeGreaterThanOrEqual(first);
        const longer = { ...given, value: given.value * 1.5 };
        expect(addLimit(start, longer, calendar).dueAt).toBeGreaterThanOrEqual(first);
        expect(first).toBeGreaterThan(start);
      }),
    );
  });

  it('leaves exactly the limit’s working time between start and end', () => {
    fc.assert(
      fc.property(moment, limit, (start, given) => {
        fc.pre(given.unit !== 'urgent-hour');
        const unit = given.unit === 'working-day' ? workingDayMs(calendar) : HOUR_MS;
        const spent = workingMsBetween(start, addLimit(start, given, calendar).dueAt, calendar);
        expect(spent).toBe(Math.round(given.value * unit));
      }),
    );
  });

  it('adds up: from a to c is from a to b and from b to c', () => {
    fc.assert(
      fc.property(fc.tuple(moment, moment, moment), (moments) => {
        const [a = 0, b = 0, c = 0] = moments.map((instant) => instant - (instant % 1000)).slice(0, 3);
        const sum = workingMsBetween(a, b, calendar) + workingMsBetween(b, c, calendar);
        expect(workingMsBetween(a, c, calendar)).toBe(sum);
      }),
      { numRuns: 40, examples: [[[at('2026-11-27T17:30:01'), at('2020-01-01T00:00'), at('2026-11-27T17:30:00')]]] },
    );
  });
});
