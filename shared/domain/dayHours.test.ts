import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { stretchAround } from './dayHours.ts';

const HOUR = 3_600_000;
/** a Monday's midnight in China */
const MIDNIGHT = Date.UTC(2026, 2, 1, 16);

describe('hours of the day, Chinese time', () => {
  it('holds from its first minute to before its last, over midnight too', () => {
    const day = { from: '08:00', to: '20:00' };
    expect(stretchAround(MIDNIGHT + 8 * HOUR - 1, day)).toBeNull();
    expect(stretchAround(MIDNIGHT + 8 * HOUR, day)).toEqual({ from: MIDNIGHT + 8 * HOUR, to: MIDNIGHT + 20 * HOUR });
    expect(stretchAround(MIDNIGHT + 20 * HOUR, day)).toBeNull();
    const night = { from: '22:00', to: '06:00' };
    expect(stretchAround(MIDNIGHT + HOUR, night)).toEqual({ from: MIDNIGHT - 2 * HOUR, to: MIDNIGHT + 6 * HOUR });
    expect(stretchAround(MIDNIGHT + HOUR, { from: '08:00', to: '08:00' })).toBeNull();
  });

  it('a moment lies in its stretch, and in none of the opposite hours', () => {
    const time = fc
      .tuple(fc.integer({ min: 0, max: 23 }), fc.integer({ min: 0, max: 59 }))
      .map(([hour, minute]) => [hour, minute].map((part) => String(part).padStart(2, '0')).join(':'));
    fc.assert(
      fc.property(time, time, fc.integer({ min: 0, max: 3 * 24 * HOUR }), (from, to, after) => {
        const at = MIDNIGHT + after;
        const stretch = stretchAround(at, { from, to });
        if (stretch) expect(stretch.from <= at && at < stretch.to).toBe(true);
        if (from !== to) expect((stretch === null) !== (stretchAround(at, { from: to, to: from }) === null)).toBe(true);
      }),
    );
  });
});
