import { statutoryCalendar } from '#shared/domain/calendar.ts';
import type { Case, CaseAction, CaseEvent, StageLimits } from '#shared/domain/case.ts';
import { applyAction } from '#shared/domain/lifecycle.ts';
import { ROLES } from '#shared/domain/roles.ts';
import { caseSchema } from '#shared/protocol/entities.ts';
import { caseActionOf, OP_KINDS } from '#shared/protocol/ops.ts';
import type { OutboxItem } from '#shared/contract/views.ts';

/** What two versions of a case are compared by, in the order it is shown. */
export const COMPARED_FIELDS = [
  'state',
  'title',
  'text',
  'address',
  'category',
  'urgency',
  'tier',
  'department',
  'workers',
  'verifier',
  'dueAt',
  'supervision',
  'extension',
  'reviewAt',
  'mergedInto',
  'returns',
  'reworks',
  'satisfaction',
] as const;
export type ComparedField = (typeof COMPARED_FIELDS)[number];
export type ComparedValue = string | number | readonly string[] | null;
type Facts = Record<ComparedField, ComparedValue>;

/** One field in both versions. */
export interface ComparedRow {
  field: ComparedField;
  mine: ComparedValue;
  theirs: ComparedValue;
  differs: boolean;
  /** what it was when the operator acted, where that version's value is another now; undefined where it is not */
  mineWas?: ComparedValue;
  theirsWas?: ComparedValue;
}

/** Limits are shown to the minute; less than that is nothing to decide about. */
function minuteOf(at: number): number {
  return Math.floor(at / 60_000) * 60_000;
}

function factsOf(shown: Case): Facts {
  return {
    state: shown.state,
    title: shown.title,
    text: shown.text,
    address: shown.address,
    category: shown.categoryCode,
    urgency: shown.urgency,
    tier: shown.tier,
    department: shown.departmentId,
    workers: shown.workerIds.toSorted(),
    verifier: shown.verifierId,
    dueAt: shown.clock ? minuteOf(shown.clock.dueAt) : null,
    supervision: shown.supervision?.level ?? null,
    extension: shown.extension?.until ?? null,
    reviewAt: shown.reviewAt,
    mergedInto: shown.mergedIntoId,
    returns: shown.returns,
    reworks: shown.reworks,
    satisfaction: shown.satisfaction,
  };
}

function isSame(a: ComparedValue, b: ComparedValue): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}

/** The case in an action's `base` or `current`; null when there is none or another version wrote what cannot be read. */
export function caseOf(source: unknown): Case | null {
  const parsed = caseSchema.safeParse(source);
  return parsed.success ? parsed.data : null;
}

/** Both versions field by field. `base` is the case as the operator saw it when acting; without it nothing is said of before. */
export function compare(base: Case | null, mine: Case, theirs: Case): ComparedRow[] {
  const [before, own, other] = [base && factsOf(base), factsOf(mine), factsOf(theirs)];
  return COMPARED_FIELDS.map((field) => ({
    field,
    mine: own[field],
    theirs: other[field],
    differs: !isSame(own[field], other[field]),
    ...(before && !isSame(before[field], own[field]) ? { mineWas: before[field] } : {}),
    ...(before && !isSame(before[field], other[field]) ? { theirsWas: before[field] } : {}),
  }));
}

interface MineContext {
  limits: StageLimits | undefined;
  /** gateway clock − this machine's clock, ms */
  clockOffset: number;
}

/**
 * The case as the action would have made it from what the operator saw: the domain's own rules applied to `base`. Null
 * when that is not known. Who may act is not asked here: the operator was allowed to, then.
 */
export function myVersion(item: OutboxItem, base: Case | null, { limits, clockOffset }: MineContext): Case | null {
  const kind = OP_KINDS.find((one) => one === item.kind);
  const action = kind ? caseActionOf(kind) : null;
  if (!base || !action || !limits) return null;
  const outcome = applyAction(base, { action, payload: item.payload } as CaseAction, {
    actor: { ...item.by, kind: 'operator' },
    roles: ROLES,
    at: item.at + clockOffset,
    deskAt: item.at,
    limits,
    calendar: statutoryCalendar(),
  });
  return outcome.ok ? outcome.case : null;
}

/** What happened to the case after the operator saw it, the latest first. */
export function linesSince(base: Case | null, events: readonly CaseEvent[]): CaseEvent[] {
  return base ? events.filter((event) => event.at > base.updatedAt).toReversed() : [];
}
