import type { CommandRow } from '#shared/contract/views.ts';

/** What makes a spreadsheet read a cell as a formula. */
const FORMULA = /^[=+\-@\t\r]/;
/** By it a spreadsheet knows that the text is UTF-8. */
const BYTE_ORDER_MARK = '\uFEFF';

/** A cell of a CSV table (RFC 4180); what a spreadsheet would run is made plain text. */
function cell(value: string): string {
  const plain = FORMULA.test(value) ? `'${value}` : value;
  return /["\n\r,]/.test(plain) ? `"${plain.replaceAll('"', '""')}"` : plain;
}

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
  return BYTE_ORDER_MARK + [words.head, ...lines].map((line) => `${line.map(cell).join(',')}\r\n`).join('');
}
