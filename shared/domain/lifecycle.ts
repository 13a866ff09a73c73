/**
 * The life of a case: pure rules from (case, action, who, when) to (next case, history line) or a refusal. The same
 * code runs at once in the station and finally in the gateway. Times are milliseconds since the epoch.
 */
import { assignmentsOf, caseStateOf, left, moved } from './assignments.ts';
import type { Case, CaseAction, CaseActionDetail, CaseActionName, CaseEvent, CaseState, JsonValue } from './case.ts';
import { ENDED_STATES } from './case.ts';
import { nextClock, stepOf } from './clocks.ts';
import type { ActionContext } from './context.ts';
import { changesOf, whose } from './effects.ts';
import { needsSecond } from './extensions.ts';
import { nextFacts } from './facts.ts';
import { payloadRefusal, situationRefusal } from './guards.ts';
import { REFUSALS, type RefusalReason } from './refusals.ts';
import { HANDLING_ACTIONS, personRefusal, type Person } from './separation.ts';
import { TRANSITIONS } from './transitions.ts';

export { TRANSITIONS, type Transition } from './transitions.ts';

/** A history line before it is numbered, linked and hashed by `sealEvent`. */
export type EventDraft = Omit<CaseEvent, 'id' | 'n' | 'previousHash' | 'hash'>;

export type Outcome =
  | { ok: true; case: Case; event: EventDraft }
  | { ok: false; code: 'invalid' | 'forbidden' | 'conflict'; reason: RefusalReason };

/** What is known when a case is first told of. */
export type NewCase = Pick<
  Case,
  | 'id'
  | 'categoryCode'
  | 'catalogueVersion'
  | 'title'
  | 'text'
  | 'source'
  | 'urgency'
  | 'reportedAt'
  | 'reporterId'
  | 'lon'
  | 'lat'
  | 'address'
  | 'gridCode'
  | 'media'
> &
  Partial<Pick<Case, 'number' | 'tier' | 'contact' | 'componentCode' | 'answers'>> & {
    /** by whom it was found, as far as the grid's own worker was on duty; for the missed-report rate */
    found?: 'own' | 'others';
  };

/**
 * Opens a case: state `reported`, version 1, the accept clock started when the centre took it (`context.at`).
 * The line holds what was reported but never the contact: history is kept for ever, personal data is not.
 */
export function openCase(input: NewCase, context: ActionContext): { case: Case; event: EventDraft } {
  const step = { action: 'report', from: null, to: 'reported', at: context.at } as const;
  const { found, ...told } = input;
  const clock = nextClock(null, step, context.limits, context.calendar, context.yellowShare);
  const opened: Case = {
    ...told,
    version: 1,
    number: input.number ?? null,
    state: 'reported',
    tier: input.tier ?? 'grid',
    updatedAt: context.at,
    departmentId: null,
    workerIds: [],
    verifierId: null,
    mergedIntoId: null,
    handledByIds: [],
    supervision: null,
    extension: null,
    reviewAt: null,
    returns: 0,
    reworks: 0,
    satisfaction: null,
    closedAt: null,
    clock,
    contact: input.contact ?? null,
  };
  const { categoryCode, catalogueVersion, title, text, source, urgency, reportedAt, lon, lat, address, gridCode } =
    input;
  const detail = {
    categoryCode,
    catalogueVersion,
    title,
    text,
    source,
    urgency,
    reportedAt,
    lon,
    lat,
    address,
    gridCode,
    ...(found && { found }),
    ...(input.componentCode && { componentCode: input.componentCode }),
    ...(input.answers?.length && { answers: input.answers.map(({ questionId, answer }) => ({ questionId, answer })) }),
  };
  const event: EventDraft = {
    ...step,
    caseId: input.id,
    actor: context.actor,
    deskAt: context.deskAt,
    note: '',
    media: input.media,
    detail,
  };
  return { case: { ...opened, facts: nextFacts(null, event, clock, context) }, event };
}

/**
 * Applies one action. On success the case has version + 1, `updatedAt = context.at` and its clock set, and the event
 * is the history line to seal. Refusals come in this order: state (`conflict`), person (`forbidden`), payload.
 */
