/** What an action changes in the case beside state, clock, version and the marks every action keeps. */
import { assigneesOf, assignmentsOf, joined, left, moved, restarted } from './assignments.ts';
import type { Assignment, Case, CaseAction, Supervision } from './case.ts';
import type { ActionContext } from './context.ts';
import { needsSecond } from './extensions.ts';

/** The fields an accepted action sets. */
export function changesOf(current: Case, action: CaseAction, context: ActionContext): Partial<Case> {
  const { actor, at } = context;
  switch (action.action) {
    case 'merge':
      return { mergedIntoId: action.payload.intoId };
    case 'unmerge':
      return { mergedIntoId: null };
    case 'order-check':
      return { checkerIds: [...new Set([...(current.checkerIds ?? []), ...action.payload.workerIds])] };
    case 'answer-check':
      return { checkerIds: (current.checkerIds ?? []).filter((id) => id !== actor.id && actor.kind === 'terminal') };
    case 'settle':
      return settledBy(current, at);
    case 'dispatch':
      return assigned(assigneesOf(action.payload).map((assignee) => ({ ...assignee, state: 'assigned', at })));
    case 'assign':
      return assigned(joined(assignmentsOf(current), assigneesOf(action.payload), at));
    case 'unassign':
      return assigned(left(assignmentsOf(current), action.payload.assignee, at));
    case 'start':
    case 'report-back':
      return { assignments: moved(assignmentsOf(current), action.action, at, whose(action.payload, context)) };
    case 'return':
      return {
        returns: current.returns + 1,
        assignments: moved(assignmentsOf(current), 'return', at, whose(action.payload, context)),
      };
    case 'request-extension':
      return { extension: { byId: actor.id, at, until: action.payload.until, reason: action.payload.reason } };
    case 'grant-extension':
      return { extension: granted(current, action.payload, context) };
    case 'refuse-extension':
      return { extension: null };
    case 'suspend':
      return { reviewAt: action.payload.reviewAt };
    case 'send-to-verify':
      return { verifierId: action.payload.workerId };
    case 'verify-pass':
      return { closedAt: at, closedById: actor.id, recheck: context.sampled ? { sampledAt: at } : null };
    case 'verify-fail':
      return {
        reworks: current.reworks + 1,
        verifierId: null,
        assignments: restarted(assignmentsOf(current), at),
      };
    case 'recheck':
      return current.recheck
        ? { recheck: { sampledAt: current.recheck.sampledAt, passed: action.payload.passed, byId: actor.id, at } }
        : {};
    case 'evaluate':
      return { satisfaction: action.payload.satisfaction };
    case 'reopen':
      return {
        closedAt: null,
        closedById: null,
        satisfaction: null,
        verifierId: null,
        recheck: null,
        ...assigned([]),
      };
    case 'escalate':
      return { tier: 'district' };
    case 'answer-escalation':
      return answered(current, action.payload.outcome, actor.id);
    case 'supervise':
      return supervised(current, action.payload, actor.id, at);
    case 'answer-supervision':
      return current.supervision
        ? {
            supervision: {
              ...current.supervision,
              reply: { byId: actor.id, byName: actor.name, at, text: action.payload.note },
            },
          }
        : {};
    case 'correct': {
      const { note: _, ...corrected } = action.payload;
      return corrected;
    }
    case 'link':
      return { majorId: action.payload.majorId };
    case 'unlink':
      return { majorId: null };
    case 'complain':
      return { complaints: (current.complaints ?? 0) + 1 };
    case 'release-supervision':
      return { supervision: null };
    case 'climb':
      return { tier: action.payload.toTier };
    default:
      return {};
  }
}

/** The assignments with what follows from them: the first department leads, the workers are all of them. */
function assigned(assignments: Assignment[]): Partial<Case> {
  return {
    assignments,
    departmentId: assignments.find(({ kind }) => kind === 'department')?.id ?? null,
    workerIds: assignments.filter(({ kind }) => kind === 'worker').map(({ id }) => id),
  };
}

/** Whoever reported it has done it: after rework it is theirs again. */
function settledBy({ reporterId }: Case, at: number): Partial<Case> {
  return assigned(reporterId ? [{ kind: 'worker', id: reporterId, state: 'reported-back', at }] : []);
}

/** A terminal speaks of itself; an operator of whom they name, or of all. */
export function whose(payload: { assigneeId?: string }, { actor }: ActionContext): string | undefined {
  return actor.kind === 'terminal' ? actor.id : payload.assigneeId;
}

/** The first of two agrees: the request waits for the second. Otherwise it is decided. */
function granted(current: Case, payload: { until?: number }, context: ActionContext): Case['extension'] {
  const { extension } = current;
  if (!extension || !needsSecond(current, payload.until ?? extension.until, context)) return null;
  return { ...extension, until: payload.until ?? extension.until, grantedById: context.actor.id };
}

/** Handled above: whoever records it counts as a hand in it. Sent back: the street owes it again, nobody assigned. */
function answered(current: Case, outcome: 'handled' | 'back', actorId: string): Partial<Case> {
  if (outcome === 'back') return { tier: 'street', ...assigned([]) };
  const known = current.handledByIds.includes(actorId);
  return { handledByIds: known ? current.handledByIds : [...current.handledByIds, actorId] };
}

function supervised(
  current: Case,
  payload: { level: 1 | 2 | 3; dueAt?: number; to?: Supervision['to'] },
  byId: string,
  at: number,
): Partial<Case> {
  const before = current.supervisedByIds ?? [];
  const due = payload.dueAt === undefined ? {} : { dueAt: payload.dueAt };
  return {
    supervision: { level: payload.level, byId, at, ...due, ...(payload.to && { to: payload.to }) },
    supervisedByIds: before.includes(byId) ? before : [...before, byId],
  };
}
