import type { CommandRow } from '#shared/contract/views.ts';
import { csvOf } from '#shared/tables/table.ts';

/** The receipts that have a column, in its order. */
export const TOLD = ['delivered', 'read', 'accepted', 'arrived', 'done', 'declined', 'failed'] as const;

export interface TableWords {
  head: readonly string[];
  state: (state: CommandRow['state']) => string;
  yes: string;
  time: (at: number) => string;
}

/**
 * The receipts of a command as a table. Notes, photos and places stay out: what a worker writes may speak of a resident, and a
 * file is out of everybody's hands.
 */
export function receiptTable(rows: readonly CommandRow[], words: TableWords): string {
  const lines = rows.map((row) => [
    row.workerId,
    row.name,
    words.state(row.state),
    words.time(row.since),
    row.late ? words.yes : '',
    ...TOLD.map((state) => {
      const at = row.times[state];
      return at === undefined ? '' : words.time(at);
    }),
    row.reply ?? '',
  ]);
  return csvOf({ head: words.head, rows: lines }, words.time);
}
