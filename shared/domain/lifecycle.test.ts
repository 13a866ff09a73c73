import { describe, expect, it } from 'vitest';
import { addLimit, DAY_MS, HOUR_MS } from './calendar.ts';
import type { Case, CaseAction } from './case.ts';
import { CALENDAR, contextOf, LIMITS, MONDAY_TEN, operator, photos, REPORT, SYSTEM, worker } from './fixtures.ts';
import { allowedActions, applyAction, openCase } from './lifecycle.ts';
import { REFUSALS, type RefusalReason, refusalText } from './refusals.ts';
import type { Person } from './separation.ts';

type Move = readonly [Person, CaseAction];

const opened = openCase(REPORT, contextOf(worker('w00001'), MONDAY_TEN)).case;
const accept: Move = [operator('intake'), { action: 'accept', payload: {} }];
const dispatch: Move = [operator('dispatcher'), { action: 'dispatch', payload: { workerIds: ['w00002'] } }];
const start: Move = [worker('w00002'), { action: 'start', payload: {} }];
const reportBack: Move = [worker('w00002'), { action: 'report-back', payload: { note: '已更换' } }];
const sendToVerify: Move = [operator('dispatcher'), { action: 'send-to-verify', payload: { workerId: 'w00003' } }];
const pass: Move = [worker('w00003'), { action: 'verify-pass', payload: {} }];
const supervise: Move = [operator('shift-lead'), { action: 'supervise', payload: { level: 2 } }];
const askExtension = (until: number): Move => [
  worker('w00002'),
  { action: 'request-extension', payload: { until, reason: '缺材料' } },
];

/** Plays moves one minute apart; throws at the first refusal. */
function play(moves: readonly Move[], from: Case = opened): Case {
  return moves.reduce((current, [who, action]) => {
    const outcome = applyAction(current, action, contextOf(who, current.updatedAt + 60_000));
    if (!outcome.ok) throw new Error(`${action.action}: ${outcome.reason}`);
    return outcome.case;
  }, from);
}

function refusal(
  current: Case,
  who: Person,
  action: CaseAction,
  at = current.updatedAt + 60_000,
): RefusalReason | null {
  const outcome = applyAction(current, action, contextOf(who, at));
  return outcome.ok ? null : outcome.reason;
}

const dispatched = play([accept, dispatch]);
const handling = play([start], dispatched);
const verifying = play([reportBack, sendToVerify], handling);
const closed = play([pass], verifying);

