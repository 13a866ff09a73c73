import type { SearchHit } from '#shared/contract/views.ts';
import { CASE_STATES } from '#shared/domain/case.ts';
import { bigrams, normaliseText } from '#shared/domain/search.ts';
import type { Department, Grid, Worker } from '#shared/protocol/entities.ts';
import type { Feed, FeedContext } from './context.ts';

/** up to so many hits are sorted; beyond, the queue's order is walked and membership tested */
const RARE_HITS = 2000;
/** so many rows of each state are walked at most */
const MOST_WALKED = 20_000;

/** The query as FTS5 terms, every one of which must be there; null when nothing can be searched for. */
export function matchExpression(text: string): string | null {
  const terms = bigrams(text).split(' ').filter(Boolean);
  if (terms.length === 0) return null;
  return terms.map((term) => (Array.from(term).length === 1 ? `"${term}"*` : `"${term}"`)).join(' AND ');
}

export const search: Feed<'search'> = (context, { text, limit }) => {
  const match = matchExpression(normaliseText(text));
  if (match === null) return [];
  const others = otherHits(context, match, limit);
  const cases = caseHits(context, match, limit);
  const roomForOthers = Math.max(limit - cases.length, Math.min(others.length, Math.ceil(limit / 4)));
  const shown = others.slice(0, roomForOthers);
  return [...shown, ...cases.slice(0, limit - shown.length)];
};

interface CaseHitRow {
  id: string;
  number: string | null;
  title: string;
  address: string;
  lon: number;
  lat: number;
}
const HIT_COLUMNS = 'id, number, title, address, lon, lat';

function caseHits(context: FeedContext, match: string, limit: number): SearchHit[] {
  const set = context.cache.live;
  const found = context.statements.all<{ rowid: number }>(
    `SELECT rowid FROM search_cases_${set} WHERE search_cases_${set} MATCH ? LIMIT ${RARE_HITS}`,
    match,
  );
  const rows =
    found.length < RARE_HITS
      ? sortedHits(
          context,
          found.map((row) => row.rowid),
          limit,
        )
      : walkedHits(context, match, limit);
  return rows.map((row) => ({
    kind: 'case',
    id: row.id,
    title: row.title,
    detail: [row.number, row.address].filter(Boolean).join(' · '),
    lon: row.lon,
    lat: row.lat,
  }));
}

/** Few hits: all are fetched and put in the queue's order, open cases first. */
function sortedHits(context: FeedContext, rowids: readonly number[], limit: number): CaseHitRow[] {
  return context.statements.all<CaseHitRow>(
    `SELECT ${HIT_COLUMNS} FROM cases_${context.cache.live} WHERE rid IN (SELECT value FROM json_each(?))
      ORDER BY open DESC, urgency, due_at, updated_at DESC LIMIT ?`,
    JSON.stringify(rowids),
    limit,
  );
}

/** A common word: the queue's order is walked state by state, most urgent first, and each row is looked up in the hits. */
function walkedHits(context: FeedContext, match: string, limit: number): CaseHitRow[] {
  const set = context.cache.live;
  const rows: CaseHitRow[] = [];
  for (const state of CASE_STATES) {
    if (rows.length >= limit) break;
    rows.push(
      ...context.statements.all<CaseHitRow>(
        `SELECT ${HIT_COLUMNS} FROM (
           SELECT rid, ${HIT_COLUMNS} FROM cases_${set} INDEXED BY cases_${set}_queue WHERE state = ?
             ORDER BY urgency, due_at, id LIMIT ${MOST_WALKED})
         WHERE rid IN (SELECT rowid FROM search_cases_${set} WHERE search_cases_${set} MATCH ?) LIMIT ?`,
        state,
        match,
        limit - rows.length,
      ),
    );
  }
  return rows;
}

function otherHits(context: FeedContext, match: string, limit: number): SearchHit[] {
  const set = context.cache.live;
  const found = context.statements.all<{ rowid: number }>(
    `SELECT rowid FROM search_others_${set} WHERE search_others_${set} MATCH ? LIMIT ?`,
    match,
    limit,
  );
  return found.flatMap(({ rowid }) =>
    rowid % 2 === 0 ? workerHit(context, rowid / 2) : entityHit(context, (rowid - 1) / 2),
  );
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
