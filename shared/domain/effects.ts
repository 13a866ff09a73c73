/** What an action changes in the case beside state, clock, version and the marks every action keeps. */
import type { Case, CaseAction } from './case.ts';
import type { ActionContext } from './context.ts';

/** The fields an accepted action sets. */
export function changesOf(current: Case, action: CaseAction, { actor, at }: ActionContext): Partial<Case> {
  switch (action.action) {
    case 'merge':
      return { mergedIntoId: action.payload.intoId };
    case 'dispatch':
      return { departmentId: action.payload.departmentId ?? null, workerIds: [...(action.payload.workerIds ?? [])] };
    case 'return':
      return { returns: current.returns + 1 };
    case 'request-extension':
      return { extension: { byId: actor.id, at, until: action.payload.until, reason: action.payload.reason } };
    case 'grant-extension':
    case 'refuse-extension':
      return { extension: null };
    case 'suspend':
      return { reviewAt: action.payload.reviewAt };
    case 'send-to-verify':
      return { verifierId: action.payload.workerId };
    case 'verify-pass':
      return { closedAt: at };
    case 'verify-fail':
      return { reworks: current.reworks + 1, verifierId: null };
    case 'evaluate':
      return { satisfaction: action.payload.satisfaction };
    case 'reopen':
      return { closedAt: null, satisfaction: null, verifierId: null, departmentId: null, workerIds: [] };
    case 'escalate':
      return { tier: 'district' };
    case 'answer-escalation':
      return answered(current, action.payload.outcome, actor.id);
    case 'supervise':
      return supervised(current, action.payload, actor.id, at);
    case 'release-supervision':
      return { supervision: null };
    case 'climb':
      return { tier: action.payload.toTier };
    default:
      return {};
  }
}

/** Handled above: whoever records it counts as a hand in it. Sent back: the street owes it again, nobody assigned. */
function answered(current: Case, outcome: 'handled' | 'back', actorId: string): Partial<Case> {
  if (outcome === 'back') return { tier: 'street', departmentId: null, workerIds: [] };
  const known = current.handledByIds.includes(actorId);
  return { handledByIds: known ? current.handledByIds : [...current.handledByIds, actorId] };
}

function supervised(
  current: Case,
  payload: { level: 1 | 2 | 3; dueAt?: number },
  byId: string,
  at: number,
): Partial<Case> {
  const before = current.supervisedByIds ?? [];
  const due = payload.dueAt === undefined ? {} : { dueAt: payload.dueAt };
  return {
    supervision: { level: payload.level, byId, at, ...due },
    supervisedByIds: before.includes(byId) ? before : [...before, byId],
  };
}