describe('the life of a case', () => {
  it('runs from report to evaluation', () => {
    expect(opened).toMatchObject({ state: 'reported', version: 1, number: null, clock: { stage: 'accept' } });
    expect(dispatched).toMatchObject({ state: 'dispatched', workerIds: ['w00002'], clock: { stage: 'handle' } });
    expect(verifying).toMatchObject({ state: 'verifying', verifierId: 'w00003', clock: { stage: 'verify' } });
    expect(closed).toMatchObject({ state: 'closed', version: 7, clock: null, closedAt: closed.updatedAt });
    const evaluated = play([[operator('intake'), { action: 'evaluate', payload: { satisfaction: 5 } }]], closed);
    expect(evaluated).toMatchObject({ state: 'evaluated', satisfaction: 5 });
  });

  it('never writes a resident’s contact into the history', () => {
    const withContact = openCase({ ...REPORT, contact: { phone: '13800001111' } }, contextOf(SYSTEM, MONDAY_TEN));
    expect(withContact.case.contact).toEqual({ phone: '13800001111' });
    expect(JSON.stringify(withContact.event)).not.toContain('13800001111');
  });

  it('sends a failed check back as rework with the whole limit again', () => {
    const rework = play([[worker('w00003'), { action: 'verify-fail', payload: { reason: '未修好' } }]], verifying);
    expect(rework).toMatchObject({ state: 'dispatched', reworks: 1, verifierId: null, workerIds: ['w00002'] });
    expect(rework.clock).toMatchObject({ stage: 'handle', startedAt: rework.updatedAt, extensions: 0 });
  });

  it('keeps the disposal clock running through a return and a second dispatch', () => {
    const back = play([[worker('w00002'), { action: 'return', payload: { reason: '不属本部门' } }]], dispatched);
    expect(back.clock).toEqual(dispatched.clock);
    const again = play([[operator('dispatcher'), { action: 'dispatch', payload: { departmentId: 'water' } }]], back);
    expect(again.clock).toEqual(dispatched.clock);
    expect(again).toMatchObject({ departmentId: 'water', workerIds: [], returns: 1 });
  });

  it('sets a new limit by a granted extension and keeps the first visible', () => {
    const until = (handling.clock?.dueAt ?? 0) + DAY_MS;
    const asked = play([askExtension(until)], handling);
    expect(asked.clock).toEqual(handling.clock);
    const granted = play([[operator('shift-lead'), { action: 'grant-extension', payload: {} }]], asked);
    expect(granted).toMatchObject({ extension: null, clock: { dueAt: until, extensions: 1 } });
    expect(granted.clock?.firstDueAt).toBe(handling.clock?.dueAt);
    const refused = play([[operator('shift-lead'), { action: 'refuse-extension', payload: { reason: '否' } }]], asked);
    expect(refused.clock).toEqual(handling.clock);
  });

  it('carries an escalation to the district and back', () => {
    const up: Move = [operator('shift-lead'), { action: 'escalate', payload: { reason: '权属不清' } }];
    const answer = (outcome: 'handled' | 'back'): Move => [
      operator('shift-lead'),
      { action: 'answer-escalation', payload: { outcome, note: '' } },
    ];
    expect(play([up], handling)).toMatchObject({ state: 'escalated', tier: 'district', clock: handling.clock });
    expect(play([up, answer('back')], handling)).toMatchObject({ state: 'accepted', tier: 'street', workerIds: [] });
    expect(play([up, answer('handled')], handling).handledByIds).toContain('shift-lead');
  });

  it('gives rework of what was settled on the spot to whoever settled it', () => {
    const sent = play([[dispatcher, { action: 'send-to-verify', payload: { workerId: 'w00003' } }]], settled);
    const rework = play([[worker('w00003'), { action: 'verify-fail', payload: { reason: '未清' } }]], sent);
    expect(rework).toMatchObject({ state: 'dispatched', workerIds: ['w00001'] });
    expect(play([[worker('w00001'), { action: 'start', payload: {} }]], rework).state).toBe('handling');
  });

  it('grants a long extension when two have agreed to the same limit', () => {
    expect(halfGranted).toMatchObject({ extension: { grantedById: 'shift-lead' }, clock: { extensions: 0 } });
    const granted = play([[operator('supervisor'), { action: 'grant-extension', payload: {} }]], halfGranted);
    expect(granted).toMatchObject({ extension: null, clock: { dueAt: longUntil, extensions: 1 } });
  });

  it('measures by the limits of the right category, from the beginning of the stage', () => {
    const fast = { ...LIMITS, accept: { value: 1, unit: 'urgent-hour' as const } };
    const correct = (payload: Extract<CaseAction, { action: 'correct' }>['payload']) =>
      applyAction(opened, { action: 'correct', payload }, { ...contextOf(lead, MONDAY_TEN + 60_000), limits: fast });
    expect(correct({ title: '井盖缺失' })).toMatchObject({ case: { title: '井盖缺失', clock: opened.clock } });
    expect(correct({ categoryCode: '010102' })).toMatchObject({
      case: { categoryCode: '010102', clock: { startedAt: MONDAY_TEN, dueAt: MONDAY_TEN + HOUR_MS } },
    });
  });

  it('climbs a tier only by the centre’s clock and only past the limit', () => {
    const climb: CaseAction = { action: 'climb', payload: { toTier: 'community' } };
    const late = (handling.clock?.dueAt ?? 0) + 1;
    expect(refusal(handling, SYSTEM, climb)).toBe('limit-not-passed');
    expect(refusal(handling, operator('shift-lead'), climb, late)).toBe('clock-only');
    expect(refusal(handling, SYSTEM, { action: 'climb', payload: { toTier: 'grid' } }, late)).toBe('tier-not-higher');
    expect(refusal(handling, SYSTEM, climb, late)).toBeNull();
  });
});

