/** A table as it is written for a spreadsheet: the one place that writes CSV and XLSX, for whoever exports or reports. */
import writeXlsxFile, { type CellObject, type SheetData } from 'write-excel-file/universal';

/** A moment is told apart from a number: `at` is ms since the epoch. A number may say how a spreadsheet shows it. */
export type TableCell = string | number | null | { at: number } | { number: number; format: string };

export interface TableSheet {
  /** at most 31 characters in a spreadsheet; what does not fit is cut */
  name: string;
  head: readonly string[];
  rows: readonly (readonly TableCell[])[];
  /** in characters, by column; as wide as usual where there is none */
  widths?: readonly (number | undefined)[];
}

/** What makes a spreadsheet read a cell as a formula. */
const FORMULA = /^[=+\-@\t\r]/;
/** By it a spreadsheet knows that the text is UTF-8. */
const BYTE_ORDER_MARK = '\uFEFF';

/** RFC 4180; what a spreadsheet would run is made plain text. */
function csvCell(cell: TableCell, time: (at: number) => string): string {
  if (cell === null) return '';
  if (typeof cell === 'number') return String(cell);
  if (typeof cell === 'object' && 'number' in cell) return String(cell.number);
  const value = typeof cell === 'string' ? cell : time(cell.at);
  const plain = FORMULA.test(value) ? `'${value}` : value;
  return /["\n\r,]/.test(plain) ? `"${plain.replaceAll('"', '""')}"` : plain;
}

/** @param time how a moment is written */
export function csvOf({ head, rows }: Pick<TableSheet, 'head' | 'rows'>, time: (at: number) => string): string {
  return (
    BYTE_ORDER_MARK + [head, ...rows].map((row) => `${row.map((cell) => csvCell(cell, time)).join(',')}\r\n`).join('')
  );
}

const NAME_LENGTH = 31;
/** what a sheet's name may not hold */
const NAME_UNFIT = /[\\/?*[\]:]/g;
/** the most a cell may hold */
const CELL_LENGTH = 32_767;
const MINUTE = 60_000;

/** Text is written as text, so that nothing in it is ever run. */
function xlsxCell(cell: TableCell, offsetMinutes: (at: number) => number): CellObject | null {
  if (cell === null || cell === '') return null;
  if (typeof cell === 'number') return { value: cell, type: Number };
  if (typeof cell === 'string') return { value: cell.slice(0, CELL_LENGTH), type: String };
  if ('number' in cell) return { value: cell.number, type: Number, format: cell.format };
  // A spreadsheet knows no time zones: the moment is written as the clock on the wall shows it.
  const wall = new Date(cell.at - offsetMinutes(cell.at) * MINUTE);
  return { value: wall, type: Date, format: 'yyyy-mm-dd hh:mm:ss' };
}

/** @param offsetMinutes UTC − local time at a moment, as `Date.getTimezoneOffset` has it */
export async function xlsxOf(
  sheets: readonly TableSheet[],
  offsetMinutes: (at: number) => number = (at) => new Date(at).getTimezoneOffset(),
): Promise<Uint8Array<ArrayBuffer>> {
  const written = sheets.map(({ name, head, rows, widths = [] }) => {
    const first = head.map((words): CellObject => ({ value: words, type: String, fontWeight: 'bold' }));
    const data: SheetData = [first, ...rows.map((row) => row.map((cell) => xlsxCell(cell, offsetMinutes)))];
    const columns = head.map((_, column) => (widths[column] === undefined ? {} : { width: widths[column] }));
    const fitting = name.replace(NAME_UNFIT, ' ').trim().slice(0, NAME_LENGTH) || 'Sheet';
    return { data, sheet: fitting, columns, stickyRowsCount: 1 };
  });
  const blob: { arrayBuffer(): Promise<ArrayBuffer> } = await writeXlsxFile(written).toBlob();
  return new Uint8Array(await blob.arrayBuffer());
}
