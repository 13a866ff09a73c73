import { statutoryCalendar } from '#shared/domain/calendar.ts';
import type { CaseEvent } from '#shared/domain/case.ts';
import { foldClock } from '#shared/domain/clocks.ts';
import { type Counts, noCounts } from '#shared/domain/counts.ts';
import { ACTION_NUMBERS, idText } from '../cache/historyLine.ts';
import type { FeedContext } from './context.ts';

/** closings whose history is folded to tell whether they were in time; beyond, the day's figure is of these alone */
const MOST_FOLDED = 2000;

const calendar = statutoryCalendar();

/**
 * The counts of a period out of the cached history. Due are the cases closed in the period and the open ones whose
 * running limit fell in it; in time is a closing before the limit that ran when it came.
 */
export function countsOf(context: FeedContext, since: number, now: number): Counts {
  const set = context.cache.live;
  const rows = context.statements.all<{ action: number; n: number; cases: number }>(
    `SELECT action, COUNT(*) AS n, COUNT(DISTINCT case_id) AS cases FROM case_events_${set} WHERE at >= ? GROUP BY action`,
    since,
  );
  const of = (action: CaseEvent['action']) => rows.find((row) => row.action === ACTION_NUMBERS[action]);
  const times = (...actions: CaseEvent['action'][]): number =>
    actions.reduce((sum, action) => sum + (of(action)?.n ?? 0), 0);
  const closings = closingsOf(context, since);
  const late = context.statements.one<{ n: number }>(
    `SELECT COUNT(*) AS n FROM cases_${set} WHERE open = 1 AND due_at >= ? AND due_at < ?
      AND street IN (SELECT street FROM case_places_${set})`,
    since,
    now,
  );
  return {
    ...noCounts(),
    received: times('report'),
    filed: times('accept'),
    judged: times('accept', 'reject', 'merge'),
    due: closings.length + (late?.n ?? 0),
    closed: closings.length,
    closedOnTime: closings.filter((closing) => closing.inTime).length,
    handled: times('report-back', 'settle'),
    reworked: of('verify-fail')?.cases ?? 0,
    dispatched: times('dispatch'),
    returned: times('return'),
    upheldReturns: upheldReturns(context, since),
    suspended: times('suspend'),
    extended: times('grant-extension'),
    supervised: times('supervise'),
    evaluated: times('evaluate'),
  };
}

function closingsOf(context: FeedContext, since: number): { inTime: boolean }[] {
  const set = context.cache.live;
  const closed = context.statements.all<{ case_id: Buffer | string; at: number }>(
    `SELECT case_id, at FROM case_events_${set} WHERE at >= ? AND action = ? LIMIT ${MOST_FOLDED}`,
    since,
    ACTION_NUMBERS['verify-pass'],
  );
  return closed.flatMap(({ case_id, at }) => {
    const caseId = idText(case_id);
    const known = context.statements.one<{ category_code: string }>(
      `SELECT category_code FROM cases_${set} WHERE id = ?`,
      caseId,
    );
    if (!known) return [];
    const limits = context.cache.stores.entities.get('category', known.category_code)?.limits;
    if (!limits) return [{ inTime: true }];
    const clock = foldClock(context.cache.stores.history.stepsOf(caseId, at), limits, calendar);
    return [{ inTime: clock === null || at <= clock.dueAt }];
  });
}

/** Returns after which the case was dispatched again: the first dispatch went to the wrong hands. */
function upheldReturns(context: FeedContext, since: number): number {
  const set = context.cache.live;
  const row = context.statements.one<{ n: number }>(
    `SELECT COUNT(*) AS n FROM case_events_${set} r WHERE r.at >= ? AND r.action = ${ACTION_NUMBERS.return} AND EXISTS (
       SELECT 1 FROM case_events_${set} d WHERE d.case_id = r.case_id AND d.n > r.n AND d.action = ${ACTION_NUMBERS.dispatch})`,
    since,
  );
  return row?.n ?? 0;
}
