import type { SearchHit } from '#shared/contract/views.ts';
import type { Case } from '#shared/domain/case.ts';
import { normaliseText } from '#shared/domain/search.ts';
import { holds, queryTerms, type Searched, wordsOf } from '#shared/domain/searchTerms.ts';
import { OPEN_STATES } from '#shared/domain/transitions.ts';
import type { Department, Grid, Worker } from '#shared/protocol/entities.ts';
import { searchedCase, searchedDepartment, searchedGrid, searchedWorker } from '../cache/searched.ts';
import { facetTerm } from '../cache/searchIndex.ts';
import type { Feed, FeedContext } from './context.ts';

/** so many open hits are fetched and sorted; a word with more is common */
const RARE_HITS = 1000;
/** so many candidates are looked at: terms only tell where to look */
const MOST_LOOKED_AT = 3000;
/** so many open cases are looked through for a common word */
const MOST_WALKED = 2000;

/** A query as it is typed: its words, and the index's terms as an FTS5 expression, every one of which must be there. */
interface Query {
  words: string[];
  match: string;
}

/** Terms as an FTS5 expression; null without any. */
export function matchAll(terms: readonly string[]): string | null {
  return terms.length === 0 ? null : terms.map((term) => `"${term}"`).join(' AND ');
}

/** Hits of cases, workers, grids and departments. What is named exactly comes first, then open cases as queued, then ended. */
export const search: Feed<'search'> = (context, { text, limit }) => {
  const match = matchAll(queryTerms(text));
  if (match === null) return [];
  const query = { words: wordsOf(text), match };
  const others = [...exactOthers(context, text.trim()), ...otherHits(context, query, limit)];
  const numbered = numberedCases(context, normaliseText(text), limit);
  const cases = numbered.length > 0 ? numbered : caseHits(context, query, limit);
  const roomForOthers = Math.max(limit - cases.length, Math.min(others.length, Math.ceil(limit / 4)));
  const shown = distinct(others).slice(0, roomForOthers);
  return [...shown, ...distinct(cases).slice(0, limit - shown.length)];
};

function distinct(hits: readonly SearchHit[]): SearchHit[] {
  return [...new Map(hits.map((hit) => [`${hit.kind}:${hit.id}`, hit])).values()];
}

interface CaseHitRow {
  id: string;
  number: string | null;
  title: string;
  address: string;
  lon: number;
  lat: number;
  value: string;
}
const HIT_COLUMNS = 'id, number, title, address, lon, lat, value';

function toCaseHit(row: CaseHitRow): SearchHit {
  const detail = [row.number, row.address].filter(Boolean).join(' · ');
  return { kind: 'case', id: row.id, title: row.title, detail, lon: row.lon, lat: row.lat };
}

/** Cases whose number begins with the query: an index tells at once. */
function numberedCases(context: FeedContext, query: string, limit: number): SearchHit[] {
  if (!/^\d{6,}$/.test(query)) return [];
  const set = context.cache.live;
  return context.statements
    .all<CaseHitRow>(
      `SELECT ${HIT_COLUMNS} FROM cases_${set} INDEXED BY cases_${set}_number
        WHERE number >= ? AND number < ? ORDER BY number LIMIT ?`,
      query,
      `${query}:`,
      limit,
    )
    .map(toCaseHit);
}

/**
 * Open cases in the queue's order: a rare word's hits are fetched and sorted; for a common one the queue is walked, since
 * what is most urgent is wanted and a hit is never far. Ended cases follow, the newest first.
 */
function caseHits(context: FeedContext, query: Query, limit: number): SearchHit[] {
  const open = candidates(context, query, '1', RARE_HITS);
  const common = open.length === RARE_HITS;
  const walked = common ? holding(walkQueue(context), query, limit) : [];
  const sorted = walked.length < limit ? holding(sortedHits(context, open), query, limit) : [];
  const hits = distinct([...walked, ...sorted]);
  if (hits.length >= limit) return hits;
  return [...hits, ...holding(endedHits(context, query), query, limit - hits.length)];
}

function candidatesSql(context: FeedContext): string {
  const index = `search_cases_${context.cache.live}`;
  return `SELECT rowid FROM ${index} WHERE ${index} MATCH ? ORDER BY rowid DESC LIMIT ?`;
}

/** Rows of open ('1') or ended ('0') cases that have all terms, the newest first. */
function candidates(context: FeedContext, { match }: Query, open: '0' | '1', most: number): number[] {
  const expression = `"${facetTerm('open', open)}" AND ${match}`;
  return context.statements.all<{ rowid: number }>(candidatesSql(context), expression, most).map(({ rowid }) => rowid);
}

function* endedHits(context: FeedContext, query: Query): Iterable<CaseHitRow> {
  const set = context.cache.live;
  for (const rid of candidates(context, query, '0', MOST_LOOKED_AT)) {
    const row = context.statements.one<CaseHitRow>(`SELECT ${HIT_COLUMNS} FROM cases_${set} WHERE rid = ?`, rid);
    if (row) yield row;
  }
}

