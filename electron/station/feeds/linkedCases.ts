import { CASE_COLUMNS, type CaseColumns, toCaseRow } from '../cache/caseStore.ts';
import { idBytes } from '../cache/historyLine.ts';
import { ROW_MAJOR } from '../db/cacheTables.ts';
import type { Feed, FeedContext } from './context.ts';

const MOST_LISTED = 200;

/** The major incident that a case is, or stands under, and the cases under it. */
export const caseLinked: Feed<'case.linked'> = (context, { id }) => {
  const majorId = context.cache.stores.cases.get(id)?.shown.majorId ?? null;
  const set = context.cache.live;
  const rows = context.statements.all<CaseColumns>(
    `SELECT ${CASE_COLUMNS} FROM cases_${set} INDEXED BY cases_${set}_major
      WHERE ${ROW_MAJOR} = ? AND ${ROW_MAJOR} IS NOT NULL ORDER BY id LIMIT ${MOST_LISTED + 1}`,
    majorId ?? id,
  );
  const isAny = majorId !== null || rows.length > 0;
  const major = isAny ? rowOf(context, majorId ?? id) : null;
  const listed = rows.slice(0, MOST_LISTED);
  const all = new Set([majorId ?? id, ...listed.map((row) => row.id)]);
  return {
    major,
    rows: listed.map(toCaseRow),
    more: rows.length > MOST_LISTED,
    lines: [...all].reduce((sum, one) => sum + linesOf(context, one), 0),
  };
};

function rowOf(context: FeedContext, id: string) {
  const row = context.statements.one<CaseColumns>(
    `SELECT ${CASE_COLUMNS} FROM cases_${context.cache.live} WHERE id = ?`,
    id,
  );
  return row ? toCaseRow(row) : null;
}

/** Lines of a case's history: they are numbered from 1. */
function linesOf(context: FeedContext, id: string): number {
  const row = context.statements.one<{ n: number | null }>(
    `SELECT MAX(n) AS n FROM case_events_${context.cache.live} WHERE case_id = ?`,
    idBytes(id),
  );
  return row?.n ?? 0;
}
