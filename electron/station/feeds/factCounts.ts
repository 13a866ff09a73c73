import type { FigureArea, Grouping } from '#shared/contract/figuresViews.ts';
import {
  addCount,
  type Cohort,
  COHORT_NAMES,
  type CohortName,
  COHORTS,
  type Condition,
  type FactName,
  type Period,
} from '#shared/domain/cohorts.ts';
import { countOf, type Counts, noCounts } from '#shared/domain/counts.ts';
import type { CacheSet } from '../db/cacheTables.ts';
import { factColumn, momentIndex } from '../db/factTables.ts';
import type { FeedContext } from './context.ts';

/** The cohorts of the domain as queries over the facts of the cases. */

/** so much of a period is counted by one statement: of a large centre, some ten thousand cases */
const SLICE_MS = 7 * 86_400_000;

type Values = Record<string, string | number>;

/** What a row is grouped by: a column, cut to so many characters. */
const GROUP_SQL: Record<Grouping, string> = {
  none: "''",
  street: 'substr(grid_code, 1, 9)',
  community: 'substr(grid_code, 1, 12)',
  unit: 'grid_code',
  department: "COALESCE(department_id, '')",
  'category-group': 'substr(category_code, 1, 4)',
  category: 'category_code',
};

const byMoment = new Map<FactName, CohortName[]>();
for (const name of COHORT_NAMES) {
  const { moment } = COHORTS[name];
  byMoment.set(moment, [...(byMoment.get(moment) ?? []), name]);
}

/** The condition of a cohort beside its moment. */
export function conditionSql(conditions: readonly Condition[]): string {
  const texts = conditions.map((condition) => {
    const column = factColumn(condition.fact);
    if ('least' in condition) return `${column} >= ${condition.least}`;
    if ('until' in condition) return `${column} <= ${factColumn(condition.until)}`;
    return condition.is === 'known' ? `${column} IS NOT NULL` : `${column} = ${condition.is}`;
  });
  return texts.join(' AND ') || '1';
}

/** Cases of an area; '' stands for those of none. */
export function areaSql({ grid, department, category }: FigureArea): { sql: string; values: Values } {
  const parts: string[] = [];
  const values: Values = {};
  const prefix = (column: string, name: string, code: string | undefined) => {
    if (code === undefined) return;
    parts.push(code === '' ? ` AND ${column} = @${name}` : ` AND substr(${column}, 1, ${code.length}) = @${name}`);
    values[name] = code;
  };
  prefix('grid_code', 'grid', grid);
  prefix('category_code', 'category', category);
  if (department !== undefined) {
    parts.push(" AND COALESCE(department_id, '') = @department");
    values.department = department;
  }
  return { sql: parts.join(''), values };
}

/** Rows of a set whose moment falls in a period (`@from`, `@to`). */
export function momentSql(set: CacheSet, moment: FactName, area: string): string {
  const column = factColumn(moment);
  return `FROM case_facts_${set} AS f INDEXED BY ${momentIndex(set, moment)} WHERE ${column} >= @from AND ${column} < @to${area}`;
}

function countSql(set: CacheSet, moment: FactName, names: readonly CohortName[], by: Grouping, area: string): string {
  const sums = names.map((name, at) => {
    const { also, sum }: Cohort = COHORTS[name];
    return `SUM(CASE WHEN ${conditionSql(also)} THEN ${sum ? factColumn(sum) : 1} ELSE 0 END) AS c${at}`;
  });
  const from = momentSql(set, moment, area);
  // Of one group nothing is sorted into groups.
  if (by === 'none') return `SELECT '' AS grp, ${sums.join(', ')} ${from}`;
  return `SELECT ${GROUP_SQL[by]} AS grp, ${sums.join(', ')} ${from} GROUP BY grp`;
}

export interface Counting {
  period: Period;
  by: Grouping;
  area: FigureArea;
  /** only these; absent: all */
  names?: readonly CohortName[];
}

/**
 * Counts the cases of a period by group, a statement of some milliseconds at each step. What changes between two steps may be
 * counted before or after its change.
 */
export function* countSteps(
  context: FeedContext,
  { period, by, area, names }: Counting,
): Generator<void, Map<string, Counts>> {
  const groups = new Map<string, Counts>();
  const { sql, values } = areaSql(area);
  const begun = { ...period, from: Math.max(period.from, firstReceived(context)) };
  for (const [moment, all] of byMoment) {
    const wanted = names ? all.filter((name) => names.includes(name)) : all;
    if (wanted.length === 0) continue;
    const text = countSql(context.cache.live, moment, wanted, by, sql);
    for (const slice of slices(begun)) {
      for (const row of context.statements.all<Record<string, number> & { grp: string }>(text, {
        ...values,
        ...slice,
      })) {
        const counts = groups.get(row.grp) ?? noCounts();
        groups.set(row.grp, counts);
        for (const [at, name] of wanted.entries()) addCount(counts, name, row[`c${at}`] ?? 0);
      }
      yield;
    }
  }
  return groups;
}

/** Before the first report nothing happened to any case. */
export function firstReceived(context: FeedContext): number {
  const set = context.cache.live;
  const row = context.statements.one<{ at: number }>(
    `SELECT received_at AS at FROM case_facts_${set} INDEXED BY ${momentIndex(set, 'receivedAt')}
      WHERE received_at IS NOT NULL ORDER BY received_at LIMIT 1`,
  );
  return row?.at ?? Number.MAX_SAFE_INTEGER;
}

/** A period in pieces that one statement counts. */
export function* slices({ from, to }: Period): Generator<{ from: number; to: number }> {
  for (let at = from; at < to; at += SLICE_MS) yield { from: at, to: Math.min(to, at + SLICE_MS) };
}

/** All steps at once: for a day, which is small. */
export function countNow(context: FeedContext, period: Period, names: readonly CohortName[]): Counts {
  const steps = countSteps(context, { period, by: 'none', area: {}, names });
  for (;;) {
    const { done, value } = steps.next();
    if (done) return value.get('') ?? noCounts();
  }
}

/** The sum of counts. */
export function sumOf(all: Iterable<Counts>): Counts {
  const sum = noCounts();
  for (const counts of all) {
    for (const name of COHORT_NAMES) addCount(sum, name, countOf(counts, name));
  }
  return sum;
}
