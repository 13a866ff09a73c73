/** What else must hold before an action: things about the case and the time, then things about the payload. */
import { type Case, type CaseAction, type CaseActionName, TIERS } from './case.ts';
import { addLimit, DAY_MS } from './calendar.ts';
import { lightOf } from './clocks.ts';
import type { ActionContext } from './context.ts';
import type { RefusalReason } from './refusals.ts';
import { mayVerify } from './separation.ts';

/** How long after closing a case may be reopened. */
export const REOPEN_MS = 30 * DAY_MS;

/** Refusals that follow from the case and the time alone; without `at` the time is not judged. */
export function situationRefusal(current: Case, action: CaseActionName, at?: number): RefusalReason | null {
  switch (action) {
    case 'request-extension':
      return current.extension ? 'extension-asked-already' : null;
    case 'grant-extension':
    case 'refuse-extension':
      return current.extension ? null : 'no-extension-asked';
    case 'reopen':
      return at !== undefined && at - (current.closedAt ?? at) > REOPEN_MS ? 'reopen-too-late' : null;
    case 'supervise':
      return current.supervision?.level === 3 ? 'already-supervised' : null;
    case 'release-supervision':
      return current.supervision ? null : 'not-supervised';
    case 'climb':
      return at !== undefined && lightOf(current.clock, at) !== 'red' ? 'limit-not-passed' : null;
    default:
      return null;
  }
}

/** Refusals that follow from what was asked for. */
export function payloadRefusal(current: Case, action: CaseAction, context: ActionContext): RefusalReason | null {
  switch (action.action) {
    case 'reject':
    case 'return':
    case 'refuse-extension':
    case 'verify-fail':
    case 'reopen':
    case 'escalate':
    case 'cancel':
      return reasonRefusal(action.payload.reason);
    case 'suspend':
      return reasonRefusal(action.payload.reason) ?? (action.payload.reviewAt > context.at ? null : 'review-in-past');
    case 'merge':
      return action.payload.intoId === current.id ? 'merge-into-itself' : null;
    case 'order-check':
      return action.payload.workerIds.length > 0 ? null : 'nobody-to-check';
    case 'dispatch':
      return dispatchRefusal(current, action.payload, context);
    case 'request-extension':
      return reasonRefusal(action.payload.reason) ?? untilRefusal(current, action.payload.until, context.at);
    case 'grant-extension':
      return untilRefusal(current, action.payload.until ?? current.extension?.until ?? 0, context.at);
    case 'send-to-verify':
      return mayVerify(current, action.payload.workerId) ? null : 'verifier-handled-it';
    case 'evaluate':
      return isSatisfaction(action.payload.satisfaction) ? null : 'bad-satisfaction';
    case 'annotate':
      return action.payload.note.trim() ? null : 'note-required';
    case 'supervise':
      return superviseRefusal(current, action.payload, context.at);
    case 'climb':
      return TIERS.indexOf(action.payload.toTier) > TIERS.indexOf(current.tier) ? null : 'tier-not-higher';
    default:
      return null;
  }
}

function reasonRefusal(reason: string): RefusalReason | null {
  return reason.trim() ? null : 'reason-required';
}

function isSatisfaction(value: number): boolean {
  return Number.isInteger(value) && value >= 1 && value <= 5;
}

/** A new limit must lie after the present one and after now. */
function untilRefusal(current: Case, until: number, at: number): RefusalReason | null {
  return until > Math.max(at, current.clock?.dueAt ?? at) ? null : 'until-not-later';
}

function superviseRefusal(current: Case, payload: { level: number; dueAt?: number }, at: number): RefusalReason | null {
  if (payload.level <= (current.supervision?.level ?? 0)) return 'already-supervised';
  return payload.dueAt !== undefined && payload.dueAt <= at ? 'due-in-past' : null;
}

/**
 * Somebody must get it. A due time of its own may tighten the limit; only the shift lead may loosen it, measured
 * against the running limit after a return and against the category's limit otherwise.
 */
function dispatchRefusal(
  current: Case,
  payload: { departmentId?: string; workerIds?: string[]; dueAt?: number },
  { at, roles, limits, calendar }: ActionContext,
): RefusalReason | null {
  if (!payload.departmentId && !payload.workerIds?.length) return 'nobody-to-dispatch-to';
  if (payload.dueAt === undefined) return null;
  if (payload.dueAt <= at) return 'due-in-past';
  const runs = current.state === 'returned' && current.clock;
  const limit = runs ? runs.dueAt : addLimit(at, limits.handle, calendar).dueAt;
  return payload.dueAt <= limit || roles.includes('shift-lead') ? null : 'due-too-late';
}
