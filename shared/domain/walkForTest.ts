/** Walks of a case through its life, lawful and not, for tests of what must hold on all of them. */
import { seededRandom } from '../geo/random.ts';
import type { Case, CaseAction, CaseActionName, CaseEvent } from './case.ts';
import { sealEvent } from './chain.ts';
import { contextOf, MONDAY_TEN, OPERATORS, photos, REPORT, SYSTEM, worker } from './fixtures.ts';
import { allowedActions, applyAction, openCase, TRANSITIONS } from './lifecycle.ts';
import type { Person } from './separation.ts';

const HOUR = 3_600_000;
export const ACTION_NAMES = Object.keys(TRANSITIONS) as CaseActionName[];
const WORKERS = ['w00001', 'w00002', 'w00003', 'w00004'].map(worker);
const ALL_HANDS: Person = {
  actor: { id: 'all-hands', name: 'all', kind: 'operator' },
  roles: ['intake', 'dispatcher', 'verifier', 'supervisor', 'shift-lead'],
};
const SECOND_LEAD: Person = {
  actor: { id: 'lead-2', name: 'lead', kind: 'operator' },
  roles: ['shift-lead', 'verifier'],
};
/** May be the second of two who agree to an extension, and the first. */
const BOTH_PRESSURES: Person = {
  actor: { id: 'lead-3', name: 'lead', kind: 'operator' },
  roles: ['supervisor', 'shift-lead'],
};
export const PEOPLE: readonly Person[] = [...OPERATORS, ...WORKERS, ALL_HANDS, SECOND_LEAD, BOTH_PRESSURES, SYSTEM];

export interface Try {
  /** follow what the rules allow, or try anything */
  lawful: boolean;
  pick: number;
  who: number;
  /** chooses among payloads, good and bad */
  choice: number;
  /** hours since the try before */
  hours: number;
  sampled: boolean;
}

function actionOf(name: CaseActionName, choice: number, current: Case, at: number): CaseAction {
  const reason = choice === 0 ? '  ' : '原因';
  const note = choice === 0 ? '' : '说明';
  const someone = `w0000${(choice % 4) + 1}`;
  const of = choice % 3 === 2 ? { assigneeId: choice === 2 ? 'water' : someone } : {};
  const soon = at + (choice - 2) * 7 * HOUR;
  const payloads: { [K in CaseActionName]: () => CaseAction } = {
    accept: () => ({ action: 'accept', payload: { note } }),
    reject: () => ({ action: 'reject', payload: { reason } }),
    merge: () => ({
      action: 'merge',
      payload: { intoId: choice === 1 ? current.id : '0195a000-0000-7000-8000-0000000000ff' },
    }),
    'order-check': () => ({ action: 'order-check', payload: { workerIds: choice === 0 ? [] : [someone] } }),
    settle: () => ({ action: 'settle', payload: { note, media: photos(choice % 3) } }),
    dispatch: () => ({
      action: 'dispatch',
      payload: {
        ...(choice % 2 ? { departmentId: 'sanitation' } : {}),
        ...(choice % 4 === 1 ? { departmentIds: ['sanitation', 'water'] } : {}),
        ...(choice % 3 ? { workerIds: choice > 8 ? ['w00001', 'w00002'] : [someone] } : {}),
        ...(choice > 6 ? { dueAt: soon } : {}),
      },
    }),
    start: () => ({ action: 'start', payload: of }),
    return: () => ({ action: 'return', payload: { ...of, reason } }),
    'report-back': () => ({ action: 'report-back', payload: { ...of, note } }),
    'request-extension': () => ({
      action: 'request-extension',
      payload: { reason, until: (current.clock?.dueAt ?? at) + (choice - 2) * 20 * HOUR },
    }),
    'grant-extension': () => ({ action: 'grant-extension', payload: choice > 8 ? { until: soon } : {} }),
    'refuse-extension': () => ({ action: 'refuse-extension', payload: { reason } }),
    suspend: () => ({ action: 'suspend', payload: { reason, reviewAt: soon } }),
    resume: () => ({ action: 'resume', payload: {} }),
    'send-to-verify': () => ({ action: 'send-to-verify', payload: { workerId: someone } }),
    'verify-pass': () => ({ action: 'verify-pass', payload: { note } }),
    'verify-fail': () => ({ action: 'verify-fail', payload: { reason } }),
    evaluate: () => ({ action: 'evaluate', payload: { satisfaction: choice } }),
    reopen: () => ({ action: 'reopen', payload: { reason } }),
    escalate: () => ({ action: 'escalate', payload: { reason } }),
    'answer-escalation': () => ({
      action: 'answer-escalation',
      payload: { outcome: choice % 2 ? 'handled' : 'back', note },
    }),
    cancel: () => ({ action: 'cancel', payload: { reason } }),
    supervise: () => ({ action: 'supervise', payload: { level: choice % 3 === 0 ? 1 : choice % 3 === 1 ? 2 : 3 } }),
    'release-supervision': () => ({ action: 'release-supervision', payload: {} }),
    annotate: () => ({ action: 'annotate', payload: { note } }),
    assign: () => ({
      action: 'assign',
      payload:
        choice % 2 ? { workerIds: [someone] } : { departmentIds: choice ? [choice > 5 ? 'greening' : 'water'] : [] },
    }),
    unassign: () => ({
      action: 'unassign',
      payload: {
        assignee:
          choice % 4 ? { kind: 'worker', id: someone } : { kind: 'department', id: choice ? 'water' : 'sanitation' },
        reason,
      },
    }),
    'answer-supervision': () => ({ action: 'answer-supervision', payload: { note } }),
    correct: () => ({
      action: 'correct',
      payload: choice ? { title: '更正', lon: 116.41, ...(choice > 5 && { categoryCode: '010102' }) } : {},
    }),
    unmerge: () => ({ action: 'unmerge', payload: { reason } }),
    link: () => ({
      action: 'link',
      payload: { majorId: choice === 1 ? current.id : '0195a000-0000-7000-8000-0000000000fe' },
    }),
    unlink: () => ({ action: 'unlink', payload: {} }),
    complain: () => ({ action: 'complain', payload: { note } }),
    'answer-check': () => ({ action: 'answer-check', payload: { found: choice % 2 === 0, note } }),
    recheck: () => ({ action: 'recheck', payload: { passed: choice % 2 === 0, note } }),
    climb: () => ({ action: 'climb', payload: { toTier: choice % 2 ? 'community' : 'street' } }),
  };
  return payloads[name]();
}

