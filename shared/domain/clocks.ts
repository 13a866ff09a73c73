/**
 * Stage clocks and lights. A clock is folded from the history and the calendar; a light is a function of the clock and
 * the time. Both are derived at any moment and never stored as truth.
 *
 * Which clock runs in which state:
 * - `reported` → accept; `accepted` → dispatch; `dispatched`, `handling`, `returned` → handle; `suspended` → handle,
 *   stopped; `reported-back`, `verifying` → verify; an ended state has none.
 * - `escalated` keeps the clock that ran when the case was sent up.
 * - The handle clock starts at dispatch and runs on through a return and an undecided extension. Dispatching a returned
 *   case again continues it, unless that dispatch names a due time of its own.
 * - A new stage starts a new clock: accept, dispatch from accepted, being reported back (by the last of those who act, or
 *   settled), verify-fail (rework), reopen, un-merge, an answer from the district. Only these, another category, an extension
 *   or a new due time may turn red to green.
 */
import type { CaseActionName, CaseClock, CaseEvent, CaseState, Limit, Stage, StageLimits } from './case.ts';
import { addLimit, addWorkingMs, type WorkCalendar, workingMsBetween } from './calendar.ts';

export type Light = 'green' | 'yellow' | 'red' | 'grey';

/** Share of the limit that remains when the light turns yellow (a setting of the centre). */
export const DEFAULT_YELLOW_SHARE = 1 / 3;

/** Starts a stage's clock at `at`. */
export function startClock(
  stage: Stage,
  limit: Limit,
  at: number,
  calendar: WorkCalendar,
  yellowShare = DEFAULT_YELLOW_SHARE,
): CaseClock {
  const { dueAt } = addLimit(at, limit, calendar);
  const yellowAt = yellowOf(at, dueAt, limit, calendar, yellowShare);
  return { stage, startedAt: at, limit, firstDueAt: dueAt, dueAt, yellowAt, extensions: 0 };
}

/** When `share` of the time between start and due remains: working time for working units, else plain time. */
function yellowOf(start: number, dueAt: number, limit: Limit, calendar: WorkCalendar, share: number): number {
  const plain = Math.round(dueAt - (dueAt - start) * share);
  if (limit.unit === 'urgent-hour') return plain;
  const total = workingMsBetween(start, dueAt, calendar);
  if (total <= 0) return plain;
  return Math.min(dueAt, addWorkingMs(start, total * (1 - share), calendar));
}

/** The clock stands still from `at`; a stopped clock stays as it is. */
export function stopClock(clock: CaseClock, at: number): CaseClock {
  return clock.stoppedAt === undefined ? { ...clock, stoppedAt: at } : clock;
}

/**
 * The clock runs again: what was left when it stopped (working time for working units) is left again from `at`.
 * A limit that had already passed when it stopped stays passed. The limit first given stays as it was.
 */
export function resumeClock(clock: CaseClock, at: number, calendar: WorkCalendar): CaseClock {
  const { stoppedAt, ...running } = clock;
  if (stoppedAt === undefined) return clock;
  const moved = (moment: number) => movedOn(moment, stoppedAt, at, clock.limit, calendar);
  const dueAt = moved(clock.dueAt);
  return { ...running, dueAt, yellowAt: Math.min(dueAt, moved(clock.yellowAt)) };
}

function movedOn(moment: number, stoppedAt: number, at: number, limit: Limit, calendar: WorkCalendar): number {
  if (moment <= stoppedAt) return moment;
  if (limit.unit === 'urgent-hour') return at + (moment - stoppedAt);
  return Math.max(moment, addWorkingMs(at, workingMsBetween(stoppedAt, moment, calendar), calendar));
}

/** A granted extension: a new limit `until`; the first one stays visible in `firstDueAt`. */
export function extendClock(
  clock: CaseClock,
  until: number,
  calendar: WorkCalendar,
  yellowShare = DEFAULT_YELLOW_SHARE,
): CaseClock {
  const yellowAt = yellowOf(clock.startedAt, until, clock.limit, calendar, yellowShare);
  return { ...clock, dueAt: until, yellowAt, extensions: clock.extensions + 1 };
}

/** A due time set by hand at dispatch: replaces the category's limit, and is not an extension. */
export function retimeClock(
  clock: CaseClock,
  dueAt: number,
  calendar: WorkCalendar,
  yellowShare = DEFAULT_YELLOW_SHARE,
): CaseClock {
  return { ...clock, dueAt, yellowAt: yellowOf(clock.startedAt, dueAt, clock.limit, calendar, yellowShare) };
}

