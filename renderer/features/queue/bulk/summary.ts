import type { BulkRow } from '#shared/contract/deskFeeds.ts';

export interface BulkSummary {
  may: BulkRow[];
  /** by reason, the most frequent first */
  refused: { reason: string; rows: BulkRow[] }[];
  /** when the first and the last fall due afterwards; null: no clock runs */
  due: { from: number; to: number } | null;
}

/** What a preview comes to. */
export function summaryOf(rows: readonly BulkRow[]): BulkSummary {
  const may = rows.filter(({ refusal }) => refusal === null);
  const reasons = new Map<string, BulkRow[]>();
  for (const row of rows)
    if (row.refusal !== null) reasons.set(row.refusal, [...(reasons.get(row.refusal) ?? []), row]);
  const times = may.flatMap(({ dueAt }) => (dueAt === null ? [] : [dueAt]));
  return {
    may,
    refused: [...reasons]
      .map(([reason, refusedRows]) => ({ reason, rows: refusedRows }))
      .sort((a, b) => b.rows.length - a.rows.length),
    due: times.length === 0 ? null : { from: Math.min(...times), to: Math.max(...times) },
  };
}