/** Actions that end a case, or bring it nowhere, are thinned out so that walks get far. */
const ENDING: readonly CaseActionName[] = ['cancel', 'reject', 'merge'];
const ASIDE: readonly CaseActionName[] = [
  ...(['correct', 'link', 'unlink', 'complain', 'supervise', 'release-supervision', 'answer-supervision'] as const),
  ...(['climb', 'escalate', 'settle', 'suspend', 'reopen'] as const),
];

function choose(current: Case, attempt: Try, at: number): { name: CaseActionName; person: Person } {
  const anyone = PEOPLE[attempt.who] ?? SYSTEM;
  if (!attempt.lawful) return { name: ACTION_NAMES[attempt.pick % ACTION_NAMES.length] ?? 'annotate', person: anyone };
  const lawful = PEOPLE.flatMap((person) =>
    allowedActions(current, person, at)
      .filter((row) => row.refusal === null && row.action !== 'annotate')
      .filter((row) => !ENDING.includes(row.action) || attempt.pick % 10 === 0)
      .filter((row) => !ASIDE.includes(row.action) || Math.floor(attempt.pick / 100) % 3 === 0)
      .map((row) => ({ name: row.action, person })),
  );
  return lawful[attempt.pick % Math.max(1, lawful.length)] ?? { name: 'annotate', person: ALL_HANDS };
}

export interface Step {
  before: Case;
  after: Case;
  event: CaseEvent;
  person: Person;
  at: number;
  /** it was offered to whoever took it */
  offered: boolean;
}

export interface Walk {
  steps: Step[];
  events: CaseEvent[];
  refusals: number;
}

export function walk(tries: readonly Try[]): Walk {
  let at = MONDAY_TEN;
  const opened = openCase(REPORT, contextOf(worker('w00001'), at));
  const events = [sealEvent(opened.event, eventId(1), null)];
  const steps: Step[] = [];
  let current = deepFreeze(opened.case);
  let refusals = 0;
  for (const attempt of tries) {
    at += attempt.hours * HOUR;
    const { name, person } = choose(current, attempt, at);
    const outcome = applyAction(current, actionOf(name, attempt.choice, current, at), {
      ...contextOf(person, at),
      sampled: attempt.sampled,
    });
    if (!outcome.ok) {
      refusals += 1;
      continue;
    }
    const row = allowedActions(current, person, at).find((allowed) => allowed.action === name);
    const event = sealEvent(outcome.event, eventId(events.length + 1), events[events.length - 1] ?? null);
    events.push(event);
    const after = deepFreeze(outcome.case);
    steps.push({ before: current, after, event, person, at, offered: row?.refusal === null });
    current = after;
  }
  return { steps, events, refusals };
}

function eventId(n: number): string {
  return `0195a000-0000-7000-8000-${n.toString(16).padStart(12, '0')}`;
}

function deepFreeze<T>(value: T): T {
  if (value !== null && typeof value === 'object') {
    for (const field of Object.values(value)) deepFreeze(field);
    Object.freeze(value);
  }
  return value;
}

/** So many walks of 10 to 60 tries, the same for the same seed. */
export function someWalks(n: number, seed: number): Walk[] {
  const random = seededRandom(seed);
  const nat = (most: number): number => Math.floor(random() * (most + 1));
  const one = (): Try => ({
    lawful: random() < 0.5,
    pick: nat(1000),
    who: nat(PEOPLE.length - 1),
    choice: nat(11),
    hours: nat([3, 60, 900][nat(2)] ?? 3),
    sampled: random() < 0.5,
  });
  return Array.from({ length: n }, () => walk(Array.from({ length: 10 + nat(50) }, one)));
}