const lead = operator('shift-lead');
const dispatcher = operator('dispatcher');
const handleDue = addLimit(dispatched.updatedAt, LIMITS.handle, CALENDAR).dueAt;
const settle: Move = [worker('w00001'), { action: 'settle', payload: { note: '', media: photos(2) } }];
const settled = play([settle]);
const reportedBack = play([reportBack], handling);
const accepted = play([accept]);
const both: Person = { actor: { id: 'dispatcher', name: '', kind: 'operator' }, roles: ['dispatcher', 'verifier'] };
const supervised = play([supervise], handling);
const toDepartments: Move = [
  dispatcher,
  { action: 'dispatch', payload: { departmentId: 'water', departmentIds: ['water', 'greening'] } },
];
const several = play([accept, toDepartments]);
const oneBack: Move = [dispatcher, { action: 'report-back', payload: { assigneeId: 'water', note: '已修' } }];
const halfDone = play([[dispatcher, { action: 'start', payload: {} }], oneBack], several);
const checked = play([[operator('intake'), { action: 'order-check', payload: { workerIds: ['w00004'] } }]]);
const replied = play([[dispatcher, { action: 'answer-supervision', payload: { note: '今日完成' } }]], supervised);
const majorId = '0195a000-0000-7000-8000-0000000000fe';
const linked = play([[lead, { action: 'link', payload: { majorId } }]]);
const sampledPass = applyAction(verifying, pass[1], {
  ...contextOf(operator('verifier'), verifying.updatedAt + 1),
  sampled: true,
});
const sampled = sampledPass.ok ? sampledPass.case : verifying;
const recheck: CaseAction = { action: 'recheck', payload: { passed: true } };
const secondVerifier: Person = { actor: { id: 'verifier-2', name: '', kind: 'operator' }, roles: ['verifier'] };
const rechecked = play([[secondVerifier, recheck]], sampled);
/** far beyond the limit first given: two must agree */
const longUntil = handleDue + 60 * DAY_MS;
const halfGranted = play([askExtension(longUntil), [lead, { action: 'grant-extension', payload: {} }]], handling);
const bothAgain: Person = {
  actor: { id: 'supervisor', name: '', kind: 'operator' },
  roles: ['supervisor', 'dispatcher'],
};
const pressed = play(
  [[bothAgain, { action: 'supervise', payload: { level: 1, to: { kind: 'worker', id: 'w00009' } } }]],
  handling,
);
const elsewhere = (who: Person, ...areas: string[]): Person => ({ ...who, areas });
const released = play([[lead, { action: 'release-supervision', payload: {} }]], supervised);

