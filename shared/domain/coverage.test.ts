import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  COVERAGE_POLICY,
  COVERAGE_STATES,
  type CoverageQuestion,
  greatest,
  inForceSince,
  judge,
  type Presence,
  pressure,
} from './coverage.ts';
import { areasOf, emptyLook, nextLook, presenceAt, rolledUp, see } from './coverageTable.ts';

const HOUR = 3_600_000;
const NOON = Date.UTC(2026, 2, 2, 4);
const question = (more: Partial<CoverageQuestion> = {}): CoverageQuestion => ({
  asOf: NOON,
  heardSince: NOON - 10 * HOUR,
  aim: { minutes: 60, least: 0 },
  inForceSince: NOON - 4 * HOUR,
  ...more,
});
const nobody = (lastAt: number): Presence => ({ present: 0, silent: 0, lastAt });

describe('[ST328] an area against its aim', () => {
  it('is late when nobody was in it for longer than the aim says, and by how much', () => {
    expect(judge(nobody(NOON - HOUR), question())).toEqual({
      ...{ state: 'empty', since: NOON - HOUR, exact: true, over: 0 },
    });
    expect(judge(nobody(NOON - 2 * HOUR), question())).toMatchObject({ state: 'late', over: HOUR });
    expect(judge({ present: 1, silent: 0, lastAt: NOON - 2 * HOUR }, question())).toMatchObject({
      ...{ state: 'covered', since: null, over: 0 },
    });
  });

  it('the night before the hours of the aim counts for nothing, and without hours nobody is late', () => {
    const opened = question({ inForceSince: NOON - HOUR / 2 });
    expect(judge(nobody(NOON - 9 * HOUR), opened)).toMatchObject({ state: 'empty', since: NOON - 9 * HOUR, over: 0 });
    const closed = question({ inForceSince: null, aim: { minutes: 60, least: 3 } });
    expect(judge(nobody(NOON - 9 * HOUR), closed)).toMatchObject({ state: 'empty', over: 0 });
    expect(judge(nobody(NOON - 9 * HOUR), question({ aim: { minutes: 0, least: 0 } }))).toMatchObject({ over: 0 });
  });

  it('has too few where fewer than wanted are in it, silent ones not counted', () => {
    const aim = { minutes: 60, least: 3 };
    expect(judge({ present: 2, silent: 5, lastAt: NOON }, question({ aim }))).toMatchObject({ state: 'thin' });
    expect(judge({ present: 3, silent: 0, lastAt: NOON }, question({ aim }))).toMatchObject({ state: 'covered' });
    expect(judge(nobody(NOON - 1), question({ aim }))).toMatchObject({ state: 'thin', since: NOON - 1 });
  });

  it('the aims hold between two times of the day, or always', () => {
    const at = (hour: number) => NOON + (hour - 12) * HOUR;
    expect(inForceSince(COVERAGE_POLICY, at(7))).toBeNull();
    expect(inForceSince(COVERAGE_POLICY, at(9))).toBe(at(8));
    expect(inForceSince({ ...COVERAGE_POLICY, hours: { from: '08:00', to: '08:00' } }, at(3))).toBe(-Infinity);
  });
});

const presence = fc.record({
  present: fc.integer({ min: 0, max: 5 }),
  silent: fc.integer({ min: 0, max: 3 }),
  lastAt: fc.integer({ min: 0, max: 40 * HOUR }).map((ago) => NOON - ago),
});
const anyQuestion = fc.record({
  asOf: fc.constant(NOON),
  heardSince: fc.integer({ min: 0, max: 20 * HOUR }).map((ago) => NOON - ago),
  aim: fc.record({ minutes: fc.integer({ min: 0, max: 1440 }), least: fc.integer({ min: 0, max: 4 }) }),
  inForceSince: fc.option(fc.integer({ min: 0, max: 12 * HOUR }).map((ago) => NOON - ago)),
});

describe('[ST327] nothing is said of times at which nobody listened', () => {
  it('an area is never called empty for longer than this desk has listened, nor late by more', () => {
    fc.assert(
      fc.property(presence, anyQuestion, (seen, asked) => {
        const judged = judge(seen, asked);
        expect(judged.since === null).toBe(seen.present > 0);
        if (judged.since === null) return;
        expect(judged.since).toBeGreaterThanOrEqual(asked.heardSince);
        expect(judged.since).toBeLessThanOrEqual(asked.asOf);
        expect(judged.over).toBeLessThanOrEqual(asked.asOf - judged.since);
        expect(judged.exact).toBe(seen.lastAt >= asked.heardSince);
      }),
    );
  });
});

describe('[ST326] the worst first', () => {
  it('ranks late before too few before empty before covered, and within them the graver', () => {
    fc.assert(
      fc.property(presence, presence, anyQuestion, (one, other, asked) => {
        const [a, b] = [judge(one, asked), judge(other, asked)];
        const [pa, pb] = [pressure(one, a, asked), pressure(other, b, asked)];
        const [ra, rb] = [COVERAGE_STATES.indexOf(a.state), COVERAGE_STATES.indexOf(b.state)];
        if (ra !== rb) expect(pa > pb).toBe(ra < rb);
        else if (a.state === 'late') expect(Math.sign(pa - pb)).toBe(Math.sign(a.over - b.over));
        else if (a.state === 'covered') expect(Math.sign(pa - pb)).toBe(Math.sign(other.present - one.present));
      }),
    );
  });

  it('takes the same as sorting all of them would, equal ones by their place', () => {
    const values = fc.array(fc.integer({ min: 0, max: 9 }), { maxLength: 60 });
    fc.assert(
      fc.property(values, fc.integer({ min: 0, max: 70 }), fc.integer({ min: 1, max: 4 }), (list, limit, every) => {
        const takes = (place: number) => place % every === 0;
        const sorted = list
          .map((value, place) => ({ value, place }))
          .filter(({ place }) => takes(place))
          .toSorted((a, b) => b.value - a.value || a.place - b.place);
        expect(greatest(Float64Array.from(list), limit, takes)).toEqual(
          sorted.slice(0, limit).map(({ place }) => place),
        );
      }),
    );
  });

  it('an area has the sum of its grids, and the last time of any of them', () => {
    const unit = fc.tuple(fc.integer({ min: 0, max: 5 }), fc.integer({ min: 0, max: 99 }), fc.boolean());
    fc.assert(
      fc.property(fc.array(unit, { maxLength: 40 }), (seen) => {
        const units = [
          '31010100100101',
          '31010100100102',
          '31010100100201',
          '31010100200101',
          '31010100200102',
          '31010200300101',
        ];
        const look = emptyLook(units.length);
        for (const [place, time, fresh] of seen) see(look, place, time, fresh);
        const streets = areasOf(units, 9);
        expect(streets.codes).toEqual(['310101001', '310101002', '310102003']);
        const sum = rolledUp(look, streets);
        streets.codes.forEach((code, area) => {
          const own = seen.filter(([place]) => units[place]?.startsWith(code));
          expect(presenceAt(sum, area)).toEqual({
            present: own.filter(([, , fresh]) => fresh).length,
            silent: own.filter(([, , fresh]) => !fresh).length,
            lastAt: Math.max(0, ...own.map(([, time]) => time)),
          });
        });
      }),
    );
  });

  it('another look forgets who was where, and not when', () => {
    const look = emptyLook(2);
    see(look, 1, 5, true);
    see(look, -1, 6, true);
    expect(look.outside).toBe(1);
    const next = nextLook(look);
    expect([presenceAt(next, 1), next.outside]).toEqual([{ present: 0, silent: 0, lastAt: 5 }, 0]);
  });
});
