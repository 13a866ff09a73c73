import { describe, expect, it } from 'vitest';
import { addLimit, DAY_MS, HOUR_MS } from './calendar.ts';
import type { Case, CaseAction, CaseEvent } from './case.ts';
import { type CaseFacts, foldFacts } from './facts.ts';
import { CALENDAR, contextOf, LIMITS, MONDAY_TEN, operator, photos, REPORT, SYSTEM, worker } from './fixtures.ts';
import { applyAction, openCase } from './lifecycle.ts';
import type { Person } from './separation.ts';

/** minutes after the move before, who, what */
type Move = readonly [number, Person | undefined, CaseAction];
const MINUTE = 60_000;
const [intake, dispatcher, lead, verifier] = (['intake', 'dispatcher', 'shift-lead', 'verifier'] as const).map(
  operator,
);
const w2 = worker('w00002');

const accept: CaseAction = { action: 'accept', payload: {} };
const to = (...departmentIds: string[]): CaseAction => ({ action: 'dispatch', payload: { departmentIds } });
const start: CaseAction = { action: 'start', payload: {} };
const giveBack = (assigneeId?: string): CaseAction => ({ action: 'return', payload: { assigneeId, reason: '不归我' } });
const report = (assigneeId?: string): CaseAction => ({ action: 'report-back', payload: { assigneeId, note: '好了' } });
const send: CaseAction = { action: 'send-to-verify', payload: { workerId: 'w00003' } };
const pass: CaseAction = { action: 'verify-pass', payload: {} };
const fail: CaseAction = { action: 'verify-fail', payload: { reason: '未好' } };

function play(moves: readonly Move[], found?: 'own' | 'others') {
  const opened = openCase({ ...REPORT, ...(found && { found }) }, contextOf(worker('w00001'), MONDAY_TEN));
  let current: Case = opened.case;
  const lines: Pick<CaseEvent, 'action' | 'from' | 'to' | 'at' | 'detail'>[] = [opened.event];
  for (const [minutes, who = SYSTEM, action] of moves) {
    const outcome = applyAction(current, action, contextOf(who, current.updatedAt + minutes * MINUTE));
    if (!outcome.ok) throw new Error(`${action.action}: ${outcome.reason}`);
    current = outcome.case;
    lines.push(outcome.event);
  }
  expect(foldFacts(lines, { limits: LIMITS, calendar: CALENDAR })).toEqual(current.facts);
  return current.facts as CaseFacts;
}
const due = (at: number, ...stages: (keyof typeof LIMITS)[]) =>
  stages.reduce((time, stage) => addLimit(time, LIMITS[stage], CALENDAR).dueAt, at);

