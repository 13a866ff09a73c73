/**
 * What the evaluation figures count of one case, folded line by line from its history (docs/domain/figures.md). A period's
 * figures are sums over cases of these: no history is read to make a report. Times are ms since the epoch, centre's clock.
 */
import type { CaseClock, CaseEvent, CaseState, Stage, StageLimits } from './case.ts';
import { addLimit, type WorkCalendar } from './calendar.ts';
import { assigneesOf } from './assignments.ts';
import { nextClock, stageBegun, stepOf } from './clocks.ts';

/** A stage that was finished: when last, how often, and the time it took altogether, without suspensions. */
export interface StageFact {
  at: number;
  n: number;
  ms: number;
}

export interface CaseFacts {
  receivedAt: number;
  /** by the grid's own worker, or by somebody else while that worker was on duty; absent: neither can be said */
  found?: 'own' | 'others';
  /** first accepted */
  filedAt?: number;
  /** first accepted, rejected or merged */
  judgedAt?: number;
  /** the latest moment to be closed if every stage still to come uses its whole limit; absent while suspended */
  dueAt?: number;
  closedAt?: number;
  /** first dispatched */
  dispatchedAt?: number;
  handleDueAt?: number;
  handledAt?: number;
  returns?: number;
  /** a return after which the case went to others: the dispatch before it was wrong */
  upheld?: true;
  reworks?: number;
  suspensions?: number;
  extensions?: number;
  supervisions?: number;
  checkOrderedAt?: number;
  /** the accept limit that ran when the check was ordered */
  checkDueAt?: number;
  checkedAt?: number;
  evaluatedAt?: number;
  satisfaction?: number;
  stages?: Partial<Record<Stage, StageFact>>;
  /** the stage that runs: since when, how long it stood still, and since when it does */
  running?: { stage: Stage; since: number; stoodMs?: number; stoppedAt?: number };
  /** whom the last dispatch went to */
  to?: string;
}

export type FactLine = Pick<CaseEvent, 'action' | 'from' | 'to' | 'at' | 'detail'>;

/** @param clock the stage clock after the line */
export function nextFacts(
  facts: CaseFacts | null,
  line: FactLine,
  clock: CaseClock | null,
  { limits, calendar }: { limits: StageLimits; calendar: WorkCalendar },
): CaseFacts {
  const before: CaseFacts = facts ?? { receivedAt: line.at };
  const told = { ...before, ...toldBy(before, line, clock) };
  const timed = { ...told, ...stagesAfter(before, line, clock) };
  return plain({ ...timed, ...duesAfter(timed, line, clock, limits, calendar) });
}

/** Folds them from a whole history, in its order: of a case from before they were kept. Null: there is no history. */
export function foldFacts(
  events: readonly FactLine[],
  rules: { limits: StageLimits; calendar: WorkCalendar },
): CaseFacts | null {
  let clock: CaseClock | null = null;
  let facts: CaseFacts | null = null;
  for (const event of events) {
    clock = nextClock(clock, stepOf(event), rules.limits, rules.calendar);
    facts = nextFacts(facts, event, clock, rules);
  }
  return facts;
}

/** What a line says by itself. */
function toldBy(before: CaseFacts, line: FactLine, clock: CaseClock | null): Partial<CaseFacts> {
  const { at, detail } = line;
  switch (line.action) {
    case 'report':
      return detail.found === 'own' || detail.found === 'others' ? { found: detail.found } : {};
    case 'accept':
      return { filedAt: before.filedAt ?? at, judgedAt: before.judgedAt ?? at };
    case 'reject':
    case 'merge':
      return { judgedAt: before.judgedAt ?? at };
    case 'settle':
      return { filedAt: before.filedAt ?? at, judgedAt: before.judgedAt ?? at };
    case 'order-check':
      return before.checkOrderedAt === undefined ? { checkOrderedAt: at, checkDueAt: clock?.dueAt } : {};
    case 'answer-check':
      return { checkedAt: before.checkedAt ?? at };
    case 'dispatch': {
      const to = dispatchedTo(detail);
      const elsewhere = before.returns !== undefined && before.to !== undefined && before.to !== to;
      return { dispatchedAt: before.dispatchedAt ?? at, to, ...(elsewhere && { upheld: true }) };
    }
    case 'return':
      // The others had reported back already: with this one out of it, all is done.
      return { returns: (before.returns ?? 0) + 1, ...(line.to === 'reported-back' && { handledAt: at }) };
    case 'unassign':
    case 'report-back':
    // Done by the district is done as well.
    case 'answer-escalation':
      return line.to === 'reported-back' ? { handledAt: at } : {};
    case 'verify-pass':
      return { closedAt: at };
    case 'verify-fail':
      return { reworks: (before.reworks ?? 0) + 1, handledAt: undefined };
    case 'suspend':
      return { suspensions: (before.suspensions ?? 0) + 1 };
    case 'grant-extension':
      return typeof detail.until === 'number' ? { extensions: (before.extensions ?? 0) + 1 } : {};
    case 'supervise':
      return { supervisions: (before.supervisions ?? 0) + 1 };
    case 'evaluate':
      return typeof detail.satisfaction === 'number' ? { evaluatedAt: at, satisfaction: detail.satisfaction } : {};
    case 'reopen':
      return { closedAt: undefined, handledAt: undefined, evaluatedAt: undefined, satisfaction: undefined };
    default:
      return {};
  }
}

