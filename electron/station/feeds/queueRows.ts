import { isListQueue, QUEUES, type StateQueue } from '#shared/contract/queues.ts';
import type { Case } from '#shared/domain/case.ts';
import { areTerms, holds } from '#shared/domain/searchTerms.ts';
import { CASE_COLUMNS, type CaseColumns } from '../cache/caseStore.ts';
import { searchedCase } from '../cache/searched.ts';
import type { CacheSet } from '../db/cacheTables.ts';
import type { FeedContext } from './context.ts';
import { asksNothing, conditionsOf, matchOf } from './queueFilter.ts';
import { wayToList } from './queueLists.ts';
import {
  type Asked,
  BOUNDS,
  type Bounds,
  IN_ORDER,
  isBefore,
  keyText,
  keyValues,
  type Ordered,
  type Values,
  type Way,
} from './queueOrder.ts';

const AFTER = ' AND (urgency, due_at, id) > (@keyUrgency, @keyDueAt, @keyId)';
const UP_TO = ' AND (urgency, due_at, id) <= (@endUrgency, @endDueAt, @endId)';

/**
 * The index of a queue is walked in its order, which tells all of a filter but words. Where the search index is known to be
 * shorter, its rows are fetched and sorted: for words, and in the ended queue, which holds most of all cases.
 */
function wayTo(context: FeedContext, asked: Asked, bounds = BOUNDS): Way {
  const { queue, filter, key, total } = asked;
  if (isListQueue(queue)) return wayToList(context, { ...asked, queue }, bounds);
  const set = context.cache.live;
  const now = context.serverNow();
  const { sql: conditions, values, words } = conditionsOf(set, queue, filter, now);
  const where = `${conditions}${key ? AFTER : ''}`;
  const given: Values = { ...values, ...(key && keyValues(key)) };
  if (asksNothing(filter))
    return { sql: (columns) => walkSql(set, queue, columns, where), values: given, words, end: null };

  const known: Values = { ...given, match: matchOf(queue, filter, now) };
  const byWords = words.length > 0;
  const hits =
    queue === 'ended' || byWords
      ? hitsOf(context, known, byWords ? bounds.listed : bounds.found)
      : Number.POSITIVE_INFINITY;
  const unsure = hits > bounds.listed || !areTerms(words) ? words : [];
  if (hits <= bounds.found)
    return { sql: (columns) => foundSql(set, queue, columns, where), values: known, words: unsure, end: null };
  const listed = byWords && hits <= bounds.listed ? ` AND rid IN (${matchingSql(set)})` : '';
  const end = total > bounds.walked ? endOfWalk(context, queue, key, bounds.walked) : null;
  const upTo = end && { endUrgency: end.urgency, endDueAt: end.due_at, endId: end.id };
  return {
    sql: (columns) => walkSql(set, queue, columns, `${where}${listed}${end ? UP_TO : ''}`),
    values: { ...known, ...upTo },
    words: unsure,
    end,
  };
}

/**
 * One branch for each state, each in the order of its part of the index; SQLite merges them row by row and stops after
 * the limit. The index is named, or a deep page would be found by walking from the first.
 */
function walkSql(set: CacheSet, queue: StateQueue, columns: string, where: string): string {
  return branches(set, queue, columns, where).join(' UNION ALL ');
}

function branches(set: CacheSet, queue: StateQueue, columns: string, where: string): string[] {
  const supervised = queue === 'supervised';
  const index = `cases_${set}_${supervised ? 'supervised' : 'queue'}`;
  const partial = supervised ? ' AND supervision IS NOT NULL' : '';
  return QUEUES[queue].map(
    (state) => `SELECT ${columns} FROM cases_${set} INDEXED BY ${index} WHERE state = '${state}'${partial}${where}`,
  );
}

