import type { Grouping, TableFigure } from '#shared/contract/figuresViews.ts';
import type { CaseRow } from '#shared/contract/views.ts';
import { MOST_GROUPS } from '#shared/contract/figuresViews.ts';
import { type Cohort, COHORTS, type Period } from '#shared/domain/cohorts.ts';
import type { Counts } from '#shared/domain/counts.ts';
import { type DutyCount, noDuty } from '#shared/domain/duty.ts';
import { casesBehind, FIGURE_NAMES, type FigureName, figureOf, isOfDuty } from '#shared/domain/figures.ts';
import { breathe } from '../breathe.ts';
import { CASE_COLUMNS, type CaseColumns, toCaseRow } from '../cache/caseStore.ts';
import { factColumn } from '../db/factTables.ts';
import { dutySteps } from '../duty/dutyDays.ts';
import { Refused } from '../serve/answers.ts';
import { addCommands } from './commandCounts.ts';
import type { Feed, FeedContext } from './context.ts';
import { areaSql, conditionSql, countSteps, momentSql, sumOf } from './factCounts.ts';
import { seriesSteps } from './figuresSeries.ts';

/** Counted of commands: known for the whole centre only. */
const OF_COMMANDS: readonly FigureName[] = ['acknowledge-time'];

/** A limit still to come is not due: a period ends now at the latest. */
function untilNow(context: FeedContext, { from, to }: Period): Period {
  return { from, to: Math.max(from, Math.min(to, context.serverNow())) };
}

export const figuresTable: Feed<'figures.table'> = async (context, { period: asked, by, area = {}, unit }) => {
  const period = untilNow(context, asked);
  const running = asked.to > context.serverNow();
  const groups = await inSteps(context, () => countSteps(context, { period, by, area }));
  const series = await inSteps(context, () => seriesSteps(context, { period, area, unit }));
  const total = sumOf(groups.values());
  const whole = Object.keys(area).length === 0;
  if (whole) for (const _ of addCommands(context, period, total)) await breathe();
  const duty = await inSteps(context, () => dutySteps(context.statements, { period, by, area }));
  const figuresOf = (counts: Counts, isTotal: boolean, onDuty: DutyCount | null): TableFigure[] => {
    const all = withDuty(counts, onDuty);
    const unknown = (name: FigureName): boolean =>
      (OF_COMMANDS.includes(name) && !(whole && isTotal)) || (isOfDuty(name) && onDuty === null);
    return FIGURE_NAMES.map((name) => (unknown(name) ? { name, value: null, n: null } : figureOf(name, all)));
  };
  const sorted = by === 'none' ? [] : [...groups].sort(([, a], [, b]) => b.received - a.received || b.due - a.due);
  return {
    period,
    running,
    total: figuresOf(total, true, duty.total),
    duty: { days: duty.days, known: duty.known },
    groups: sorted.slice(0, MOST_GROUPS).map(([key, counts]) => ({
      key,
      ...nameOf(context, by, key),
      figures: figuresOf(counts, false, duty.groups.get(key) ?? null),
    })),
    more: Math.max(0, sorted.length - MOST_GROUPS),
    series,
    uncounted: uncounted(context),
  };
};

function withDuty(counts: Counts, duty: DutyCount | null): Counts {
  const { rostered, onDuty, grids, covered } = duty ?? noDuty();
  return { ...counts, workersRostered: rostered, workersOnDuty: onDuty, grids, gridsCovered: covered };
}

/** Step by step, so that no other call waits; begun anew when the cache was rebuilt meanwhile. */
export async function inSteps<T>(context: FeedContext, begin: () => Generator<void, T>): Promise<T> {
  for (;;) {
    const set = context.cache.live;
    const steps = begin();
    let step = steps.next();
    while (!step.done && context.cache.live === set) {
      await breathe();
      step = steps.next();
    }
    if (step.done && context.cache.live === set) return step.value;
  }
}

function nameOf(context: FeedContext, by: Grouping, key: string): { zh: string; en: string } {
  const { entities } = context.cache.stores;
  const same = (name: string | undefined) => ({ zh: name ?? key, en: name ?? key });
  switch (by) {
    case 'none':
      return same('');
    case 'street':
    case 'community':
    case 'unit':
      return same(entities.get('grid', key)?.name);
    case 'department':
      return entities.get('department', key) ?? same(undefined);
    case 'category':
      return entities.get('category', key) ?? same(undefined);
    case 'category-group': {
      const known = entities.list('category').find(({ groupCode }) => groupCode === key);
      return known ? { zh: known.groupZh, en: known.groupEn } : same(undefined);
    }
  }
}

function uncounted(context: FeedContext): number {
  const set = context.cache.live;
  const count = (sql: string) => context.statements.one<{ n: number | null }>(sql)?.n ?? 0;
  const cases = count(`SELECT SUM(n) AS n FROM case_counts_${set}`);
  return Math.max(0, cases - count(`SELECT COUNT(*) AS n FROM case_facts_${set} WHERE received_at IS NOT NULL`));
}

interface Place {
  rid: number;
  moment: number;
}

export const figuresCases: Feed<'figures.cases'> = (
  context,
  { period: asked, area = {}, name, side, after, limit },
) => {
  const behind = casesBehind(name, side);
  if (!behind) throw new Refused('invalid', 'not-of-cases');
  const [first] = behind.take;
  if (!first) return { rows: [], next: null, total: 0 };
  const set = context.cache.live;
  // All cohorts of one number are placed by one moment (a test of the domain holds them to it).
  const { moment } = COHORTS[first];
  const any = (names: typeof behind.take) =>
    names.map((cohort) => `(${conditionSql((COHORTS[cohort] as Cohort).also)})`).join(' OR ');
  const { sql, values } = areaSql(area);
  const less = behind.less.length > 0 ? ` AND (${any(behind.less)}) IS NOT TRUE` : '';
  const cases = `${momentSql(set, moment, sql)} AND (${any(behind.take)})${less}`;
  const given = { ...values, ...untilNow(context, asked) };
  const total = context.statements.one<{ n: number }>(`SELECT COUNT(*) AS n ${cases}`, given)?.n ?? 0;
  const column = factColumn(moment);
  const key = readKey(after);
  const found = context.statements.all<Place>(
    `SELECT rid, ${column} AS moment ${cases} ${key ? `AND (${column}, rid) < (@keyAt, @keyRid)` : ''}
      ORDER BY ${column} DESC, rid DESC LIMIT @limit`,
    { ...given, ...key, limit },
  );
  const last = found.at(-1);
  return {
    rows: rowsAt(context, found),
    next: last && found.length === limit ? `${last.moment}:${last.rid}` : null,
    total,
  };
};

/** The cases of these rows, in their order. */
export function rowsAt(context: FeedContext, places: readonly Pick<Place, 'rid'>[]): CaseRow[] {
  const rows = context.statements.all<CaseColumns>(
    `SELECT ${CASE_COLUMNS} FROM cases_${context.cache.live} WHERE rid IN (SELECT value FROM json_each(?))`,
    JSON.stringify(places.map(({ rid }) => rid)),
  );
  const byRid = new Map(rows.map((row) => [row.rid, row]));
  return places.flatMap(({ rid }) => byRid.get(rid) ?? []).map(toCaseRow);
}

function readKey(text: string | undefined): { keyAt: number; keyRid: number } | null {
  const [keyAt, keyRid] = (text ?? '').split(':').map(Number);
  return keyAt !== undefined && keyRid !== undefined && Number.isFinite(keyAt + keyRid) ? { keyAt, keyRid } : null;
}