export function applyAction(current: Case, action: CaseAction, context: ActionContext): Outcome {
  const refusal =
    stateRefusal(current, action.action) ??
    personRefusal(current, action.action, context) ??
    situationRefusal(current, action.action, context.at) ??
    payloadRefusal(current, action, context);
  if (refusal) return { ok: false, code: REFUSALS[refusal].code, reason: refusal };

  const event = eventOf(current, action, context);
  const clock = nextClock(current.clock, stepOf(event), context.limits, context.calendar, context.yellowShare);
  const facts = current.facts && { facts: nextFacts(current.facts, event, clock, context) };
  const next: Case = { ...current, ...changesOf(current, action, context), state: event.to, clock, ...facts };
  return { ok: true, case: settled(next, current, action.action, context), event };
}

/** What holds after every action, whichever it was. */
function settled(next: Case, before: Case, action: CaseActionName, { actor, at }: ActionContext): Case {
  const ended = ENDED_STATES.includes(next.state);
  const handled = HANDLING_ACTIONS.includes(action) && !before.handledByIds.includes(actor.id);
  return {
    ...next,
    version: before.version + 1,
    updatedAt: at,
    handledByIds: handled ? [...before.handledByIds, actor.id] : next.handledByIds,
    extension: next.state === 'handling' || next.state === 'suspended' ? next.extension : null,
    reviewAt: next.state === 'suspended' ? next.reviewAt : null,
    supervision: ended ? null : next.supervision,
    ...(next.state === 'reported' ? {} : next.checkerIds && { checkerIds: [] }),
  };
}

function stateRefusal(current: Case, action: CaseActionName): RefusalReason | null {
  return TRANSITIONS[action].from.includes(current.state) ? null : 'wrong-state';
}

/** The state an action leads to; for an answered escalation the payload chooses, in hand those who must act. */
function targetOf(current: Case, action: CaseAction, context: ActionContext): CaseState {
  if (action.action === 'start' || action.action === 'return' || action.action === 'report-back') {
    return caseStateOf(moved(assignmentsOf(current), action.action, context.at, whose(action.payload, context)));
  }
  if (action.action === 'unassign') {
    return caseStateOf(left(assignmentsOf(current), action.payload.assignee, context.at));
  }
  if (action.action === 'answer-escalation') return action.payload.outcome === 'handled' ? 'reported-back' : 'accepted';
  const { to } = TRANSITIONS[action.action];
  return to === 'same' ? current.state : (to[0] ?? current.state);
}

function eventOf(current: Case, action: CaseAction, context: ActionContext): EventDraft {
  const { payload } = action;
  const said = 'note' in payload ? payload.note : undefined;
  const reason = 'reason' in payload ? payload.reason : undefined;
  return {
    caseId: current.id,
    action: action.action,
    from: current.state,
    to: targetOf(current, action, context),
    actor: context.actor,
    at: context.at,
    deskAt: context.deskAt,
    note: said ?? reason ?? '',
    media: ('media' in payload ? payload.media : undefined) ?? [],
    detail: detailOf(current, action, context),
  };
}

/** The payload as JSON, with the limit a grant took from its request written out, so that history tells all. */
function detailOf(current: Case, action: CaseAction, context: ActionContext): CaseActionDetail {
  const detail: CaseActionDetail = {};
  for (const [key, value] of Object.entries<unknown>({ ...action.payload })) {
    if (key === 'note' || key === 'media' || value === undefined) continue;
    detail[key] = value as JsonValue;
  }
  if (action.action !== 'grant-extension' || !current.extension) return detail;
  const until = action.payload.until ?? current.extension.until;
  // The first of two moves no clock: the fold reads `until` alone.
  return needsSecond(current, until, context) ? { proposedUntil: until } : { ...detail, until };
}

/**
 * The actions whose table row fits the case's state, each with why this person may not (null when they may).
 * Give `at` to have limits in time (reopening) judged too.
 */
export function allowedActions(
  current: Case,
  who: Person,
  at?: number,
): { action: CaseActionName; refusal: RefusalReason | null }[] {
  const names = Object.keys(TRANSITIONS) as CaseActionName[];
  return names
    .filter((action) => stateRefusal(current, action) === null)
    .map((action) => ({
      action,
      refusal: personRefusal(current, action, who) ?? situationRefusal(current, action, at),
    }));
}