/** Green; yellow when a third or less remains; red past the limit; grey while stopped or when nothing runs. */
export function lightOf(clock: CaseClock | null, now: number): Light {
  if (!clock || clock.stoppedAt !== undefined) return 'grey';
  if (now > clock.dueAt) return 'red';
  return now >= clock.yellowAt ? 'yellow' : 'green';
}

/** Plain milliseconds to the limit, negative when late; a stopped clock shows what was left when it stopped. */
export function remainingMs(clock: CaseClock, now: number): number {
  return clock.dueAt - (clock.stoppedAt ?? now);
}

/** What moves a clock: the parts of a history line that the fold reads. */
export interface ClockStep {
  action: CaseEvent['action'];
  from: CaseState | null;
  to: CaseState;
  at: number;
  /** the due time a dispatch named */
  dueAt?: number;
  /** the new limit of a granted extension */
  until?: number;
  /** a correction gave it another category */
  recategorised?: true;
}

type Starter = Partial<Record<CaseActionName | 'report', Stage>>;
/** Actions that begin a new stage, and whose clock starts with them. */
export const STAGE_STARTS: Readonly<Starter> = {
  report: 'accept',
  accept: 'dispatch',
  dispatch: 'handle',
  settle: 'verify',
  'report-back': 'verify',
  'verify-fail': 'handle',
  reopen: 'dispatch',
  unmerge: 'accept',
};

/**
 * The stage a line begins, if any. Of several hands the last one ends the handling, whether it reports back, gives the case
 * back or is taken off it; dispatched again after a return, the case is in the same stage still.
 */
export function stageBegun({ action, from, to }: Pick<ClockStep, 'action' | 'from' | 'to'>): Stage | undefined {
  switch (action) {
    case 'report-back':
    case 'return':
    case 'unassign':
      return to === 'reported-back' ? 'verify' : undefined;
    case 'answer-escalation':
      return to === 'reported-back' ? 'verify' : 'dispatch';
    case 'dispatch':
      return from === 'returned' ? undefined : 'handle';
    default:
      return STAGE_STARTS[action];
  }
}

/** The clock after one step of the history; the lifecycle and the fold both use it, so they cannot disagree. */
export function nextClock(
  clock: CaseClock | null,
  step: ClockStep,
  limits: StageLimits,
  calendar: WorkCalendar,
  yellowShare = DEFAULT_YELLOW_SHARE,
): CaseClock | null {
  const start = (stage: Stage) => startClock(stage, limits[stage], step.at, calendar, yellowShare);
  switch (step.action) {
    case 'reject':
    case 'merge':
    case 'cancel':
    case 'verify-pass':
    case 'evaluate':
      return null;
    case 'suspend':
      return clock && stopClock(clock, step.at);
    case 'resume':
      return clock && resumeClock(clock, step.at, calendar);
    case 'grant-extension':
      return clock && step.until !== undefined ? extendClock(clock, step.until, calendar, yellowShare) : clock;
    case 'correct':
      // Another category has other limits: the stage that runs is measured by them from its beginning.
      if (!clock || !step.recategorised) return clock;
      return startClock(clock.stage, limits[clock.stage], clock.startedAt, calendar, yellowShare);
    case 'dispatch': {
      const running = step.from === 'returned' && clock ? clock : start('handle');
      return step.dueAt === undefined ? running : retimeClock(running, step.dueAt, calendar, yellowShare);
    }
    default: {
      const stage = stageBegun(step);
      return stage ? start(stage) : clock;
    }
  }
}

/** Folds a case's clock from its history alone. `events` in order, from the first line. */
export function foldClock(
  events: readonly Parameters<typeof stepOf>[0][],
  limits: StageLimits,
  calendar: WorkCalendar,
  yellowShare = DEFAULT_YELLOW_SHARE,
): CaseClock | null {
  return events.reduce<CaseClock | null>(
    (clock, event) => nextClock(clock, stepOf(event), limits, calendar, yellowShare),
    null,
  );
}

/** Reads a clock step out of a history line. */
export function stepOf(event: Pick<CaseEvent, 'action' | 'from' | 'to' | 'at' | 'detail'>): ClockStep {
  const { dueAt, until, categoryCode } = event.detail;
  return {
    action: event.action,
    from: event.from,
    to: event.to,
    at: event.at,
    ...(typeof dueAt === 'number' ? { dueAt } : {}),
    ...(typeof until === 'number' ? { until } : {}),
    ...(event.action === 'correct' && categoryCode !== undefined ? { recategorised: true } : {}),
  };
}