const REFUSED: readonly [RefusalReason, Case, Person, CaseAction, number?][] = [
  ['not-asked-to-check', checked, worker('w00005'), { action: 'answer-check', payload: { found: true } }],
  ['no-check-asked', opened, operator('intake'), { action: 'answer-check', payload: { found: true } }],
  ['passed-it-yourself', sampled, operator('verifier'), recheck],
  ['handled-it', sampled, both, recheck],
  ['no-recheck-asked', closed, secondVerifier, recheck],
  ['rechecked-already', rechecked, secondVerifier, recheck],
  ['pressed-it-yourself', pressed, bothAgain, { action: 'answer-supervision', payload: { note: '好' } }],
  ['not-pressed', pressed, worker('w00002'), { action: 'answer-supervision', payload: { note: '好' } }],
  ['not-assigned', supervised, worker('w00009'), { action: 'answer-supervision', payload: { note: '好' } }],
  ['answered-already', replied, dispatcher, { action: 'answer-supervision', payload: { note: '好' } }],
  ['not-supervised', handling, dispatcher, { action: 'answer-supervision', payload: { note: '好' } }],
  ['granted-it-yourself', halfGranted, lead, { action: 'grant-extension', payload: {} }],
  [
    'role-missing',
    play([askExtension(longUntil)], handling),
    operator('supervisor'),
    { action: 'grant-extension', payload: {} },
  ],
  [
    'agreed-to-another',
    halfGranted,
    operator('supervisor'),
    { action: 'grant-extension', payload: { until: longUntil + DAY_MS } },
  ],
  ['nothing-to-start', handling, dispatcher, { action: 'start', payload: {} }],
  ['nothing-to-return', handling, worker('w00002'), { action: 'return', payload: { reason: '不归我' } }],
  ['reported-back-already', halfDone, ...oneBack],
  ['assigned-already', dispatched, dispatcher, { action: 'assign', payload: { workerIds: ['w00002'] } }],
  ['nobody-to-dispatch-to', dispatched, dispatcher, { action: 'assign', payload: {} }],
  ['not-an-assignee', several, dispatcher, { action: 'start', payload: { assigneeId: 'fire' } }],
  [
    'not-an-assignee',
    several,
    dispatcher,
    { action: 'unassign', payload: { assignee: { kind: 'department', id: 'fire' }, reason: '误' } },
  ],
  [
    'nobody-left',
    dispatched,
    dispatcher,
    { action: 'unassign', payload: { assignee: { kind: 'worker', id: 'w00002' }, reason: '误' } },
  ],
  ['nothing-corrected', opened, operator('intake'), { action: 'correct', payload: { note: '没改' } }],
  ['link-to-itself', opened, lead, { action: 'link', payload: { majorId: opened.id } }],
  ['linked-already', linked, lead, { action: 'link', payload: { majorId } }],
  ['not-linked', opened, lead, { action: 'unlink', payload: {} }],
  ['photos-missing', opened, worker('w00001'), { action: 'settle', payload: { note: '', media: photos(1) } }],
  ['photos-missing', { ...opened, media: photos(2) }, worker('w00001'), { action: 'settle', payload: { note: '' } }],
  ['not-your-area', opened, elsewhere(lead, '110101002'), { action: 'accept', payload: {} }],
  ['not-your-area', { ...opened, gridCode: '' }, elsewhere(lead, '110101'), { action: 'accept', payload: {} }],
  ['wrong-state', opened, lead, { action: 'resume', payload: {} }],
  ['role-missing', opened, dispatcher, { action: 'accept', payload: {} }],
  ['role-missing', opened, operator('admin'), { action: 'annotate', payload: { note: '好' } }],
  ['role-missing', opened, operator('wall'), { action: 'accept', payload: {} }],
  ['not-for-terminals', opened, worker('w00001'), { action: 'accept', payload: {} }],
  ['not-for-system', opened, SYSTEM, { action: 'accept', payload: {} }],
  ['not-the-reporter', opened, worker('w00002'), { action: 'settle', payload: { note: '' } }],
  ['not-assigned', dispatched, worker('w00001'), { action: 'start', payload: {} }],
  ['not-asked-to-verify', verifying, worker('w00004'), { action: 'verify-pass', payload: {} }],
  ['not-asked-to-verify', verifying, worker('w00002'), { action: 'verify-pass', payload: {} }],
  ['handled-it', verifying, both, { action: 'verify-pass', payload: {} }],
  ['handled-it', verifying, both, { action: 'verify-fail', payload: { reason: '否' } }],
  ['verifier-handled-it', reportedBack, dispatcher, { action: 'send-to-verify', payload: { workerId: 'w00002' } }],
  ['verifier-handled-it', settled, dispatcher, { action: 'send-to-verify', payload: { workerId: 'w00001' } }],
  ['supervisor-cannot-cancel', supervised, lead, { action: 'cancel', payload: { reason: '误报' } }],
  ['supervisor-cannot-cancel', released, lead, { action: 'cancel', payload: { reason: '误报' } }],
  ['already-supervised', supervised, operator('supervisor'), { action: 'supervise', payload: { level: 2 } }],
  ['not-supervised', handling, lead, { action: 'release-supervision', payload: {} }],
  [
    'reopen-too-late',
    closed,
    lead,
    { action: 'reopen', payload: { reason: '复发' } },
    closed.updatedAt + 30 * DAY_MS + 1,
  ],
  ['reason-required', opened, lead, { action: 'reject', payload: { reason: '  ' } }],
  ['note-required', opened, lead, { action: 'annotate', payload: { note: ' ' } }],
  ['nobody-to-dispatch-to', accepted, dispatcher, { action: 'dispatch', payload: { workerIds: [] } }],
  ['nobody-to-check', opened, operator('intake'), { action: 'order-check', payload: { workerIds: [] } }],
  ['due-in-past', accepted, dispatcher, { action: 'dispatch', payload: { departmentId: 'a', dueAt: MONDAY_TEN } }],
  [
    'due-too-late',
    accepted,
    dispatcher,
    { action: 'dispatch', payload: { departmentId: 'a', dueAt: handleDue + DAY_MS } },
  ],
  ['until-not-later', handling, ...askExtension((handling.clock?.dueAt ?? 0) - 1)],
  ['extension-asked-already', play([askExtension(handleDue + DAY_MS)], handling), ...askExtension(handleDue + DAY_MS)],
  ['no-extension-asked', handling, lead, { action: 'grant-extension', payload: {} }],
  [
    'asked-it-yourself',
    play([[lead, askExtension(handleDue + DAY_MS)[1]]], handling),
    lead,
    { action: 'grant-extension', payload: {} },
  ],
  ['review-in-past', handling, lead, { action: 'suspend', payload: { reason: '等料', reviewAt: MONDAY_TEN } }],
  ['merge-into-itself', opened, lead, { action: 'merge', payload: { intoId: opened.id } }],
  ['bad-satisfaction', closed, operator('intake'), { action: 'evaluate', payload: { satisfaction: 2.5 } }],
  ['clock-only', handling, lead, { action: 'climb', payload: { toTier: 'street' } }],
  ['limit-not-passed', handling, SYSTEM, { action: 'climb', payload: { toTier: 'street' } }],
  ['tier-not-higher', handling, SYSTEM, { action: 'climb', payload: { toTier: 'grid' } }, handleDue + HOUR_MS],
];

