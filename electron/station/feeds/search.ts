import type { SearchHit } from '#shared/contract/views.ts';
import type { Case } from '#shared/domain/case.ts';
import { OPEN_STATES } from '#shared/domain/transitions.ts';
import { bigrams, normaliseText } from '#shared/domain/search.ts';
import type { Department, Grid, Worker } from '#shared/protocol/entities.ts';
import type { Feed, FeedContext } from './context.ts';

/** so many hits are fetched and sorted; a word with more is common */
const RARE_HITS = 1000;
/** so many workers, grids and departments are looked at */
const MOST_OTHERS = 300;
/** so many open cases are looked through for a common word */
const MOST_WALKED = 2000;

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
  const numbered = numberedCases(context, query, limit);
  const cases = numbered.length > 0 ? numbered : caseHits(context, match, words, limit);
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

/**
 * A rare word: its hits are fetched and put in the queue's order. A common one: the queue's order is walked first, since
 * what is most urgent is wanted and a hit is never far; then the newest hits fill what is left.
 */
function caseHits(context: FeedContext, match: string, words: readonly string[], limit: number): SearchHit[] {
  const set = context.cache.live;
  const rowids = context.statements
    .all<{ rowid: number }>(
      `SELECT rowid FROM search_cases_${set} WHERE search_cases_${set} MATCH ? ORDER BY rowid DESC LIMIT ${RARE_HITS}`,
      match,
    )
    .map((row) => row.rowid);
  const common = rowids.length === RARE_HITS;
  const walked = common ? holding(walkQueue(context), words, limit) : [];
  if (walked.length >= limit) return walked;
  return [...walked, ...holding(sortedHits(context, rowids), words, limit)];
}

function holding(rows: Iterable<CaseHitRow>, words: readonly string[], limit: number): SearchHit[] {
  const hits: SearchHit[] = [];
  for (const row of rows) {
    if (!holds(words, row.number, row.title, row.address, (JSON.parse(row.value) as Case).text)) continue;
    hits.push(toCaseHit(row));
    if (hits.length >= limit) break;
  }
  return hits;
}

/** Hits in the queue's order, open cases first. */
function sortedHits(context: FeedContext, rowids: readonly number[]): Iterable<CaseHitRow> {
  return context.statements.each<CaseHitRow>(
    `SELECT ${HIT_COLUMNS} FROM cases_${context.cache.live} WHERE rid IN (SELECT value FROM json_each(?))
      ORDER BY open DESC, urgency, due_at, updated_at DESC`,
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
