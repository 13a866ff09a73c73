import type { ImportCrs, ImportEncoding, ImportFile, ReadFailure } from '#shared/contract/importViews.ts';
import type { ImportKind } from '#shared/protocol/imports.ts';
import type { FileTable } from './fileTable.ts';

/** The file that lies open, and what the operator said of it. */
export interface OpenFile {
  kind: ImportKind;
  fileName: string;
  files: readonly ImportFile[];
  /** as chosen; null: as found out */
  encoding: ImportEncoding | null;
  /** null while it is read, or when it cannot be */
  table: FileTable | null;
  failure: ReadFailure | null;
  crs: ImportCrs;
  /** which field each column holds */
  mapping: readonly (string | null)[];
  /** `row:column` → what it says now */
  corrections: Map<string, string>;
  /** a row with its corrections */
  cellsOf(row: number): string[];
}

/** Whether the file's own shapes tell where things are. */
export function placedByFile({ table }: Pick<OpenFile, 'table'>): boolean {
  return table?.shapes?.some((shape) => shape !== null) ?? false;
}
