/** Model-based: whatever anybody tries in whatever order, what the domain promises holds. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { caseSchema, caseEventSchema } from '../protocol/entities.ts';
import type { Case, CaseAction, CaseActionName, CaseEvent } from './case.ts';
import { ENDED_STATES } from './case.ts';
import { sealEvent, verifyChain } from './chain.ts';
import { foldClock, lightOf, STAGE_STARTS } from './clocks.ts';
import { CALENDAR, contextOf, LIMITS, MONDAY_TEN, OPERATORS, REPORT, SYSTEM, worker } from './fixtures.ts';
import { allowedActions, applyAction, openCase, TRANSITIONS } from './lifecycle.ts';
import type { Person } from './separation.ts';

const HOUR = 3_600_000;
const NAMES = Object.keys(TRANSITIONS) as CaseActionName[];
const WORKERS = ['w00001', 'w00002', 'w00003', 'w00004'].map(worker);
const ALL_HANDS: Person = {
  actor: { id: 'all-hands', name: 'all', kind: 'operator' },
  roles: ['intake', 'dispatcher', 'verifier', 'supervisor', 'shift-lead'],
};
const SECOND_LEAD: Person = {
  actor: { id: 'lead-2', name: 'lead', kind: 'operator' },
  roles: ['shift-lead', 'verifier'],
};
const PEOPLE: readonly Person[] = [...OPERATORS, ...WORKERS, ALL_HANDS, SECOND_LEAD, SYSTEM];

interface Try {
  /** follow what the rules allow, or try anything */
  lawful: boolean;
  pick: number;
  who: number;
  /** chooses among payloads, good and bad */
  choice: number;
  /** hours since the try before */
  hours: number;
}
const tryArbitrary: fc.Arbitrary<Try> = fc.record({
  lawful: fc.boolean(),
  pick: fc.nat(1000),
  who: fc.nat(PEOPLE.length - 1),
  choice: fc.nat(11),
  hours: fc.oneof(fc.nat(3), fc.nat(60), fc.nat(900)),
});

function actionOf(name: CaseActionName, choice: number, current: Case, at: number): CaseAction {
  const reason = choice === 0 ? '  ' : '原因';
  const note = choice === 0 ? '' : '说明';
  const someone = `w0000${(choice % 4) + 1}`;
  const soon = at + (choice - 2) * 7 * HOUR;
  const payloads: { [K in CaseActionName]: () => CaseAction } = {
    accept: () => ({ action: 'accept', payload: { note } }),
    reject: () => ({ action: 'reject', payload: { reason } }),
    merge: () => ({
      action: 'merge',
      payload: { intoId: choice === 1 ? current.id : '0195a000-0000-7000-8000-0000000000ff' },
    }),
    'order-check': () => ({ action: 'order-check', payload: { workerIds: choice === 0 ? [] : [someone] } }),
    settle: () => ({ action: 'settle', payload: { note } }),
    dispatch: () => ({
      action: 'dispatch',
      payload: {
        ...(choice % 2 ? { departmentId: 'sanitation' } : {}),
        ...(choice % 3 ? { workerIds: [someone] } : {}),
        ...(choice > 6 ? { dueAt: soon } : {}),
      },
    }),
    start: () => ({ action: 'start', payload: {} }),
    return: () => ({ action: 'return', payload: { reason } }),
    'report-back': () => ({ action: 'report-back', payload: { note } }),
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
    climb: () => ({ action: 'climb', payload: { toTier: choice % 2 ? 'community' : 'street' } }),
  };
  return payloads[name]();
}

/** Ending actions are thinned out so that walks get far. */
const ENDING: readonly CaseActionName[] = ['cancel', 'reject', 'merge'];

function choose(current: Case, attempt: Try, at: number): { name: CaseActionName; person: Person } {
  const anyone = PEOPLE[attempt.who] ?? SYSTEM;
  if (!attempt.lawful) return { name: NAMES[attempt.pick % NAMES.length] ?? 'annotate', person: anyone };
  const lawful = PEOPLE.flatMap((person) =>
    allowedActions(current, person, at)
      .filter((row) => row.refusal === null && row.action !== 'annotate')
      .filter((row) => !ENDING.includes(row.action) || attempt.pick % 10 === 0)
      .map((row) => ({ name: row.action, person })),
  );
  return lawful[attempt.pick % Math.max(1, lawful.length)] ?? { name: 'annotate', person: ALL_HANDS };
}

interface Step {
  before: Case;
  after: Case;
  event: CaseEvent;
  person: Person;
  at: number;
}

