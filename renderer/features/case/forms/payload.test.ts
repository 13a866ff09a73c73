import { describe, expect, it } from 'vitest';
import { CASE_ACTION_PAYLOADS } from '#shared/protocol/ops.ts';
import { localInput } from '../../../parts/index.ts';
import { draftOfPayload, unaskedOf } from './draftOfPayload.ts';
import { payloadOf } from './payload.ts';
import type { Proposals } from './proposals.ts';
import { EMPTY_DRAFT, type FormAction, type FormDraft, FORMS } from './spec.ts';

const NOW = new Date(2026, 2, 2, 10, 0).getTime();
const PROPOSED: Proposals = { departmentId: 'D-ROADS', workerIds: ['w1'], time: NOW + 3_600_000, level: 1 };
const OTHER = '0195a000-0000-7000-8000-0000000000aa';
const FULL: FormDraft = {
  ...{ ...EMPTY_DRAFT, text: '理由', targetId: OTHER, outcome: 'handled', satisfaction: 4 },
  ...{ assignee: 'department:D-PARKS', verdict: true, categoryCode: '0102', way: 'phone' },
};
const of = (action: FormAction, draft: Partial<FormDraft> = {}) =>
  payloadOf(action, { ...EMPTY_DRAFT, ...draft }, PROPOSED, NOW);

describe('every form', () => {
  it.each(Object.keys(FORMS) as FormAction[])('%s: filled in, its payload is what the wire wants', (action) => {
    const filled = payloadOf(action, FULL, PROPOSED, NOW);
    expect(filled.ok).toBe(true);
    if (filled.ok) expect(CASE_ACTION_PAYLOADS[action].safeParse(filled.filled.payload).error).toBeUndefined();
  });
});

describe('dispatch', () => {
  it('untouched goes to the category’s department and the proposed worker, with the category’s limit', () => {
    expect(of('dispatch')).toEqual({
      ok: true,
      filled: {
        action: 'dispatch',
        payload: { departmentId: 'D-ROADS', workerIds: ['w1'], dueAt: undefined, note: undefined },
      },
    });
  });

  it('goes by what the operator chose, also when that is nobody', () => {
    expect(of('dispatch', { workerIds: [], departmentId: 'D-PARKS' })).toMatchObject({
      filled: { payload: { departmentId: 'D-PARKS', workerIds: undefined } },
    });
    expect(of('dispatch', { workerIds: [], departmentId: '' })).toEqual({ ok: false, missing: 'recipient' });
  });

  it('goes to several departments, the chosen one leading, or the first when none was', () => {
    expect(of('dispatch', { departmentIds: ['D-PARKS', 'D-ROADS'] })).toMatchObject({
      filled: { payload: { departmentId: 'D-ROADS', departmentIds: ['D-ROADS', 'D-PARKS'] } },
    });
    expect(of('dispatch', { departmentId: '', departmentIds: ['D-PARKS'], workerIds: [] })).toMatchObject({
      filled: { payload: { departmentId: 'D-PARKS', departmentIds: undefined } },
    });
  });

  it('sends a due time of its own, and never takes a mistyped one for none', () => {
    expect(of('dispatch', { time: '2026-03-03 18:00' })).toMatchObject({
      filled: { payload: { dueAt: new Date(2026, 2, 3, 18, 0).getTime() } },
    });
    expect(of('dispatch', { time: '明天下午' })).toEqual({ ok: false, missing: 'time' });
  });
});

it('tells a step of one of those who have the case, or of all, and presses one or all of them', () => {
  const one = { text: '已清理', assignee: 'worker:w1' };
  expect(of('report-back', one)).toMatchObject({ filled: { payload: { assigneeId: 'w1', note: '已清理' } } });
  expect(of('return', { text: '不属职责' })).toMatchObject({ filled: { payload: { assigneeId: undefined } } });
  expect(of('supervise', { assignee: 'department:D-ROADS' })).toMatchObject({
    filled: { payload: { level: 1, to: { kind: 'department', id: 'D-ROADS' } } },
  });
  expect(of('assign', { departmentIds: ['D-PARKS'], workerIds: [] })).toMatchObject({
    filled: { payload: { departmentIds: ['D-PARKS'], workerIds: undefined } },
  });
});

it.each([
  ['reject', 'reason'],
  ['cancel', 'reason'],
  ['suspend', 'reason'],
  ['annotate', 'note'],
  ['merge', 'target'],
  ['evaluate', 'satisfaction'],
  ['answer-escalation', 'outcome'],
] as const)('%s says that the %s is missing', (action, missing) => {
  expect(of(action)).toEqual({ ok: false, missing });
  expect(of(action, { text: '   ' })).toEqual({ ok: false, missing });
});

it('makes a refused payload a draft again', () => {
  const dueAt = new Date(2026, 2, 3, 18, 0).getTime();
  expect(draftOfPayload({ departmentId: 'D-PARKS', workerIds: ['w2'], dueAt, note: '请尽快' })).toEqual({
    ...EMPTY_DRAFT,
    departmentId: 'D-PARKS',
    workerIds: ['w2'],
    time: localInput(dueAt),
    text: '请尽快',
  });
  const chosenNobody = { ...EMPTY_DRAFT, departmentId: '' };
  expect(draftOfPayload({ workerId: 'w3', note: 7 })).toEqual({ ...chosenNobody, workerIds: ['w3'] });
  expect(draftOfPayload(null)).toEqual({ ...chosenNobody, workerIds: [] });
});

it('keeps what no form asks for when an action is sent again', () => {
  const media = [{ id: 'm1' }];
  expect(unaskedOf({ note: '已联系住户', personal: true, media })).toEqual({ media });
  expect(unaskedOf({ note: '已联系', media: 'yes' })).toEqual({});
  expect(unaskedOf(null)).toEqual({});
});
