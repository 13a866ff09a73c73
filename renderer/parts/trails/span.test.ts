import { expect, test } from 'vitest';
import { KEPT_MS, readSpan, typedSpan } from './span.ts';

const HOUR = 3_600_000;
/** a minute is meant to its end */
const LAST = 59_999;
const now = new Date(2026, 10, 28, 14, 30, 20).getTime();
const at = (day: number, hour: number, minute = 0) => new Date(2026, 10, day, hour, minute).getTime();

test('[ST329] a past period is read as people type it: with a day, or an hour of today that has been', () => {
  expect(readSpan({ from: '2026-11-20 08:00', to: '11-20 12:30' }, now, 24 * HOUR)).toEqual({
    from: at(20, 8),
    to: at(20, 12, 30) + LAST,
  });
  expect(readSpan({ from: '13:00', to: '14:00' }, now, 24 * HOUR)).toEqual({ from: at(28, 13), to: at(28, 14) + LAST });
  expect(readSpan({ from: '23:00', to: '1:00' }, now, 24 * HOUR)).toEqual({ from: at(27, 23), to: at(28, 1) + LAST });
});

test('[ST329] the minute that runs is not the future, and nothing beyond now is asked for', () => {
  expect(readSpan(typedSpan({ from: now - HOUR, to: now }), now, 24 * HOUR)).toMatchObject({ to: now });
  expect(readSpan({ from: '11-28 14:00', to: '11-28 14:31' }, now, 24 * HOUR)).toMatchObject({ to: now });
});

test('[ST329] what cannot be a period says why', () => {
  const problem = (from: string, to: string) => readSpan({ from, to }, now, 4 * HOUR);
  expect(problem('昨天', '12:00')).toEqual({ problem: 'unreadable' });
  expect(problem('11-20 12:00', '11-20 11:00')).toEqual({ problem: 'backwards' });
  expect(problem('11-28 14:00', '11-28 16:00')).toEqual({ problem: 'future' });
  expect(problem('11-20 08:00', '11-20 12:30')).toEqual({ problem: 'too-long' });
  expect(problem('10-01 08:00', '10-01 09:00')).toEqual({ problem: 'forgotten' });
  expect(KEPT_MS).toBe(30 * 24 * HOUR);
});
