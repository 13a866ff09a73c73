import type { FigureArea, FiguresTable } from '#shared/contract/figuresViews.ts';
import { MOST_POINTS } from '#shared/contract/figuresViews.ts';
import { COHORTS, type Period } from '#shared/domain/cohorts.ts';
import { DAY_MS, HOUR_MS } from '#shared/domain/calendar.ts';
import { PERIOD_KINDS, type PeriodKind, periodAround, startOfDay } from '#shared/domain/periods.ts';
import { factColumn } from '../db/factTables.ts';
import type { FeedContext } from './context.ts';
import { areaSql, firstReceived, momentSql, slices } from './factCounts.ts';

const SHANGHAI_MS = 8 * HOUR_MS;

export interface SeriesAsked {
  period: Period;
  area: FigureArea;
  /** absent: the finest that gives a chart one can read */
  unit?: PeriodKind;
}

/** The starts of the units of a period, the first and the last as far as they belong to it; null when they are too many to be drawn. */
function startsOf(unit: PeriodKind, { from, to }: Period, most: number): number[] | null {
  const starts: number[] = [];
  for (let at = periodAround(unit, from).from; at < to; at = periodAround(unit, at).to) {
    if (starts.length === most) return null;
    starts.push(at);
  }
  return starts;
}

/** So many days are read at a glance; a chosen unit may give up to `MOST_POINTS`. */
const AT_A_GLANCE = 62;

/** By the unit that was asked for, or by the next coarser one of which the period has not too many. */
function unitOf(period: Period, asked?: PeriodKind): { unit: PeriodKind; starts: number[] } | null {
  for (const unit of PERIOD_KINDS.slice(asked ? PERIOD_KINDS.indexOf(asked) : 0)) {
    const starts = startsOf(unit, period, unit === asked || unit === 'month' ? MOST_POINTS : AT_A_GLANCE);
    if (starts) return { unit, starts };
  }
  return null;
}

/** Cases received and closed in each day, week or month of a period, counted a week a step. */
export function* seriesSteps(
  context: FeedContext,
  { period, area, unit: asked }: SeriesAsked,
): Generator<void, FiguresTable['series']> {
  const first = startOfDay(firstReceived(context));
  // Before the first report there is nothing to count, and in a period of decades nothing to draw.
  const known = { from: Math.max(period.from, first), to: period.to };
  const chosen = unitOf(period, asked) ?? (known.from < known.to ? unitOf(known, asked) : null);
  if (!chosen) return { unit: 'month', points: [] };
  const { unit, starts } = chosen;
  const points = new Map(starts.map((at) => [at, { from: at, received: 0, closed: 0 }]));
  const { sql, values } = areaSql(area);
  const set = context.cache.live;
  for (const [name, { moment }] of [['received', COHORTS.received] as const, ['closed', COHORTS.closures] as const]) {
    const day = `(${factColumn(moment)} + ${SHANGHAI_MS}) / ${DAY_MS}`;
    const text = `SELECT ${day} AS day, COUNT(*) AS n ${momentSql(set, moment, sql)} GROUP BY day`;
    for (const slice of slices(known)) {
      for (const { day: on, n } of context.statements.all<{ day: number; n: number }>(text, { ...values, ...slice })) {
        const point = points.get(periodAround(unit, on * DAY_MS - SHANGHAI_MS).from);
        if (point) point[name] += n;
      }
      yield;
    }
  }
  return { unit, points: [...points.values()] };
}