function walk(tries: readonly Try[]): { steps: Step[]; events: CaseEvent[]; refusals: number } {
  let at = MONDAY_TEN;
  const opened = openCase(REPORT, contextOf(worker('w00001'), at));
  const events = [sealEvent(opened.event, eventId(1), null)];
  const steps: Step[] = [];
  let current = deepFreeze(opened.case);
  let refusals = 0;
  for (const attempt of tries) {
    at += attempt.hours * HOUR;
    const { name, person } = choose(current, attempt, at);
    const outcome = applyAction(current, actionOf(name, attempt.choice, current, at), contextOf(person, at));
    if (!outcome.ok) {
      refusals += 1;
      continue;
    }
    const row = allowedActions(current, person, at).find((allowed) => allowed.action === name);
    expect(row, `${name} was accepted, so it must be offered`).toEqual({ action: name, refusal: null });
    const event = sealEvent(outcome.event, eventId(events.length + 1), events[events.length - 1] ?? null);
    events.push(event);
    const after = deepFreeze(outcome.case);
    steps.push({ before: current, after, event, person, at });
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

const STAGE_OF: Partial<Record<Case['state'], string[]>> = {
  reported: ['accept'],
  accepted: ['dispatch'],
  dispatched: ['handle'],
  handling: ['handle'],
  returned: ['handle'],
  suspended: ['handle'],
  escalated: ['dispatch', 'handle'],
  'reported-back': ['verify'],
  verifying: ['verify'],
};

function checkStep({ before, after, event }: Step): void {
  const row = TRANSITIONS[event.action as CaseActionName];
  expect(row.from).toContain(before.state);
  expect(row.to === 'same' ? [before.state] : row.to).toContain(after.state);
  expect([event.from, event.to]).toEqual([before.state, after.state]);
  expect(after.version).toBe(before.version + 1);
  expect(after.updatedAt).toBe(event.at);
  expect(after.clock === null).toBe(ENDED_STATES.includes(after.state));
  expect(after.clock?.stoppedAt !== undefined).toBe(after.state === 'suspended');
  expect(after.reviewAt !== null).toBe(after.state === 'suspended');
  expect(after.closedAt !== null).toBe(after.state === 'closed' || after.state === 'evaluated');
  expect(after.mergedIntoId !== null).toBe(after.state === 'merged');
  if (after.state === 'verifying') expect(after.verifierId).not.toBeNull();
  if (after.extension) expect(['handling', 'suspended']).toContain(after.state);
  if (after.clock) {
    expect(STAGE_OF[after.state]).toContain(after.clock.stage);
    expect(after.clock.yellowAt).toBeLessThanOrEqual(after.clock.dueAt);
  }
  expect(caseSchema.safeParse(after).error).toBeUndefined();
  expect(caseEventSchema.safeParse(event).error).toBeUndefined();
}

const walks = fc.array(tryArbitrary, { minLength: 10, maxLength: 60, size: 'max' });
const RUNS = { numRuns: 300 };

describe('any sequence of actions by anybody', () => {
  it('stays inside the lifecycle table and keeps every mark of the case consistent', () => {
    fc.assert(
      fc.property(walks, (tries) => walk(tries).steps.forEach(checkStep)),
      RUNS,
    );
  });

  it('never lets a hand that dispatched or handled the case verify it, nor one that supervised it cancel it', () => {
    const handling = ['settle', 'dispatch', 'start', 'return', 'report-back', 'request-extension'];
    fc.assert(
      fc.property(walks, (tries) => {
        const { events } = walk(tries);
        for (const [index, event] of events.entries()) {
          const earlier = events.slice(0, index).filter((line) => line.actor.id === event.actor.id);
          if (event.action === 'verify-pass' || event.action === 'verify-fail') {
            expect(earlier.filter((line) => handling.includes(line.action))).toEqual([]);
          }
          if (event.action === 'cancel') expect(earlier.filter((line) => line.action === 'supervise')).toEqual([]);
        }
      }),
      RUNS,
    );
  });

  it('keeps a history that folds to the clock of the case and whose chain holds', () => {
    fc.assert(
      fc.property(walks, (tries) => {
        const { steps, events } = walk(tries);
        const last = steps[steps.length - 1]?.after;
        if (last) expect(foldClock(events, LIMITS, CALENDAR)).toEqual(last.clock);
        expect(verifyChain(events)).toEqual({ ok: true });
        if (last) expect(events.length).toBe(last.version);
      }),
      RUNS,
    );
  });

  it('never turns a light back from red but by a new stage, an extension, or a new due time from the shift lead', () => {
    fc.assert(
      fc.property(walks, (tries) => {
        for (const { before, after, event, person, at } of walk(tries).steps) {
          if (lightOf(before.clock, at) !== 'red' || ['red', 'grey'].includes(lightOf(after.clock, at))) continue;
          const newStage = event.action in STAGE_STARTS && !(event.action === 'dispatch' && event.from === 'returned');
          const ledDueTime =
            event.action === 'dispatch' && 'dueAt' in event.detail && person.roles.includes('shift-lead');
          expect(newStage || ledDueTime || ['grant-extension', 'answer-escalation'].includes(event.action)).toBe(true);
        }
      }),
      RUNS,
    );
  });

  it('resumes red what was suspended red', () => {
    fc.assert(
      fc.property(walks, (tries) => {
        let redWhenStopped = false;
        for (const { before, after, event, at } of walk(tries).steps) {
          if (event.action === 'suspend') redWhenStopped = lightOf(before.clock, at) === 'red';
          if (event.action === 'resume' && redWhenStopped) expect(lightOf(after.clock, at)).toBe('red');
        }
      }),
      RUNS,
    );
  });

  it('reaches every state and every action on the way, so the properties above are not empty', () => {
    const states = new Set<string>();
    const actions = new Set<string>();
    for (const tries of fc.sample(walks, { numRuns: 1500, seed: 20260302 })) {
      for (const { after, event } of walk(tries).steps) {
        states.add(after.state);
        actions.add(event.action);
      }
    }
    expect([...actions].sort()).toEqual([...NAMES].sort());
    expect(states.size).toBe(14);
  });
});
