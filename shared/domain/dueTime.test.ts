import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addLimit, HOUR_MS, statutoryCalendar, workingDayMs } from './calendar.ts';
import { dueTimeOf, retiming } from './dueTime.ts';

const calendar = statutoryCalendar();
const at = (text: string) => Date.parse(`${text}+08:00`);

describe('a due time', () => {
  it('says which holiday and which weekend it skips, and which Saturday is worked', () => {
    // National Day 2026: 1–7 October; 10 October, a Saturday, is worked for it.
    const now = at('2026-09-30T10:00');
    const due = addLimit(now, { value: 4, unit: 'working-day' }, calendar).dueAt;
    const told = dueTimeOf(now, due, 'working-day', calendar);
    expect(told.skipped.map(({ from, days, name }) => [from, days, name?.zh ?? null])).toEqual([
      ['2026-10-01', 7, '国庆节'],
      ['2026-10-11', 1, null],
    ]);
    expect(told.madeUp).toEqual(['2026-10-10']);
    expect(told.certain).toBe(true);
    expect(told.workingMs).toBe(4 * workingDayMs(calendar));
  });

  it('runs round the clock for urgent hours', () => {
    const now = at('2026-10-01T23:00');
    const told = dueTimeOf(now, now + 2 * HOUR_MS, 'urgent-hour', calendar);
    expect(told).toEqual({ at: now + 2 * HOUR_MS, workingMs: null, skipped: [], madeUp: [], certain: true });
  });

  it('says when the calendar does not know the way', () => {
    expect(dueTimeOf(at('2031-03-03T10:00'), at('2031-03-05T10:00'), 'working-day', calendar).certain).toBe(false);
  });

  it('has exactly the working time of its limit left, wherever it starts, and skips no day it counts', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: at('2026-01-05T00:00'), max: at('2026-11-30T00:00') }),
        fc.nat({ max: 40 }),
        (now, hours) => {
          const due = addLimit(now, { value: hours, unit: 'working-hour' }, calendar).dueAt;
          const told = dueTimeOf(now, due, 'working-hour', calendar);
          expect(told.workingMs).toBe(hours * HOUR_MS);
          for (const { from } of told.skipped) expect(calendar.dayKind(from)).toBe('rest');
          for (const day of told.madeUp) expect(calendar.dayKind(day)).toBe('work');
        },
      ),
    );
  });

  it('of one’s own tightens or loosens the limit', () => {
    expect(retiming(100, 90)).toBe('tighter');
    expect(retiming(100, 110)).toBe('looser');
    expect(retiming(100, 100)).toBeNull();
    expect(retiming(null, 100)).toBeNull();
    expect(retiming(100, null)).toBeNull();
  });
});
