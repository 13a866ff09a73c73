import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { CaseAction, CaseEvent } from './case.ts';
import { sealEvent } from './chain.ts';
import { belongs, COHORT_NAMES, COHORTS, countsOf, factRowOf, type Cohort } from './cohorts.ts';
import { type Counts, noCounts } from './counts.ts';
import { foldFacts } from './facts.ts';
import { casesBehind, FIGURE_NAMES, FIGURES, type FigureDefinition, figureOf } from './figures.ts';
import { CALENDAR, contextOf, LIMITS, MONDAY_TEN, operator, REPORT, worker } from './fixtures.ts';
import { applyAction, openCase } from './lifecycle.ts';
import type { Person } from './separation.ts';
import { slowCounts } from './slowCountsForTest.ts';
import { someWalks } from './walkForTest.ts';

const DAY = 86_400_000;
const RULES = { limits: LIMITS, calendar: CALENDAR };
const WALKS = 2000;

const HOUR = 3_600_000;

/** What chance seldom does: a check answered in time, an extension, a case found by the grid's own worker or by others. */
function toldLife(found: 'own' | 'others', checkHours: number, doneHours: number): CaseEvent[] {
  const [lead, dispatcher, intake] = [operator('shift-lead'), operator('dispatcher'), operator('intake')];
  const [finder, handler, verifier] = [worker('w00001'), worker('w00002'), worker('w00003')];
  const told: [Person, CaseAction, hours: number][] = [
    [intake, { action: 'order-check', payload: { workerIds: ['w00001'] } }, 0.5],
    [finder, { action: 'answer-check', payload: { found: true } }, checkHours],
    [intake, { action: 'accept', payload: {} }, 4],
    [dispatcher, { action: 'dispatch', payload: { workerIds: ['w00002'] } }, 5],
    [handler, { action: 'start', payload: {} }, 6],
    [handler, { action: 'request-extension', payload: { reason: '缺材料', until: MONDAY_TEN + 90 * HOUR } }, 7],
    [lead, { action: 'grant-extension', payload: {} }, 8],
    [handler, { action: 'report-back', payload: { note: '已修' } }, doneHours],
    [dispatcher, { action: 'send-to-verify', payload: { workerId: 'w00003' } }, doneHours + 1],
    [verifier, { action: 'verify-pass', payload: { note: '属实' } }, doneHours + 2],
    [intake, { action: 'evaluate', payload: { satisfaction: 5 } }, doneHours + 30],
  ];
  const opened = openCase({ ...REPORT, found }, contextOf(finder, MONDAY_TEN));
  const events = [sealEvent(opened.event, 'e1', null)];
  let current = opened.case;
  for (const [person, action, hours] of told) {
    const outcome = applyAction(current, action, contextOf(person, MONDAY_TEN + hours * HOUR));
    if (!outcome.ok) throw new Error(`${action.action}: ${outcome.reason}`);
    events.push(sealEvent(outcome.event, `e${events.length + 1}`, events.at(-1) ?? null));
    current = outcome.case;
  }
  return events;
}

/** Thousands of lives of a case, made once. */
const lives: CaseEvent[][] = [
  ...someWalks(WALKS, 20261127).map(({ events }) => events),
  ...[1, 3].flatMap((check) => [40, 89, 100].map((done) => toldLife(check === 1 ? 'own' : 'others', check, done))),
];
const rows = lives.map((events) => {
  const facts = foldFacts(events, RULES);
  if (!facts) throw new Error('a life without history');
  return factRowOf(facts);
});
const histories = lives.map((lines) => ({ lines, limits: LIMITS }));

describe('counts of a period', () => {
  it('are those of the slow path, over thousands of walks and any period', () => {
    const period = fc.record({ start: fc.integer({ min: -10, max: 400 }), days: fc.constantFrom(1, 7, 31, 90, 1000) });
    fc.assert(
      fc.property(period, ({ start, days }) => {
        const from = MONDAY_TEN + start * DAY;
        const span = { from, to: from + days * DAY };
        expect(countsOf(rows, span)).toEqual(slowCounts(histories, span, CALENDAR));
      }),
      { numRuns: 25 },
    );
  });

  it('are those of the slow path for each single life, so that nothing evens out', () => {
    const span = { from: 0, to: Number.MAX_SAFE_INTEGER };
    for (const [at, history] of histories.entries()) {
      expect(countsOf(rows.slice(at, at + 1), span), JSON.stringify(history.lines.map(({ action }) => action))).toEqual(
        slowCounts([history], span, CALENDAR),
      );
    }
  });

  it('are none of them empty on these walks', () => {
    const counts = countsOf(rows, { from: 0, to: Number.MAX_SAFE_INTEGER });
    const empty = COHORT_NAMES.filter((name) => numberOf(counts, name) === 0);
    expect(empty).toEqual([]);
  });

  it('follow from what the case carries with it: folding it line by line gives the same', () => {
    for (const { steps, events } of someWalks(200, 7)) {
      const last = steps.at(-1)?.after;
      if (last) expect(last.facts).toEqual(foldFacts(events, RULES));
    }
  });
});

describe('the cases behind a number', () => {
  it('are as many as the number says, for every figure of cases', () => {
    const period = { from: MONDAY_TEN, to: MONDAY_TEN + 60 * DAY };
    const counts = countsOf(rows, period);
    for (const name of FIGURE_NAMES) {
      const definition: FigureDefinition = FIGURES[name];
      for (const side of ['part', 'whole'] as const) {
        const behind = casesBehind(name, side);
        if (!behind || definition.kind === 'mean-ms') continue;
        const inAny = (names: typeof behind.take, row: (typeof rows)[number]) =>
          names.some((cohort) => belongs(row, COHORTS[cohort] as Cohort, period));
        const found = rows.filter((row) => inAny(behind.take, row) && !inAny(behind.less, row)).length;
        const figure = figureOf(name, counts);
        const shown =
          side === 'whole' || figure.n === null ? (figure.n ?? figure.value) : (figure.value ?? 0) * figure.n;
        expect(found, `${name} ${side}`).toBeCloseTo(shown ?? 0, 6);
      }
    }
  });

  it('are none for what is not counted in cases', () => {
    expect(casesBehind('on-duty-rate', 'part')).toBeNull();
    expect(casesBehind('reports', 'whole')).toBeNull();
    expect(casesBehind('overdue-rate', 'part')).toEqual({ take: ['handleDue'], less: ['handledOnTime'] });
  });
});

function numberOf(counts: Counts, name: (typeof COHORT_NAMES)[number]): number {
  return name.split('.').reduce<unknown>((value, key) => (value as Record<string, unknown>)[key], counts) as number;
}

it('a period without cases counts nothing', () => {
  expect(countsOf([], { from: 0, to: 1 })).toEqual(noCounts());
});
