import { CASE_STATES, ENDED_STATES } from '#shared/domain/case.ts';
import { figureOf } from '#shared/domain/figures.ts';
import type { GridFigure, GridTierName } from '#shared/contract/mapLayerViews.ts';
import type { Feed, FeedContext } from './context.ts';
import { inSteps } from './figuresTable.ts';
import { countSteps } from './factCounts.ts';

/** digits of a grid's code */
const DIGITS: Record<GridTierName, number> = { street: 9, community: 12, unit: 14 };
const PERIOD_MS = 30 * 86_400_000;
export const OPEN_STATES = CASE_STATES.filter((state) => !ENDED_STATES.includes(state));

interface Counted {
  code: string;
  n: number;
}

/** The days of which the share closed in time is told. */
export function onTimePeriod(now: number): { from: number; to: number } {
  return { from: now - PERIOD_MS, to: now };
}

/** What makes an open case count: of any, or of those past their time at `@now`. */
export function openSql(overdue: boolean): string {
  return `state IN (SELECT value FROM json_each(@states))${overdue ? ' AND due_at < @now AND stopped_at IS NULL' : ''}`;
}

/** One figure of every grid of a tier. A grid without a row has none of it; without the code of a grid a case is in no row. */
export const gridFigures: Feed<'grid.figures'> = async (context, { tier, figure }) => {
  const asOf = context.serverNow();
  return { asOf, rows: await rowsOf(context, figure, tier, asOf) };
};

async function rowsOf(context: FeedContext, figure: GridFigure, tier: GridTierName, now: number) {
  const digits = DIGITS[tier];
  const ofGrid = ({ code }: { code: string }) => code.length === digits;
  const known = ({ code, n }: Counted) => ({ code, value: n });
  switch (figure) {
    case 'on-duty':
      return onDutyByGrid(context, digits).filter(ofGrid).map(known);
    case 'open':
    case 'overdue':
      return cases(context, digits, figure === 'overdue' ? now : null)
        .filter(ofGrid)
        .map(known);
    case 'on-time': {
      const period = onTimePeriod(now);
      const groups = await inSteps(context, () => countSteps(context, { period, by: tier, area: {} }));
      return [...groups]
        .map(([code, counts]) => ({ code, value: figureOf('on-time-closing-rate', counts).value }))
        .filter(ofGrid);
    }
  }
}

/** Open cases, or those past their time, by the index of the queues alone. */
function cases({ statements, cache }: FeedContext, digits: number, overdueAt: number | null): Counted[] {
  const set = cache.live;
  return statements.all<Counted>(
    `SELECT substr(grid_code, 1, @digits) AS code, COUNT(*) AS n FROM cases_${set} INDEXED BY cases_${set}_queue
      WHERE ${openSql(overdueAt !== null)} GROUP BY code`,
    { digits, states: JSON.stringify(OPEN_STATES), ...(overdueAt === null ? {} : { now: overdueAt }) },
  );
}

/** Workers on duty by the first digits of their own grid's code; without a row there is nobody. */
export function onDutyByGrid({ statements, cache }: FeedContext, digits: number): Counted[] {
  const set = cache.live;
  return statements.all<Counted>(
    `SELECT substr(grid_code, 1, @digits) AS code, COUNT(*) AS n FROM workers_${set} INDEXED BY workers_${set}_duty
      WHERE on_duty = 1 GROUP BY code`,
    { digits },
  );
}
