/** What else must hold before an action: things about the case and the time, then things about the payload. */
import { assigneesOf, assignmentsOf, caseStateOf, isSame, left, movable } from './assignments.ts';
import {
  type Assignee,
  type Case,
  type CaseAction,
  type CaseActionName,
  type CaseCorrection,
  type MediaRef,
  TIERS,
} from './case.ts';
import { addLimit, DAY_MS } from './calendar.ts';
import { lightOf } from './clocks.ts';
import type { ActionContext } from './context.ts';
import { whose } from './effects.ts';
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
    case 'answer-supervision':
      if (!current.supervision) return 'not-supervised';
      return current.supervision.reply ? 'answered-already' : null;
    case 'release-supervision':
      return current.supervision ? null : 'not-supervised';
    case 'start':
      return movable(assignmentsOf(current), 'start').length > 0 ? null : 'nothing-to-start';
    case 'return':
      return movable(assignmentsOf(current), 'return').length > 0 ? null : 'nothing-to-return';
    case 'unlink':
      return current.majorId ? null : 'not-linked';
    case 'answer-check':
      return current.checkerIds?.length ? null : 'no-check-asked';
    case 'recheck':
      if (!current.recheck) return 'no-recheck-asked';
      return current.recheck.passed === undefined ? null : 'rechecked-already';
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
    case 'refuse-extension':
    case 'verify-fail':
    case 'reopen':
    case 'escalate':
    case 'cancel':
    case 'unmerge':
      return reasonRefusal(action.payload.reason);
    case 'return':
      return reasonRefusal(action.payload.reason) ?? moveRefusal(current, action, context);
    case 'start':
    case 'report-back':
      return moveRefusal(current, action, context);
    case 'assign':
      return assignRefusal(current, action.payload);
    case 'unassign':
      return reasonRefusal(action.payload.reason) ?? unassignRefusal(current, action.payload.assignee);
    case 'correct':
      return correctionRefusal(action.payload);
    case 'link':
      if (action.payload.majorId === current.id) return 'link-to-itself';
      return current.majorId === action.payload.majorId ? 'linked-already' : null;
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
      return grantRefusal(current, action.payload.until, context.at);
    case 'settle':
      return hasBeforeAndAfter(current, action.payload.media) ? null : 'photos-missing';
    case 'send-to-verify':
      return mayVerify(current, action.payload.workerId) ? null : 'verifier-handled-it';
    case 'evaluate':
      return isSatisfaction(action.payload.satisfaction) ? null : 'bad-satisfaction';
    case 'complain':
    case 'answer-supervision':
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

const NOTHING_TO_MOVE = {
  start: 'nothing-to-start',
  return: 'nothing-to-return',
  'report-back': 'reported-back-already',
} as const;

/** Somebody must be left for whom this is still to come. */
function moveRefusal(
  current: Case,
  { action, payload }: Extract<CaseAction, { action: 'start' | 'return' | 'report-back' }>,
  context: ActionContext,
): RefusalReason | null {
  const assignments = assignmentsOf(current);
  const id = whose(payload, context);
  if (id !== undefined && !assignments.some((one) => one.id === id)) return 'not-an-assignee';
  return movable(assignments, action, id).length > 0 ? null : NOTHING_TO_MOVE[action];
}

function assignRefusal(
  current: Case,
  payload: { departmentIds?: string[]; workerIds?: string[] },
): RefusalReason | null {
  const asked = assigneesOf(payload);
  if (asked.length === 0) return 'nobody-to-dispatch-to';
  const present = assignmentsOf(current).filter(({ state }) => state !== 'returned');
  return asked.every((one) => present.some((known) => isSame(known, one))) ? 'assigned-already' : null;
}

function unassignRefusal(current: Case, assignee: Assignee): RefusalReason | null {
  const present = assignmentsOf(current);
  if (!present.some((one) => isSame(one, assignee))) return 'not-an-assignee';
  const staying = left(present, assignee, current.updatedAt);
  return staying.length === 0 || caseStateOf(staying) === 'returned' ? 'nobody-left' : null;
}

function correctionRefusal(payload: CaseCorrection): RefusalReason | null {
  const corrected = Object.entries(payload).some(([field, value]) => field !== 'note' && value !== undefined);
  return corrected ? null : 'nothing-corrected';
}

function reasonRefusal(reason: string): RefusalReason | null {
  return reason.trim() ? null : 'reason-required';
}

function isSatisfaction(value: number): boolean {
  return Number.isInteger(value) && value >= 1 && value <= 5;
}

/** A new limit must lie after the present one and after now. */
function untilRefusal(current: Pick<Case, 'clock'>, until: number, at: number): RefusalReason | null {
  return until > Math.max(at, current.clock?.dueAt ?? at) ? null : 'until-not-later';
}

/** The second of two agrees to what the first agreed to, not to something else. */
function grantRefusal({ extension, ...current }: Case, until: number | undefined, at: number): RefusalReason | null {
  const agreed = extension?.grantedById === undefined ? undefined : extension.until;
  if (agreed !== undefined && until !== undefined && until !== agreed) return 'agreed-to-another';
  return untilRefusal(current, until ?? extension?.until ?? 0, at);
}

/** What was settled on the spot is shown as it was and as it is: two photos, or one beside those of the report. */
function hasBeforeAndAfter(current: Case, media: readonly MediaRef[] = []): boolean {
  const photos = (all: readonly MediaRef[]) => all.filter(({ kind }) => kind === 'photo').length;
  return photos(media) + Math.min(1, photos(current.media)) >= 2 && photos(media) > 0;
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
  payload: Extract<CaseAction, { action: 'dispatch' }>['payload'],
  { at, roles, limits, calendar }: ActionContext,
): RefusalReason | null {
  if (assigneesOf(payload).length === 0) return 'nobody-to-dispatch-to';
  if (payload.dueAt === undefined) return null;
  if (payload.dueAt <= at) return 'due-in-past';
  const runs = current.state === 'returned' && current.clock;
  const limit = runs ? runs.dueAt : addLimit(at, limits.handle, calendar).dueAt;
  return payload.dueAt <= limit || roles.includes('shift-lead') ? null : 'due-too-late';
}
