import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { callMore, type Muster, musterCounts, phaseAt, phaseClocks, tellOf, type UnitFact, unitOf } from './muster.ts';

const START = Date.UTC(2026, 2, 2, 4);
const MIN = 60_000;
const actor = { id: 'lead', name: '值班长', kind: 'operator' } as const;
const fresh = (...ids: string[]): Muster => ({
  id: 'm1',
  version: 1,
  title: '积水',
  caseId: null,
  target: { lon: 121, lat: 31 },
  radius: 100,
  minutes: { gather: 10, arrive: 10, settle: 10 },
  startedAt: START,
  startedBy: actor,
  commandIds: ['c1'],
  units: ids.map((id) => unitOf(id, START)),
  done: { gather: null, arrive: null, settle: null },
  stoodDownAt: null,
});
const fact = (what: UnitFact['what'], workerId: string, minute: number): UnitFact => ({
  ...{ what, workerId, actor, by: 'receipt' },
  at: START + minute * MIN,
});

describe('[MU1] the three clocks', () => {
  test('follow one another when nobody comes: thirty minutes in all', () => {
    expect(phaseClocks(fresh('w1')).map(({ dueAt }) => (dueAt - START) / MIN)).toEqual([10, 20, 30]);
    expect([0, 9, 10, 20, 45].map((minute) => phaseAt(fresh('w1'), START + minute * MIN))).toEqual([
      ...['gather', 'gather', 'arrive', 'settle', 'settle'],
    ]);
  });

  test('the next one starts as soon as one is done', () => {
    const { muster } = tellOf(fresh('w1', 'w2'), [fact('gathered', 'w1', 2), fact('gathered', 'w2', 4)]);
    expect(phaseClocks(muster).map(({ startAt }) => (startAt - START) / MIN)).toEqual([0, 4, 14]);
    expect(phaseAt(muster, START + 5 * MIN)).toBe('arrive');
  });

  test('one that is done too late does not hold up the next', () => {
    const { muster } = tellOf(fresh('w1'), [fact('gathered', 'w1', 15)]);
    expect(phaseClocks(muster).map(({ startAt }) => (startAt - START) / MIN)).toEqual([0, 10, 20]);
  });
});

test('[MU1] settled before anybody arrived: that clock took no time, and none is negative', () => {
  const muster = { ...fresh('w1'), done: { gather: null, arrive: null, settle: START + 3 * MIN } };
  expect(phaseClocks(muster).at(-1)).toMatchObject({ startAt: START + 3 * MIN, doneAt: START + 3 * MIN });
});

describe('[MU2] what is told of the units', () => {
  test('who arrives has gathered; the place told it first, and that stays', () => {
    const told = tellOf(fresh('w1', 'w2'), [{ ...fact('arrived', 'w1', 6), by: 'geofence' }, fact('arrived', 'w1', 7)]);
    expect(told.muster.units[0]).toMatchObject({
      gatheredAt: START + 6 * MIN,
      arrivedAt: START + 6 * MIN,
      arrivedBy: 'geofence',
    });
    expect(told.lines.map(({ id }) => id)).toEqual(['m1:w1:arrived']);
    expect(musterCounts(told.muster.units)).toEqual({ called: 2, gathered: 1, arrived: 1, declined: 0 });
  });

  test('a phase is done when everybody who did not decline is so far', () => {
    const told = tellOf(fresh('w1', 'w2'), [fact('declined', 'w2', 1), fact('gathered', 'w1', 3)]);
    expect(told.muster.done).toEqual({ gather: START + 3 * MIN, arrive: null, settle: null });
    expect(told.lines.at(-1)).toMatchObject({ what: 'phase', text: 'gather' });
    expect(tellOf(fresh('w1'), [fact('declined', 'w1', 1)]).muster.done.gather).toBeNull();
  });

  test('the same told again, strangers, and what comes after the stand-down change nothing', () => {
    const facts = [fact('gathered', 'w1', 3)];
    const { muster } = tellOf(fresh('w1'), facts);
    expect(tellOf(muster, [...facts, fact('arrived', 'w9', 4)])).toEqual({ muster, lines: [] });
    const over = { ...muster, stoodDownAt: START };
    expect(tellOf(over, [fact('arrived', 'w1', 4)]).muster).toBe(over);
  });

  test('in whatever pieces facts come, the units end the same, and each line is written once', () => {
    const facts = fc.array(
      fc.record({
        what: fc.constantFrom('gathered', 'arrived', 'declined'),
        workerId: fc.constantFrom('w1', 'w2', 'w3'),
        minute: fc.integer({ min: 0, max: 40 }),
      }),
      { maxLength: 12 },
    );
    fc.assert(
      fc.property(facts, (drawn) => {
        const all = drawn.map(({ what, workerId, minute }) => fact(what, workerId, minute)).sort((a, b) => a.at - b.at);
        let muster = fresh('w1', 'w2', 'w3');
        const ids: string[] = [];
        for (const one of all) {
          const told = tellOf(muster, [one]);
          muster = told.muster;
          ids.push(...told.lines.filter(({ what }) => what !== 'phase' && what !== 'declined').map(({ id }) => id));
        }
        expect(new Set(ids).size).toBe(ids.length);
        expect(tellOf(fresh('w1', 'w2', 'w3'), all).muster.units).toEqual(muster.units);
        for (const unit of muster.units) if (unit.arrivedAt !== null) expect(unit.gatheredAt).not.toBeNull();
      }),
    );
  });
});

test('[MU3] more units: the clocks of gathering and arriving wait for them, those who are there stay there', () => {
  const { muster } = tellOf(fresh('w1'), [fact('arrived', 'w1', 5)]);
  const more = callMore(muster, ['w1', 'w2'], 'c2', START + 6 * MIN);
  expect(more.units.map(({ workerId, arrivedAt }) => [workerId, arrivedAt !== null])).toEqual([
    ['w1', true],
    ['w2', false],
  ]);
  expect(more.done).toEqual({ gather: null, arrive: null, settle: null });
  expect(more.commandIds).toEqual(['c1', 'c2']);
});
