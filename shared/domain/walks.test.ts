/** Model-based: whatever anybody tries in whatever order, what the domain promises holds. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { caseSchema, caseEventSchema } from '../protocol/entities.ts';
import { assignmentsOf, caseStateOf } from './assignments.ts';
import type { Case, CaseActionName, CaseEvent } from './case.ts';
import { ENDED_STATES } from './case.ts';
import { verifyChain } from './chain.ts';
import { foldClock, lightOf, stageBegun } from './clocks.ts';
import { foldFacts } from './facts.ts';
import { CALENDAR, LIMITS } from './fixtures.ts';
import { TRANSITIONS } from './lifecycle.ts';
import { ACTION_NAMES, PEOPLE, type Step, type Try, walk } from './walkForTest.ts';

const tryArbitrary: fc.Arbitrary<Try> = fc.record({
  lawful: fc.boolean(),
  pick: fc.nat(1000),
  who: fc.nat(PEOPLE.length - 1),
  choice: fc.nat(11),
  hours: fc.oneof(fc.nat(3), fc.nat(60), fc.nat(900)),
  sampled: fc.boolean(),
});
const walks = fc.array(tryArbitrary, { minLength: 10, maxLength: 60, size: 'max' });

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

/** States that are what those who act make of them. */
const IN_HAND: readonly Case['state'][] = ['dispatched', 'handling', 'returned'];
const NAMES_ANEW: readonly CaseEvent['action'][] = ['dispatch', 'unassign', 'settle', 'reopen', 'answer-escalation'];

/** Nobody is lost but by name; the lead stays first, and who is told as lead and workers is who is assigned. */
function checkAssignments(before: Case, after: Case, event: CaseEvent): void {
  const ids = (row: Case) => assignmentsOf(row).map(({ kind, id }) => `${kind}:${id}`);
  if (!NAMES_ANEW.includes(event.action)) expect(ids(after)).toEqual(expect.arrayContaining(ids(before)));
  expect(new Set(ids(after)).size).toBe(ids(after).length);
  const assigned = assignmentsOf(after);
  expect(after.departmentId).toBe(assigned.find(({ kind }) => kind === 'department')?.id ?? null);
  expect(after.workerIds).toEqual(assigned.filter(({ kind }) => kind === 'worker').map(({ id }) => id));
  const firstWorker = assigned.findIndex(({ kind }) => kind === 'worker');
  if (firstWorker >= 0) expect(assigned.slice(firstWorker).every(({ kind }) => kind === 'worker')).toBe(true);
}

function checkStep({ before, after, event, offered }: Step): void {
  expect(offered, `${event.action} was accepted, so it must be offered`).toBe(true);
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
  if (IN_HAND.includes(after.state)) expect(caseStateOf(assignmentsOf(after))).toBe(after.state);
  checkAssignments(before, after, event);
  if (after.clock) {
    expect(STAGE_OF[after.state]).toContain(after.clock.stage);
    expect(after.clock.yellowAt).toBeLessThanOrEqual(after.clock.dueAt);
  }
  expect(caseSchema.safeParse(after).error).toBeUndefined();
  expect(caseEventSchema.safeParse(event).error).toBeUndefined();
}

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

  it('keeps a history that folds to the clock and the facts of the case and whose chain holds', () => {
    fc.assert(
      fc.property(walks, (tries) => {
        const { steps, events } = walk(tries);
        const last = steps[steps.length - 1]?.after;
        if (last) expect(foldClock(events, LIMITS, CALENDAR)).toEqual(last.clock);
        expect(verifyChain(events)).toEqual({ ok: true });
        if (last) expect(events.length).toBe(last.version);
        if (last) expect(foldFacts(events, { limits: LIMITS, calendar: CALENDAR })).toEqual(last.facts);
      }),
      RUNS,
    );
  });

  it('never turns a light back from red but by a new stage, an extension, or a new due time from the shift lead', () => {
    fc.assert(
      fc.property(walks, (tries) => {
        for (const { before, after, event, person, at } of walk(tries).steps) {
          if (lightOf(before.clock, at) !== 'red' || ['red', 'grey'].includes(lightOf(after.clock, at))) continue;
          const newStage = stageBegun(event) !== undefined;
          const ledDueTime =
            event.action === 'dispatch' && 'dueAt' in event.detail && person.roles.includes('shift-lead');
          expect(newStage || ledDueTime || event.action === 'grant-extension').toBe(true);
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
    const partly = new Set<string>();
    for (const tries of fc.sample(walks, { numRuns: 600, seed: 20260302 })) {
      for (const { after, event } of walk(tries).steps) {
        states.add(after.state);
        actions.add(event.action);
        if (event.from === 'handling' && event.to === 'handling') partly.add(event.action);
      }
    }
    expect([...actions].sort()).toEqual([...ACTION_NAMES].sort());
    expect(states.size).toBe(14);
    expect([...partly]).toEqual(expect.arrayContaining(['start', 'return', 'report-back', 'assign', 'unassign']));
  });
});