function foundSql(set: CacheSet, queue: StateQueue, columns: string, where: string): string {
  const states = QUEUES[queue].map((state) => `'${state}'`).join(', ');
  const supervised = queue === 'supervised' ? ' AND supervision IS NOT NULL' : '';
  return `SELECT ${columns} FROM cases_${set} NOT INDEXED
    WHERE rid IN (${matchingSql(set)}) AND state IN (${states})${supervised}${where}`;
}

function matchingSql(set: CacheSet): string {
  return `SELECT rowid FROM search_cases_${set} WHERE search_cases_${set} MATCH @match`;
}

/**
 * How many rows the search index has of a match, counted no further than anybody wants to know. Unknown while the index is
 * not complete: rows that are not in it yet must not be missed.
 */
function hitsOf(context: FeedContext, values: Values, most: number): number {
  if (!context.cache.stores.index.complete) return Number.POSITIVE_INFINITY;
  const sql = `SELECT COUNT(*) AS n FROM (${matchingSql(context.cache.live)} LIMIT @most + 1)`;
  return context.statements.one<{ n: number }>(sql, { ...values, most })?.n ?? 0;
}

/** An entry of a queue behind a key with at most so many between; null when there are not so many in any state. */
function endOfWalk(context: FeedContext, queue: StateQueue, key: Ordered | null, walked: number): Ordered | null {
  const most = Math.floor(walked / QUEUES[queue].length);
  const ends = branches(context.cache.live, queue, 'urgency, due_at, id', key ? AFTER : '').map((sql) =>
    context.statements.one<Ordered>(`${sql}${IN_ORDER} LIMIT 1 OFFSET @most`, { ...(key && keyValues(key)), most }),
  );
  return ends
    .filter((end) => end !== undefined)
    .reduce<Ordered | null>((first, end) => (first && isBefore(first, end) ? first : end), null);
}

type ReadRow = CaseColumns & { value: string };

interface Page {
  rows: CaseColumns[];
  /** the key behind which the queue goes on; null at its end */
  next: string | null;
}

/** The first rows of what is asked for; `next` lies behind the last of them, or behind all that was passed. */
export function pageOf(context: FeedContext, asked: Asked, limit: number, bounds = BOUNDS): Page {
  return readRows(context, wayTo(context, asked, bounds), limit, bounds);
}

function readRows(context: FeedContext, { sql, values, words, end }: Way, limit: number, bounds: Bounds): Page {
  const byText = words.length > 0;
  const most = byText ? bounds.read : limit;
  const columns = byText ? `${CASE_COLUMNS}, value` : CASE_COLUMNS;
  const read = context.statements.each<ReadRow>(`${sql(columns)}${IN_ORDER} LIMIT @limit`, { ...values, limit: most });
  const rows: CaseColumns[] = [];
  let passed = 0;
  for (const row of read) {
    passed += 1;
    if (!byText || holdsWords(row, words)) rows.push(row);
    if (rows.length === limit || passed === most) return { rows, next: keyText(row) };
  }
  return { rows, next: end && keyText(end) };
}

function holdsWords(row: ReadRow, words: readonly string[]): boolean {
  return holds(words, searchedCase({ ...row, text: (JSON.parse(row.value) as Case).text }));
}

/** How many rows there are from the key on: exactly, or at least so many. */
export function countOf(context: FeedContext, asked: Asked, bounds = BOUNDS): { n: number; exact: boolean } {
  const way = wayTo(context, asked, bounds);
  if (way.words.length > 0) {
    const { rows, next } = readRows(context, way, bounds.countedByText, bounds);
    return { n: rows.length, exact: next === null };
  }
  const sql = `SELECT COUNT(*) AS n FROM (${way.sql('1')} LIMIT @counted + 1)`;
  const n = context.statements.one<{ n: number }>(sql, { ...way.values, counted: bounds.counted })?.n ?? 0;
  return { n: Math.min(n, bounds.counted), exact: n <= bounds.counted && way.end === null };
}
