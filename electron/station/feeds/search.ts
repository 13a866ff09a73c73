import type { SearchHit } from '#shared/contract/views.ts';
import { type Case, CASE_STATES } from '#shared/domain/case.ts';
import { bigrams, normaliseText } from '#shared/domain/search.ts';
import type { Department, Grid, Worker } from '#shared/protocol/entities.ts';
import type { Feed, FeedContext } from './context.ts';

/** up to so many hits are sorted; beyond, the queue's order is walked and membership tested */
const RARE_HITS = 2000;
/** so many workers, grids and departments are looked at */
const MOST_OTHERS = 300;
/** so many rows of each state are walked at most */
const MOST_WALKED = 20_000;

/** The query as FTS5 terms, every one of which must be there; null when nothing can be searched for. */
export function matchExpression(text: string): string | null {
  const terms = bigrams(text).split(' ').filter(Boolean);
  if (terms.length === 0) return null;
  return terms.map((term) => (Array.from(term).length === 1 ? `"${term}"*` : `"${term}"`)).join(' AND ');
}

/**
 * Hits of cases, workers, grids and departments. What is named exactly comes first; pairs of characters only tell where
 * to look, so that every hit is checked to hold each word of the query as it was typed.
 */
export const search: Feed<'search'> = (context, { text, limit }) => {
  const query = normaliseText(text);
  const match = matchExpression(query);
  if (match === null) return [];
  const words = query.split(/[^\p{L}\p{N}]+/u).filter(Boolean);
  const others = [...exactOthers(context, text.trim()), ...otherHits(context, match, words)];
  const cases = [...numberedCases(context, query, limit), ...caseHits(context, match, words, limit)];
  const roomForOthers = Math.max(limit - cases.length, Math.min(others.length, Math.ceil(limit / 4)));
  const shown = distinct(others).slice(0, roomForOthers);
  return [...shown, ...distinct(cases).slice(0, limit - shown.length)];
};

function distinct(hits: readonly SearchHit[]): SearchHit[] {
  return [...new Map(hits.map((hit) => [`${hit.kind}:${hit.id}`, hit])).values()];
}

function holds(words: readonly string[], ...texts: (string | null)[]): boolean {
  const whole = normaliseText(texts.join(' '));
  return words.every((word) => whole.includes(word));
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

function caseHits(context: FeedContext, match: string, words: readonly string[], limit: number): SearchHit[] {
  const set = context.cache.live;
  const found = context.statements.all<{ rowid: number }>(
    `SELECT rowid FROM search_cases_${set} WHERE search_cases_${set} MATCH ? LIMIT ${RARE_HITS}`,
    match,
  );
  const rowids = found.map((row) => row.rowid);
  const rows = found.length < RARE_HITS ? sortedHits(context, rowids) : walkedHits(context, match);
  const hits: SearchHit[] = [];
  for (const row of rows) {
    if (!holds(words, row.number, row.title, row.address, (JSON.parse(row.value) as Case).text)) continue;
    hits.push(toCaseHit(row));
    if (hits.length >= limit) break;
  }
  return hits;
}

/** Few hits: all are fetched and put in the queue's order, open cases first. */
function sortedHits(context: FeedContext, rowids: readonly number[]): Iterable<CaseHitRow> {
  return context.statements.each<CaseHitRow>(
    `SELECT ${HIT_COLUMNS} FROM cases_${context.cache.live} WHERE rid IN (SELECT value FROM json_each(?))
      ORDER BY open DESC, urgency, due_at, updated_at DESC`,
    JSON.stringify(rowids),
  );
}

/** A common word: the queue's order is walked state by state, most urgent first, and each row is looked up in the hits. */
function* walkedHits(context: FeedContext, match: string): Iterable<CaseHitRow> {
  const set = context.cache.live;
  for (const state of CASE_STATES) {
    yield* context.statements.each<CaseHitRow>(
      `SELECT ${HIT_COLUMNS} FROM (
         SELECT rid, ${HIT_COLUMNS} FROM cases_${set} INDEXED BY cases_${set}_queue WHERE state = ?
           ORDER BY urgency, due_at, id LIMIT ${MOST_WALKED})
       WHERE rid IN (SELECT rowid FROM search_cases_${set} WHERE search_cases_${set} MATCH ?)`,
      state,
      match,
    );
  }
}

/** A worker, grid or department whose code was typed. */
function exactOthers(context: FeedContext, code: string): SearchHit[] {
  const set = context.cache.live;
  const worker = context.statements.one<{ rid: number }>(`SELECT rid FROM workers_${set} WHERE id = ?`, code);
  const entities = context.statements.all<{ rid: number }>(
    `SELECT rid FROM entities_${set} WHERE entity IN ('grid', 'department') AND id = ?`,
    code,
  );
  return [...(worker ? workerHit(context, worker.rid) : []), ...entities.flatMap(({ rid }) => entityHit(context, rid))];
}

function otherHits(context: FeedContext, match: string, words: readonly string[]): SearchHit[] {
  const set = context.cache.live;
  const found = context.statements.all<{ rowid: number }>(
    `SELECT rowid FROM search_others_${set} WHERE search_others_${set} MATCH ? LIMIT ${MOST_OTHERS}`,
    match,
  );
  return found
    .flatMap(({ rowid }) => (rowid % 2 === 0 ? workerHit(context, rowid / 2) : entityHit(context, (rowid - 1) / 2)))
    .filter((hit) => holds(words, hit.id, hit.title, hit.detail));
}

function workerHit(context: FeedContext, rid: number): SearchHit[] {
  const row = context.statements.one<{ value: string }>(
    `SELECT value FROM workers_${context.cache.live} WHERE rid = ?`,
    rid,
  );
  if (!row) return [];
  const worker = JSON.parse(row.value) as Worker;
  const fix = context.fleet.fix(worker.index);
  const detail = `${worker.id} · ${worker.gridCode}`;
  return [{ kind: 'worker', id: worker.id, title: worker.name, detail, lon: fix?.lon ?? null, lat: fix?.lat ?? null }];
}

function entityHit(context: FeedContext, rid: number): SearchHit[] {
  const row = context.statements.one<{ entity: string; id: string; value: string }>(
    `SELECT entity, id, value FROM entities_${context.cache.live} WHERE rid = ?`,
    rid,
  );
  if (!row) return [];
  if (row.entity === 'grid') {
    const grid = JSON.parse(row.value) as Grid;
    return [{ kind: 'grid', id: grid.code, title: grid.name, detail: grid.code, lon: null, lat: null }];
  }
  const department = JSON.parse(row.value) as Department;
  const { code, zh, en } = department;
  return [{ kind: 'department', id: code, title: zh, detail: en, lon: null, lat: null }];
}
