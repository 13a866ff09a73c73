import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Cause } from './alarm.ts';
import { type Followed, type Sight, step } from './causes.ts';

const RAISE = 10_000;
const END = 30_000;
const rules = { settling: () => ({ raiseMs: RAISE, endMs: END }), mostOfAKind: 3 };
const cause = (key: string, more: Partial<Cause> = {}): Cause => ({
  ...{ key, kind: 'speed', priority: 'normal', workerIds: ['w1'], caseId: null, areaId: null },
  ...{ lon: 121, lat: 31, figure: 70 },
  ...more,
});
const sees = (key: string, more: Partial<Cause> = {}): Sight => ({ sees: cause(key, more) });

/** Plays looks one second apart; answers what began and ended at which second. */
function play(looks: readonly (readonly Sight[])[]) {
  let followed: ReadonlyMap<string, Followed> = new Map();
  const lived: string[] = [];
  looks.forEach((sights, second) => {
    const next = step(followed, sights, second * 1000, rules);
    followed = next.followed;
    lived.push(
      ...next.begun.map(({ cause: { key } }) => `${second} begins ${key}`),
      ...next.graver.map(({ key }) => `${second} graver ${key}`),
      ...next.ended.map((key) => `${second} ends ${key}`),
    );
  });
  return lived;
}
const times = (n: number, sights: readonly Sight[]) => Array.from({ length: n }, () => sights);

describe('[GW207] one alarm for one cause', () => {
  it('begins when it was seen long enough without a break, and ends when it was gone long enough', () => {
    expect(play([...times(9, [sees('a')]), [], ...times(12, [sees('a')]), ...times(40, [])])).toEqual([
      '20 begins a',
      '51 ends a',
    ]);
  });

  it('is told once however its value hovers about the limit', () => {
    fc.assert(
      fc.property(fc.array(fc.boolean(), { minLength: 1, maxLength: 120 }), (seen) => {
        const lived = play(seen.map((on) => (on ? [sees('a')] : [])));
        let isOn = false;
        let lastSeen = Number.NEGATIVE_INFINITY;
        for (const [second, on] of seen.entries()) {
          if (on) lastSeen = second * 1000;
          if (lived.includes(`${second} begins a`)) {
            expect(isOn).toBe(false);
            expect(seen.slice(second - RAISE / 1000, second + 1).every(Boolean)).toBe(true);
            isOn = true;
          }
          if (lived.includes(`${second} ends a`)) {
            expect(isOn).toBe(true);
            expect(second * 1000 - lastSeen).toBeGreaterThanOrEqual(END);
            isOn = false;
          }
        }
        // Whoever is seen all the time is told: a rule that never alarms would pass the rest.
        if (seen.length > RAISE / 1000 && seen.every(Boolean)) expect(lived).toEqual(['10 begins a']);
      }),
    );
  });

  it('stays as it was while nobody can tell', () => {
    expect(play([...times(11, [sees('a')]), ...times(100, [{ cannotTell: 'a' }]), ...times(31, [])])).toEqual([
      '10 begins a',
      '140 ends a',
    ]);
    expect(play(times(100, [{ cannotTell: 'a' }]))).toEqual([]);
  });

  it('is told once more when it gets graver, and not when it gets less grave', () => {
    const grave = [sees('a', { priority: 'critical' })];
    expect(play([...times(12, [sees('a')]), grave, [sees('a')], grave])).toEqual([
      '10 begins a',
      '12 graver a',
      '14 graver a',
    ]);
  });

  it('tells only so many of a kind at a time, and the rest when some of these have ended', () => {
    const four = ['a', 'b', 'c', 'd'];
    const lived = play([
      ...times(
        12,
        four.map((key) => sees(key)),
      ),
      ...times(
        40,
        ['b', 'c', 'd'].map((key) => sees(key)),
      ),
    ]);
    expect(lived).toEqual(['10 begins a', '10 begins b', '10 begins c', '41 ends a', '42 begins d']);
  });
});
