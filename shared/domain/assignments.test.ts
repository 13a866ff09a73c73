import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  assigneesOf,
  assignmentsOf,
  caseStateOf,
  isSame,
  joined,
  left,
  movable,
  moved,
  restarted,
} from './assignments.ts';
import type { Assignee, Assignment, Case } from './case.ts';
import { contextOf, MONDAY_TEN, REPORT, worker } from './fixtures.ts';
import { openCase } from './lifecycle.ts';

const at = MONDAY_TEN;
const department = (id: string): Assignee => ({ kind: 'department', id });
const hand = (id: string): Assignee => ({ kind: 'worker', id });
const asked = (...assignees: Assignee[]) => joined([], assignees, at);
const states = (assignments: readonly Assignment[]) => assignments.map(({ id, state }) => `${id}:${state}`);

describe('assignments of a case', () => {
  it('begin with whom the dispatch names: the leading department first, each once', () => {
    expect(
      assigneesOf({ departmentId: 'b', departmentIds: ['a', 'b'], workerIds: ['w1', 'w1'] }).map(({ id }) => id),
    ).toEqual(['b', 'a', 'w1']);
    expect(assigneesOf({})).toEqual([]);
  });

  it('are read out of a row from before each had a state of its own', () => {
    const opened = openCase(REPORT, contextOf(worker('w00001'), at)).case;
    const of = (state: Case['state']) =>
      states(assignmentsOf({ ...opened, state, departmentId: 'a', workerIds: ['w1'] }));
    expect(of('dispatched')).toEqual(['a:assigned', 'w1:assigned']);
    expect(of('suspended')).toEqual(['a:started', 'w1:started']);
    expect(of('verifying')).toEqual(['a:reported-back', 'w1:reported-back']);
    expect(of('returned')).toEqual(['a:returned', 'w1:returned']);
  });

  it('let the lead follow its workers, and every other department answer for itself', () => {
    let all = asked(department('a'), department('b'), hand('w1'), hand('w2'));
    all = moved(all, 'start', at, 'w1');
    expect(states(all)).toEqual(['a:started', 'b:assigned', 'w1:started', 'w2:assigned']);
    expect(caseStateOf(all)).toBe('handling');
    all = moved(all, 'report-back', at, 'a');
    expect(states(all)).toEqual(['a:reported-back', 'b:assigned', 'w1:reported-back', 'w2:reported-back']);
    expect(caseStateOf(all)).toBe('handling');
    expect(caseStateOf(moved(all, 'return', at, 'b'))).toBe('reported-back');
    expect(caseStateOf(moved(all, 'report-back', at))).toBe('reported-back');
  });

  it('are returned when all gave it back, and go on when one did not', () => {
    const all = asked(department('a'), department('b'));
    expect(caseStateOf(moved(all, 'return', at, 'a'))).toBe('dispatched');
    expect(caseStateOf(moved(all, 'return', at))).toBe('returned');
    expect(movable(moved(all, 'start', at, 'a'), 'return').map(({ id }) => id)).toEqual(['b']);
  });

  it('keep what a department had begun when it is given a worker', () => {
    const begun = moved(asked(department('a')), 'start', at);
    const all = joined(begun, [hand('w1')], at);
    expect(states(all)).toEqual(['a:started', 'w1:assigned']);
    expect(caseStateOf(all)).toBe('handling');
  });

  it('ask again whoever returned it, when they are named again, and at rework nobody who returned it', () => {
    const one = moved(asked(department('a'), department('b')), 'return', at, 'a');
    expect(states(joined(one, [department('a')], at + 1))).toEqual(['a:assigned', 'b:assigned']);
    expect(states(restarted(moved(one, 'report-back', at), at))).toEqual(['a:returned', 'b:assigned']);
    expect(states(restarted(moved(one, 'return', at), at))).toEqual(['a:assigned', 'b:assigned']);
  });

  it('are left by one of them without the others changing', () => {
    const all = moved(asked(department('a'), hand('w1'), hand('w2')), 'report-back', at, 'w1');
    expect(states(left(all, hand('w2'), at))).toEqual(['a:reported-back', 'w1:reported-back']);
    expect(states(left(all, department('a'), at))).toEqual(['w1:reported-back', 'w2:assigned']);
  });
});

const ASSIGNEES = [department('a'), department('b'), hand('w1'), hand('w2'), hand('w3')];
const stepArbitrary = fc.record({
  move: fc.constantFrom('start', 'return', 'report-back', 'join', 'leave', 'rework' as const),
  who: fc.option(fc.nat(ASSIGNEES.length - 1), { nil: undefined }),
});
type Step = typeof stepArbitrary extends fc.Arbitrary<infer T> ? T : never;

function after(assignments: Assignment[], { move, who }: Step): Assignment[] {
  const named = who === undefined ? undefined : ASSIGNEES[who];
  if (move === 'rework') return restarted(assignments, at);
  if (move === 'join') return named ? joined(assignments, [named], at) : assignments;
  if (move === 'leave') return named ? left(assignments, named, at) : assignments;
  return moved(assignments, move as 'start' | 'return' | 'report-back', at, named?.id);
}

describe('whatever those who act do, in whatever order', () => {
  const steps = fc.array(stepArbitrary, { maxLength: 30 });

  it('nobody is lost but by name, and the lead follows its workers', () => {
    fc.assert(
      fc.property(steps, (all) => {
        let assignments = asked(department('a'), hand('w1'));
        for (const step of all) {
          const before = assignments;
          assignments = after(before, step);
          const gone = before.filter((one) => !assignments.some((stays) => isSame(stays, one)));
          if (step.move !== 'leave') expect(gone).toEqual([]);
          expect(gone.length).toBeLessThanOrEqual(1);
          const [lead, ...rest] = assignments;
          const workers = rest.filter(({ kind }) => kind === 'worker');
          if (lead?.kind !== 'department' || workers.length === 0) continue;
          const theirs = caseStateOf(workers);
          const follows = { returned: 'returned', 'reported-back': 'reported-back', handling: 'started' } as const;
          if (theirs === 'dispatched') expect(['assigned', 'started']).toContain(lead.state);
          else expect(lead.state).toBe(follows[theirs as keyof typeof follows]);
        }
      }),
    );
  });

  it('there is always a next move until all have reported back or given it back', () => {
    fc.assert(
      fc.property(steps, (all) => {
        const assignments = all.reduce(after, asked(department('a'), department('b'), hand('w1')));
        const state = caseStateOf(assignments);
        const isOver = state === 'returned' || state === 'reported-back' || assignments.length === 0;
        expect(movable(assignments, 'report-back').length > 0).toBe(!isOver);
        if (!isOver) expect(caseStateOf(moved(assignments, 'report-back', at))).toBe('reported-back');
      }),
    );
  });
});
