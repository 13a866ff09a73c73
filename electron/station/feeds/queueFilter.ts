import type { FilterKind, QueueFilter } from '#shared/contract/queueFilter.ts';
import { isListQueue, type QueueName } from '#shared/contract/queues.ts';
import { URGENCIES } from '#shared/domain/case.ts';
import { queryTerms, wordsOf } from '#shared/domain/searchTerms.ts';
import { type FacetName, facetDay, isLevel } from '../cache/searched.ts';
import { facetTerm } from '../cache/searchIndex.ts';
import { type CacheSet, NO_DUE, ROW_DEPARTMENT, ROW_SOURCE } from '../db/cacheTables.ts';

/** a longer range is not looked up day by day */
const MOST_DAYS = 62;
const DAY_MS = 86_400_000;

/** A filter as the statements want it. */
export interface Conditions {
  /** ` AND …` for each kind that the rows' columns tell; '' for none */
  sql: string;
  values: Readonly<Record<string, string | number>>;
  /** words of which the rows' texts must hold every one */
  words: readonly string[];
}

const LIGHTS: Record<NonNullable<QueueFilter['light']>, string> = {
  red: 'stopped_at IS NULL AND due_at < @now',
  yellow: 'stopped_at IS NULL AND yellow_at <= @now AND due_at >= @now',
  green: 'stopped_at IS NULL AND yellow_at > @now',
  grey: `(stopped_at IS NOT NULL OR due_at = ${NO_DUE})`,
};

const isEnded = (queue: QueueName): boolean => queue === 'ended';

/** All but the last kinds are in the queue's own index. */
function conditionOf(kind: FilterKind, set: CacheSet, queue: QueueName, filter: QueueFilter): string | null {
  switch (kind) {
    case 'category':
      return 'substr(category_code, 1, length(@category)) = @category';
    case 'grid':
      return 'substr(grid_code, 1, length(@grid)) = @grid';
    case 'department':
      return `${ROW_DEPARTMENT} = @department`;
    case 'urgency':
      return 'urgency = @urgency';
    case 'light':
      return filter.light ? LIGHTS[filter.light] : null;
    case 'source':
      return `${ROW_SOURCE} = @source`;
    case 'from':
      return 'reported_at >= @from';
    case 'to':
      return 'reported_at <= @to';
    case 'worker':
      return isEnded(queue) || isListQueue(queue)
        ? `EXISTS (SELECT 1 FROM json_each(cases_${set}.value, '$.workerIds') WHERE value = @worker)`
        : `id IN (SELECT case_id FROM case_workers_${set} WHERE worker_id = @worker)`;
    case 'text':
      return null;
  }
}

/** @param now the centre's time, by which lights are told */
export function conditionsOf(set: CacheSet, queue: QueueName, filter: QueueFilter, now: number): Conditions {
  const { text, urgency, ...plain } = filter;
  const asked = Object.entries(filter).filter(([, value]) => value !== undefined);
  const parts = asked.map(([kind]) => conditionOf(kind as FilterKind, set, queue, filter));
  return {
    sql: parts
      .filter((part) => part !== null)
      .map((part) => ` AND ${part}`)
      .join(''),
    values: { ...plain, ...(urgency && { urgency: URGENCIES.indexOf(urgency) }), now },
    words: wordsOf(text ?? ''),
  };
}

/**
 * What the search index knows of a filter, as an FTS5 expression. Every row that fits the filter has all of its terms;
 * not every row that has them fits.
 */
export function matchOf(queue: QueueName, filter: QueueFilter, now: number): string {
  const { category, grid, department, urgency, source, worker, text } = filter;
  const ended = isEnded(queue);
  const terms: [FacetName, string | undefined][] = [
    ['open', ended ? '0' : '1'],
    ['category', category !== undefined && isLevel('category', category) ? category : undefined],
    ['grid', grid !== undefined && isLevel('grid', grid) ? grid : undefined],
    ['department', department],
    ['urgency', urgency && String(URGENCIES.indexOf(urgency))],
    ['source', source],
    ['worker', ended ? worker : undefined],
  ];
  return [
    ...terms.flatMap(([name, value]) => (value === undefined ? [] : [`"${facetTerm(name, value)}"`])),
    ...queryTerms(text ?? '').map((term) => `"${term}"`),
    ...daysOf(filter, now),
  ].join(' AND ');
}

function daysOf({ from, to }: QueueFilter, now: number): string[] {
  if (from === undefined) return [];
  const [first, last] = [facetDay(from), facetDay(to ?? now + DAY_MS)];
  if (last < first || last - first >= MOST_DAYS) return [];
  const days = Array.from({ length: last - first + 1 }, (_, i) => `"${facetTerm('day', String(first + i))}"`);
  return [`(${days.join(' OR ')})`];
}

/** No row can fit: ended cases have no clock that runs. */
export function fitsNone(queue: QueueName, { light, from, to }: QueueFilter): boolean {
  const backwards = from !== undefined && to !== undefined && from > to;
  return backwards || (isEnded(queue) && light !== undefined && light !== 'grey');
}

/** A kind without a value asks nothing, nor does a text without a word. */
export function asksNothing(filter: QueueFilter | undefined): boolean {
  return Object.entries(filter ?? {}).every(
    ([kind, value]) => value === undefined || (kind === 'text' && wordsOf(String(value)).length === 0),
  );
}
