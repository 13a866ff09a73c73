import { type GridFigure, MOST_COUNTED_ROWS } from '#shared/contract/mapLayerViews.ts';
import type { FeedOutput } from '#shared/contract/feeds.ts';
import type { Feed, FeedContext } from './context.ts';
import { figuresCases, rowsAt } from './figuresTable.ts';
import { onTimePeriod, OPEN_STATES, openSql } from './gridFigures.ts';

type Counted = Omit<FeedOutput<'grid.counted'>, 'asOf'>;

/** [ST317] What a figure of a grid was counted from. */
export const gridCounted: Feed<'grid.counted'> = async (context, { code, figure }) => {
  const asOf = context.serverNow();
  return { asOf, ...(await countedOf(context, figure, code, asOf)) };
};

async function countedOf(context: FeedContext, figure: GridFigure, code: string, now: number): Promise<Counted> {
  if (figure === 'on-duty') return onDuty(context, code);
  return figure === 'on-time' ? onTime(context, code, now) : open(context, code, figure === 'overdue' ? now : null);
}

function open(context: FeedContext, code: string, overdueAt: number | null): Counted {
  const set = context.cache.live;
  const from = `FROM cases_${set} INDEXED BY cases_${set}_queue
    WHERE ${openSql(overdueAt !== null)} AND substr(grid_code, 1, length(@code)) = @code`;
  const values = { code, states: JSON.stringify(OPEN_STATES), ...(overdueAt === null ? {} : { now: overdueAt }) };
  const n = context.statements.one<{ n: number }>(`SELECT COUNT(*) AS n ${from}`, values)?.n ?? 0;
  const places = context.statements.all<{ rid: number }>(
    `SELECT rid ${from} ORDER BY urgency, due_at, id LIMIT ${MOST_COUNTED_ROWS}`,
    values,
  );
  return { value: n, n, cases: rowsAt(context, places), workers: [] };
}

async function onTime(context: FeedContext, grid: string, now: number): Promise<Counted> {
  const asked = {
    period: onTimePeriod(now),
    area: { grid },
    name: 'on-time-closing-rate',
    limit: MOST_COUNTED_ROWS,
  } as const;
  const due = await figuresCases(context, { ...asked, side: 'whole' });
  const { total } = await figuresCases(context, { ...asked, side: 'part', limit: 1 });
  return { value: due.total === 0 ? null : total / due.total, n: due.total, cases: due.rows, workers: [] };
}

function onDuty({ statements, cache }: FeedContext, code: string): Counted {
  const set = cache.live;
  const from = `FROM workers_${set} INDEXED BY workers_${set}_duty
    WHERE on_duty = 1 AND substr(grid_code, 1, length(@code)) = @code`;
  const n = statements.one<{ n: number }>(`SELECT COUNT(*) AS n ${from}`, { code })?.n ?? 0;
  const workers = statements.all<{ id: string; index: number; name: string }>(
    `SELECT id, idx AS "index", name ${from} ORDER BY id LIMIT ${MOST_COUNTED_ROWS}`,
    { code },
  );
  return { value: n, n, cases: [], workers };
}