describe('refusals', () => {
  it.each(REFUSED)('%s', (reason, current, who, action, at) => {
    const outcome = applyAction(current, action, { ...contextOf(who, at ?? current.updatedAt + 60_000), ...who });
    expect(outcome).toEqual({ ok: false, code: REFUSALS[reason].code, reason });
  });

  it('has a case above for every reason, and a sentence in both languages', () => {
    const shown = new Set(REFUSED.map(([reason]) => reason));
    for (const reason of Object.keys(REFUSALS) as RefusalReason[]) {
      // Areas are no cases: mapArea.test.ts shows when theirs are refused.
      if (!reason.startsWith('area-')) expect([...shown]).toContain(reason);
      expect(refusalText(reason, 'zh-CN')).toMatch(/\p{Script=Han}/u);
      expect(refusalText(reason, 'en')).toMatch(/^[A-Z]/);
    }
  });

  it('lets an operator of an area act on the cases of its grids', () => {
    for (const area of [REPORT.gridCode, '110101001', '110101']) {
      const context = { ...contextOf(operator('intake'), opened.updatedAt + 1), areas: ['999999', area] };
      expect(applyAction(opened, accept[1], context).ok, area).toBe(true);
    }
  });

  it('takes what was settled on the spot with two photos, or with one beside that of the report', () => {
    const after: CaseAction = { action: 'settle', payload: { note: '', media: photos(1) } };
    expect(refusal({ ...opened, media: photos(1) }, worker('w00001'), after)).toBeNull();
  });

  it('lets the shift lead set a later due time and the dispatcher an earlier one', () => {
    const to = (dueAt: number): CaseAction => ({ action: 'dispatch', payload: { departmentId: 'a', dueAt } });
    expect(refusal(accepted, lead, to(handleDue + DAY_MS))).toBeNull();
    expect(refusal(accepted, dispatcher, to(accepted.updatedAt + HOUR_MS))).toBeNull();
  });
});

describe('allowed actions', () => {
  it('offers what fits the state and says why a person may not', () => {
    expect(allowedActions(opened, dispatcher)).toContainEqual({ action: 'accept', refusal: 'role-missing' });
    expect(allowedActions(opened, operator('intake'))).toContainEqual({ action: 'accept', refusal: null });
    expect(allowedActions(opened, lead).map((row) => row.action)).not.toContain('resume');
    expect(allowedActions(verifying, both)).toContainEqual({ action: 'verify-pass', refusal: 'handled-it' });
  });

  it('leaves the wall and the admin without a single action', () => {
    for (const role of ['wall', 'admin'] as const) {
      for (const current of [opened, accepted, dispatched, handling, verifying, closed]) {
        expect(allowedActions(current, operator(role)).filter((row) => row.refusal === null)).toEqual([]);
      }
    }
  });
});