function dispatchedTo(detail: CaseEvent['detail']): string {
  const ids = (value: unknown) => (Array.isArray(value) ? value.filter((id) => typeof id === 'string') : []);
  const departmentId = typeof detail.departmentId === 'string' ? detail.departmentId : undefined;
  return assigneesOf({ departmentId, departmentIds: ids(detail.departmentIds), workerIds: ids(detail.workerIds) })
    .map(({ id }) => id)
    .sort()
    .join(' ');
}

/** Cancelled before it was done: its stage was not finished, and nothing of it is due. */
const DROPPED: readonly CaseState[] = ['cancelled'];

function stagesAfter(before: CaseFacts, line: FactLine, clock: CaseClock | null): Partial<CaseFacts> {
  const { at, action, to } = line;
  const running = before.running;
  if (action === 'suspend' && running) return { running: { ...running, stoppedAt: at } };
  if (action === 'resume' && running?.stoppedAt !== undefined) {
    const { stoppedAt, ...rest } = running;
    return { running: { ...rest, stoodMs: (running.stoodMs ?? 0) + at - stoppedAt } };
  }
  const begins = stageBegun(line);
  if (clock && !begins) return {};
  const stages = running && !DROPPED.includes(to) ? finished(before.stages, running, at) : before.stages;
  return { stages, running: begins && { stage: begins, since: at } };
}

function finished(
  stages: CaseFacts['stages'],
  { stage, since, stoodMs = 0, stoppedAt }: NonNullable<CaseFacts['running']>,
  at: number,
): CaseFacts['stages'] {
  const known = stages?.[stage];
  const ms = (stoppedAt ?? at) - since - stoodMs;
  return { ...stages, [stage]: { at, n: (known?.n ?? 0) + 1, ms: (known?.ms ?? 0) + ms } };
}

/** The limits a period counts by; what was handled or closed keeps those it had. */
function duesAfter(
  facts: CaseFacts,
  { to, action }: FactLine,
  clock: CaseClock | null,
  limits: StageLimits,
  calendar: WorkCalendar,
): Partial<CaseFacts> {
  if (DROPPED.includes(to)) return { dueAt: undefined, handleDueAt: undefined };
  if (!clock || facts.filedAt === undefined) return {};
  if (clock.stoppedAt !== undefined) return { dueAt: undefined, handleDueAt: undefined };
  const after = (at: number, stage: Stage) => addLimit(at, limits[stage], calendar).dueAt;
  switch (clock.stage) {
    case 'accept':
      return {};
    case 'dispatch':
      // Sent back or reopened, it has no handle limit until it is dispatched again.
      return { handleDueAt: undefined, dueAt: after(after(clock.dueAt, 'handle'), 'verify') };
    case 'handle':
      return { handleDueAt: clock.dueAt, dueAt: after(clock.dueAt, 'verify') };
    case 'verify':
      return facts.dueAt === undefined || action === 'settle' ? { dueAt: clock.dueAt } : {};
  }
}

/** Without what is not known: a row holds nothing for it. */
function plain(facts: CaseFacts): CaseFacts {
  return Object.fromEntries(Object.entries(facts).filter(([, value]) => value !== undefined)) as unknown as CaseFacts;
}