describe('the facts of a case', () => {
  it('time each stage, and say when the case is due to be handled and closed', () => {
    const filedAt = MONDAY_TEN + 10 * MINUTE;
    const dispatchedAt = filedAt + 20 * MINUTE;
    const filed = play([[10, intake, accept]], 'own');
    expect(filed).toMatchObject({ receivedAt: MONDAY_TEN, found: 'own', filedAt, judgedAt: filedAt });
    expect(filed.dueAt).toBe(due(filedAt, 'dispatch', 'handle', 'verify'));
    const handled = play([
      [10, intake, accept],
      [20, dispatcher, to('a')],
      [30, dispatcher, start],
      [40, dispatcher, report()],
    ]);
    const handledAt = dispatchedAt + 70 * MINUTE;
    expect(handled).toMatchObject({ dispatchedAt, handledAt, handleDueAt: due(dispatchedAt, 'handle') });
    expect(handled.dueAt).toBe(due(dispatchedAt, 'handle', 'verify'));
    expect(handled.stages).toEqual({
      accept: { at: filedAt, n: 1, ms: 10 * MINUTE },
      dispatch: { at: dispatchedAt, n: 1, ms: 20 * MINUTE },
      handle: { at: handledAt, n: 1, ms: 70 * MINUTE },
    });
    expect(handled.running).toEqual({ stage: 'verify', since: handledAt });
  });

  it('are handled when the last of several is, whether it reports back, gives it back or is taken off', () => {
    const two: Move[] = [
      [1, intake, accept],
      [1, dispatcher, to('a', 'b')],
      [1, dispatcher, { action: 'start', payload: { assigneeId: 'a' } }],
    ];
    const one = play([...two, [1, dispatcher, report('a')]]);
    expect(one.handledAt).toBeUndefined();
    expect(one.running?.stage).toBe('handle');
    const off: CaseAction = {
      action: 'unassign',
      payload: { assignee: { kind: 'department', id: 'b' }, reason: '误' },
    };
    for (const last of [report('b'), giveBack('b'), off]) {
      const facts = play([...two, [1, dispatcher, report('a')], [5, dispatcher, last]]);
      expect(facts.handledAt, last.action).toBe(MONDAY_TEN + 9 * MINUTE);
      expect(facts.running?.stage).toBe('verify');
    }
  });

  it('count a return as upheld when the case went to others, and its handling as one stage', () => {
    const back: Move[] = [
      [1, intake, accept],
      [1, dispatcher, to('a')],
      [5, dispatcher, giveBack()],
    ];
    expect(play([...back, [5, dispatcher, to('a')]])).toMatchObject({ returns: 1 });
    expect(play([...back, [5, dispatcher, to('a')]]).upheld).toBeUndefined();
    const elsewhere = play([...back, [5, dispatcher, to('b')], [1, dispatcher, start], [1, dispatcher, report()]]);
    expect(elsewhere).toMatchObject({ returns: 1, upheld: true, stages: { handle: { n: 1, ms: 12 * MINUTE } } });
  });

  it('leave out the time a case stood still, and its limits while it does', () => {
    const suspend: CaseAction = { action: 'suspend', payload: { reason: '等料', reviewAt: MONDAY_TEN + 9 * DAY_MS } };
    const begun: Move[] = [
      [1, intake, accept],
      [1, dispatcher, to('a')],
      [1, dispatcher, start],
      [10, lead, suspend],
    ];
    const still = play(begun);
    expect(still).toMatchObject({ suspensions: 1, running: { stage: 'handle', stoppedAt: expect.any(Number) } });
    expect([still.dueAt, still.handleDueAt]).toEqual([undefined, undefined]);
    const on = play([...begun, [600, lead, { action: 'resume', payload: {} }], [5, dispatcher, report()]]);
    expect(on.stages?.handle?.ms).toBe(16 * MINUTE);
    expect(on.handleDueAt).toBeGreaterThan(MONDAY_TEN);
  });

  it('follow rework, closing, evaluation and reopening', () => {
    const done: Move[] = [
      [1, intake, accept],
      [1, dispatcher, to('a')],
      [1, dispatcher, start],
      [1, dispatcher, report()],
      [1, dispatcher, send],
    ];
    const reworked = play([...done, [1, verifier, fail]]);
    expect(reworked).toMatchObject({ reworks: 1, handleDueAt: due(MONDAY_TEN + 6 * MINUTE, 'handle') });
    expect(reworked.handledAt).toBeUndefined();
    const evaluate: CaseAction = { action: 'evaluate', payload: { satisfaction: 4 } };
    const closed: Move[] = [...done, [1, verifier, pass], [1, intake, evaluate]];
    const closedAt = MONDAY_TEN + 6 * MINUTE;
    expect(play(closed)).toMatchObject({ closedAt, evaluatedAt: closedAt + MINUTE, satisfaction: 4 });
    expect(play(closed).running).toBeUndefined();
    const again = play([...closed, [1, lead, { action: 'reopen', payload: { reason: '复发' } }]]);
    expect(again.filedAt).toBe(MONDAY_TEN + MINUTE);
    for (const gone of ['closedAt', 'handledAt', 'handleDueAt', 'evaluatedAt', 'satisfaction'] as const) {
      expect(again[gone], gone).toBeUndefined();
    }
    expect(again.dueAt).toBe(due(closedAt + 2 * MINUTE, 'dispatch', 'handle', 'verify'));
  });

  it('know what was ordered to be checked, and whether the answer came', () => {
    const order: CaseAction = { action: 'order-check', payload: { workerIds: ['w00002'] } };
    const answer: CaseAction = { action: 'answer-check', payload: { found: true } };
    expect(play([[1, intake, order]])).toMatchObject({
      checkOrderedAt: MONDAY_TEN + MINUTE,
      checkDueAt: due(MONDAY_TEN, 'accept'),
    });
    expect(
      play([
        [1, intake, order],
        [7, w2, answer],
      ]).checkedAt,
    ).toBe(MONDAY_TEN + 8 * MINUTE);
  });

  it('owe nothing for what was cancelled, and nothing of handling for what was settled on the spot', () => {
    const cancel: CaseAction = { action: 'cancel', payload: { reason: '误报' } };
    const cancelled = play([
      [1, intake, accept],
      [1, dispatcher, to('a')],
      [1, lead, cancel],
    ]);
    expect([cancelled.dueAt, cancelled.handleDueAt, cancelled.running]).toEqual([undefined, undefined, undefined]);
    expect(cancelled.stages?.handle).toBeUndefined();
    const settle: CaseAction = { action: 'settle', payload: { note: '', media: photos(2) } };
    const settled = play([[30, worker('w00001'), settle]]);
    expect(settled).toMatchObject({ filedAt: MONDAY_TEN + 30 * MINUTE, running: { stage: 'verify' } });
    expect([settled.handledAt, settled.handleDueAt]).toEqual([undefined, undefined]);
    expect(settled.dueAt).toBe(due(MONDAY_TEN + 30 * MINUTE, 'verify'));
    expect(settled.dueAt).toBeGreaterThan(MONDAY_TEN + HOUR_MS);
  });

  it('count extensions that were granted, not those that wait for the second', () => {
    const until = (days: number): CaseAction => ({
      action: 'request-extension',
      payload: { until: MONDAY_TEN + days * DAY_MS, reason: '缺料' },
    });
    const grant: CaseAction = { action: 'grant-extension', payload: {} };
    const begun: Move[] = [
      [1, intake, accept],
      [1, dispatcher, to('a')],
      [1, dispatcher, start],
    ];
    expect(play([...begun, [1, dispatcher, until(3)], [1, lead, grant]])).toMatchObject({
      extensions: 1,
      handleDueAt: MONDAY_TEN + 3 * DAY_MS,
    });
    expect(play([...begun, [1, dispatcher, until(60)], [1, lead, grant]]).extensions).toBeUndefined();
  });
});
