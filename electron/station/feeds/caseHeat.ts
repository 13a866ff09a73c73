import { type HeatPeriod, MOST_HEAT_CELLS } from '#shared/contract/mapLayerViews.ts';
import { DAY_MS } from '#shared/domain/calendar.ts';
import { startOfDay } from '#shared/domain/periods.ts';
import type { CacheSet } from '../db/cacheTables.ts';
import type { Feed, FeedContext } from './context.ts';
import { inSteps } from './figuresTable.ts';
import { HeatCells, PARTS } from './heatCells.ts';

/** what `open` is of cases that are open, and of those that have ended */
const OPEN = { open: [1], all: [0, 1] } as const;
/** what a longitude is multiplied by to leave room for a latitude */
const LON_UNIT = 100_000_000;
/** Few enough for some milliseconds, however many were reported in a day: an import may bring a year at once. */
const ROWS_A_STEP = 4000;

/** [ST315] Where the cases of a period and a category lie. */
export const caseHeat: Feed<'case.heat'> = async (context, { period, category, cases }) => {
  const asOf = context.serverNow();
  const begin = beginOf(period, asOf);
  const cells = await inSteps(context, () => heatSteps(context, { begin, category, open: OPEN[cases] }));
  return { asOf, ...cells.picture() };
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

/**
 * Each case as one number, longitude before latitude: a row of several columns costs the station more than finding it. What is reported
 * between two steps may be counted or not.
 */
function* heatSteps(context: FeedContext, { begin, category, open }: Counting): Generator<void, HeatCells> {
  const set = context.cache.live;
  const within = category === undefined ? '' : 'AND substr(category_code, 1, length(@category)) = @category';
  const sql = `SELECT CAST((lon + 180) * ${PARTS} + 0.5 AS INTEGER) * ${LON_UNIT} + CAST((lat + 90) * ${PARTS} + 0.5 AS INTEGER)
    FROM cases_${set} INDEXED BY cases_${set}_heat
    WHERE open = @open AND reported_at >= @from AND reported_at < @to ${within}`;
  const cells = new HeatCells(MOST_HEAT_CELLS);
  for (const each of open) {
    let from: number | null = begin;
    while (from !== null) {
      const next = timeAfter(context, set, each, from);
      const values = { open: each, from, to: next ?? Number.MAX_SAFE_INTEGER };
      const places = context.statements.values<number>(sql, category === undefined ? values : { ...values, category });
      for (const place of places) {
        const lon = Math.floor(place / LON_UNIT);
        cells.add(lon, place - lon * LON_UNIT);
      }
      yield;
      from = next;
    }
  }
  return cells;
}

/** The end of a step that begins at a time: later, unless all that is left fits in it, which null says. */
function timeAfter({ statements }: FeedContext, set: CacheSet, open: number, from: number): number | null {
  const [at] = statements.values<number>(
    `SELECT reported_at FROM cases_${set} INDEXED BY cases_${set}_heat WHERE open = ? AND reported_at >= ?
      ORDER BY reported_at LIMIT 1 OFFSET ${ROWS_A_STEP}`,
    open,
    from,
  );
  return at === undefined ? null : Math.max(at, from + 1);
}