function holding(rows: Iterable<CaseHitRow>, { words }: Query, limit: number): SearchHit[] {
  const hits: SearchHit[] = [];
  for (const row of rows) {
    if (!holds(words, searchedCase({ ...row, text: (JSON.parse(row.value) as Case).text }))) continue;
    hits.push(toCaseHit(row));
    if (hits.length >= limit) break;
  }
  return hits;
}

/** Hits in the queue's order. */
function sortedHits(context: FeedContext, rowids: readonly number[]): Iterable<CaseHitRow> {
  return context.statements.each<CaseHitRow>(
    `SELECT ${HIT_COLUMNS} FROM cases_${context.cache.live} WHERE rid IN (SELECT value FROM json_each(?))
      ORDER BY urgency, due_at, id`,
    JSON.stringify(rowids),
  );
}

/** Open cases, most urgent first, merged from the states' parts of the queue's index. */
function walkQueue(context: FeedContext): Iterable<CaseHitRow> {
  const set = context.cache.live;
  const branches = OPEN_STATES.map(
    (state) =>
      `SELECT ${HIT_COLUMNS}, urgency, due_at FROM cases_${set} INDEXED BY cases_${set}_queue WHERE state = '${state}'`,
  );
  return context.statements.each<CaseHitRow>(
    `${branches.join(' UNION ALL ')} ORDER BY urgency, due_at, id LIMIT ${MOST_WALKED}`,
  );
}

/** A worker, grid or department whose code was typed. */
function exactOthers(context: FeedContext, code: string): SearchHit[] {
  const set = context.cache.live;
  const worker = context.statements.one<{ rid: number }>(`SELECT rid FROM workers_${set} WHERE id = ?`, code);
  const entities = context.statements.all<{ rid: number }>(
    `SELECT rid FROM entities_${set} WHERE entity IN ('grid', 'department') AND id = ?`,
    code,
  );
  const found = [worker ? workerOf(context, worker.rid) : null, ...entities.map(({ rid }) => entityOf(context, rid))];
  return found.flatMap((other) => (other ? [other.hit] : []));
}

function otherHits(context: FeedContext, { words, match }: Query, limit: number): SearchHit[] {
  const hits: SearchHit[] = [];
  for (const rowid of othersMatching(context, match)) {
    const other = rowid % 2 === 0 ? workerOf(context, rowid / 2) : entityOf(context, (rowid - 1) / 2);
    if (other && holds(words, other.searched)) hits.push(other.hit);
    if (hits.length >= limit) break;
  }
  return hits;
}

function othersMatching(context: FeedContext, match: string): number[] {
  const index = `search_others_${context.cache.live}`;
  return context.statements
    .all<{ rowid: number }>(`SELECT rowid FROM ${index} WHERE ${index} MATCH ? LIMIT ${MOST_LOOKED_AT}`, match)
    .map(({ rowid }) => rowid);
}

/** Workers who are found by a text, whoever is on duty first, at most so many. */
export function workersHolding(context: FeedContext, text: string, most: number): Worker[] {
  const match = matchAll(queryTerms(text));
  if (match === null) return [];
  const words = wordsOf(text);
  return othersMatching(context, match)
    .filter((rowid) => rowid % 2 === 0)
    .flatMap((rowid) => workerAt(context, rowid / 2) ?? [])
    .filter((worker) => holds(words, searchedWorker(worker)))
    .sort((a, b) => Number(b.onDuty) - Number(a.onDuty) || a.id.localeCompare(b.id))
    .slice(0, most);
}

function workerAt(context: FeedContext, rid: number): Worker | null {
  const row = context.statements.one<{ value: string }>(
    `SELECT value FROM workers_${context.cache.live} WHERE rid = ?`,
    rid,
  );
  return row ? (JSON.parse(row.value) as Worker) : null;
}

/** A worker, grid or department: how it is shown, and what it is found by. */
interface Other {
  hit: SearchHit;
  searched: Searched;
}

function workerOf(context: FeedContext, rid: number): Other | null {
  const worker = workerAt(context, rid);
  if (!worker) return null;
  const { id, name, gridCode } = worker;
  const { lon = null, lat = null } = context.fleet.fix(worker.index) ?? {};
  return {
    hit: { kind: 'worker', id, title: name, detail: `${id} · ${gridCode}`, lon, lat },
    searched: searchedWorker(worker),
  };
}

function entityOf(context: FeedContext, rid: number): Other | null {
  const row = context.statements.one<{ entity: string; value: string }>(
    `SELECT entity, value FROM entities_${context.cache.live} WHERE rid = ?`,
    rid,
  );
  if (!row) return null;
  if (row.entity === 'grid') {
    const grid = JSON.parse(row.value) as Grid;
    const { code, name } = grid;
    return {
      hit: { kind: 'grid', id: code, title: name, detail: code, lon: null, lat: null },
      searched: searchedGrid(grid),
    };
  }
  const department = JSON.parse(row.value) as Department;
  const { code, zh, en } = department;
  return {
    hit: { kind: 'department', id: code, title: zh, detail: en, lon: null, lat: null },
    searched: searchedDepartment(department),
  };
}
