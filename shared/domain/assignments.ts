/**
 * Several hands on one case: who must act, and how far each of them is. The workers of a dispatch act for the department
 * that leads it, so the lead's state follows theirs; every other department answers for itself.
 */
import type { Assignee, Assignment, Case, CaseState } from './case.ts';

type Assigned = Pick<Case, 'assignments' | 'departmentId' | 'workerIds' | 'state' | 'updatedAt'>;
export type AssignmentState = Assignment['state'];

/** How an assignment stands in a case of this state, when the row is from before each had a state of its own. */
const EARLIER: Partial<Record<CaseState, AssignmentState>> = {
  handling: 'started',
  suspended: 'started',
  'reported-back': 'reported-back',
  verifying: 'reported-back',
  closed: 'reported-back',
  evaluated: 'reported-back',
  returned: 'returned',
};

/** Everybody who must act, the lead first. */
export function assignmentsOf(current: Assigned): Assignment[] {
  if (current.assignments) return current.assignments;
  const { departmentId, workerIds, updatedAt: at } = current;
  const state = EARLIER[current.state] ?? 'assigned';
  return assigneesOf({ departmentIds: departmentId ? [departmentId] : [], workerIds }).map((assignee) => ({
    ...assignee,
    state,
    at,
  }));
}

/** The assignees that a payload names, the leading department first; each once. */
export function assigneesOf(named: {
  departmentId?: string;
  departmentIds?: readonly string[];
  workerIds?: readonly string[];
}): Assignee[] {
  const departments = [...(named.departmentId ? [named.departmentId] : []), ...(named.departmentIds ?? [])];
  return [
    ...[...new Set(departments)].map((id) => ({ kind: 'department', id }) as const),
    ...[...new Set(named.workerIds)].map((id) => ({ kind: 'worker', id }) as const),
  ];
}

export function isSame(a: Assignee, b: Assignee): boolean {
  return a.kind === b.kind && a.id === b.id;
}

/** The lead department, when workers act for it: its state is theirs. */
function ledByWorkers(assignments: readonly Assignment[]): Assignment | null {
  const lead = assignments[0];
  return lead?.kind === 'department' && assignments.some(({ kind }) => kind === 'worker') ? lead : null;
}

/** Those who answer for themselves. */
function answering(assignments: readonly Assignment[]): Assignment[] {
  const lead = ledByWorkers(assignments);
  return assignments.filter((assignment) => assignment !== lead);
}

const MOVES: Record<'start' | 'return' | 'report-back', { from: readonly AssignmentState[]; to: AssignmentState }> = {
  start: { from: ['assigned'], to: 'started' },
  return: { from: ['assigned'], to: 'returned' },
  'report-back': { from: ['assigned', 'started'], to: 'reported-back' },
};
export type Move = keyof typeof MOVES;

/** Which of them a move is about: the one that is named, else everybody for whom it is still to come. */
export function movable(assignments: readonly Assignment[], move: Move, assigneeId?: string): Assignment[] {
  const { from } = MOVES[move];
  const lead = ledByWorkers(assignments);
  const named = (assignment: Assignment) =>
    assigneeId === undefined ||
    assignment.id === assigneeId ||
    // The department says it of all its workers.
    (lead?.id === assigneeId && assignment.kind === 'worker');
  return answering(assignments).filter((assignment) => named(assignment) && from.includes(assignment.state));
}

/** The assignments after one of them, or all who are meant, started, returned it or reported back. */
export function moved(assignments: readonly Assignment[], move: Move, at: number, assigneeId?: string): Assignment[] {
  const meant = movable(assignments, move, assigneeId);
  const { to } = MOVES[move];
  return withLead(
    assignments.map((assignment) => (meant.includes(assignment) ? { ...assignment, state: to, at } : assignment)),
    at,
  );
}

/** With more who must act; whoever had returned it is asked again. Departments stand before workers: the lead stays first. */
export function joined(assignments: readonly Assignment[], added: readonly Assignee[], at: number): Assignment[] {
  const isAdded = (one: Assignee) => added.some((asked) => isSame(asked, one));
  const present = assignments.map(
    (one): Assignment => (one.state === 'returned' && isAdded(one) ? { ...one, state: 'assigned', at } : one),
  );
  const fresh = added
    .filter((one) => !present.some((known) => isSame(known, one)))
    .map((one): Assignment => ({ ...one, state: 'assigned', at }));
  const all = [...present, ...fresh];
  const of = (kind: Assignee['kind']) => all.filter((one) => one.kind === kind);
  return withLead([...of('department'), ...of('worker')], at);
}

/** Without one of them. */
export function left(assignments: readonly Assignment[], gone: Assignee, at: number): Assignment[] {
  return withLead(
    assignments.filter((one) => !isSame(one, gone)),
    at,
  );
}

/** Everybody who did not return it, anew: after rework. */
export function restarted(assignments: readonly Assignment[], at: number): Assignment[] {
  const allReturned = assignments.every(({ state }) => state === 'returned');
  const again = assignments.map(
    (one): Assignment => (one.state === 'returned' && !allReturned ? one : { ...one, state: 'assigned', at }),
  );
  return withLead(again, at);
}

/** What a department had begun before it was given workers stays begun. */
function withLead(assignments: Assignment[], at: number): Assignment[] {
  const lead = ledByWorkers(assignments);
  if (!lead) return assignments;
  const theirs = stateOf(answering(assignments).filter(({ kind }) => kind === 'worker'));
  const hadBegun = lead.state === 'started' || lead.state === 'reported-back';
  const state = theirs === 'assigned' && hadBegun ? 'started' : theirs;
  return state === lead.state ? assignments : [{ ...lead, state, at }, ...assignments.slice(1)];
}

function stateOf(assignments: readonly Assignment[]): AssignmentState {
  const states = assignments.map(({ state }) => state);
  if (states.length > 0 && states.every((state) => state === 'returned')) return 'returned';
  const staying = states.filter((state) => state !== 'returned');
  if (staying.length > 0 && staying.every((state) => state === 'reported-back')) return 'reported-back';
  return staying.some((state) => state !== 'assigned') ? 'started' : 'assigned';
}

/**
 * The state of a case in hand as its assignments have it: returned when all gave it back, reported back when all who are
 * left have, handling from the first who began.
 */
export function caseStateOf(assignments: readonly Assignment[]): CaseState {
  switch (stateOf(assignments)) {
    case 'returned':
      return 'returned';
    case 'reported-back':
      return 'reported-back';
    case 'started':
      return 'handling';
    case 'assigned':
      return 'dispatched';
  }
}
