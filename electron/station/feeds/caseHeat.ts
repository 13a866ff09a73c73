import { type HeatPeriod, MOST_HEAT_CELLS } from '#shared/contract/mapLayerViews.ts';
import { DAY_MS } from '#shared/domain/calendar.ts';
import { startOfDay } from '#shared/domain/periods.ts';
import type { CacheSet } from '../db/cacheTables.ts';
import type { Feed, FeedContext } from './context.ts';
import { slices } from './factCounts.ts';
import { inSteps } from './figuresTable.ts';
import { type HeatCell, HeatCells, LEAST_STEP } from './heatCells.ts';

/** what `open` is of cases that are open, and of those that have ended */
const OPEN = { open: [1], all: [0, 1] } as const;

/** [ST315] Where the cases of a period and a category lie. */
export const caseHeat: Feed<'case.heat'> = async (context, { period, category, cases }) => {
  const asOf = context.serverNow();
  const begin = beginOf(period, asOf);
  const cells = await inSteps(context, () => heatSteps(context, { begin, category, open: OPEN[cases] }));
  return { asOf, ...cells.picture(MOST_HEAT_CELLS) };
};

function beginOf(period: HeatPeriod, now: number): number {
  if (period === 'ever') return 0;
  return period === 'today' ? startOfDay(now) : now - Number(period) * DAY_MS;
}

interface Counting {
  /** reported at this time or later */
  begin: number;
  category?: string;
  open: readonly number[];
}

/** A week of cases at each step: a city's in some milliseconds. */
function* heatSteps(context: FeedContext, { begin, category, open }: Counting): Generator<void, HeatCells> {
  const set = context.cache.live;
  const within = category === undefined ? '' : 'AND substr(category_code, 1, length(@category)) = @category';
  const sql = `SELECT CAST(lon / ${LEAST_STEP} AS INTEGER) AS x, CAST(lat / ${LEAST_STEP} AS INTEGER) AS y, COUNT(*) AS n,
      SUM(lon) AS lon, SUM(lat) AS lat
    FROM cases_${set} INDEXED BY cases_${set}_heat
    WHERE open = @open AND reported_at >= @from AND reported_at < @to ${within} GROUP BY x, y`;
  const cells = new HeatCells();
  for (const each of open) {
    const first = reportedAt(context, set, each, 'ASC');
    const last = reportedAt(context, set, each, 'DESC');
    if (first === null || last === null) continue;
    for (const slice of slices({ from: Math.max(begin, first), to: last + 1 })) {
      const values = { open: each, ...slice, ...(category === undefined ? {} : { category }) };
      for (const cell of context.statements.all<HeatCell>(sql, values)) cells.add(cell);
      yield;
    }
  }
  return cells;
}

/** When the first or the last of the open or the ended cases was reported; null: there are none. */
function reportedAt({ statements }: FeedContext, set: CacheSet, open: number, order: 'ASC' | 'DESC'): number | null {
  const row = statements.one<{ at: number }>(
    `SELECT reported_at AS at FROM cases_${set} INDEXED BY cases_${set}_heat WHERE open = ? ORDER BY reported_at ${order} LIMIT 1`,
    open,
  );
  return row?.at ?? null;
}
