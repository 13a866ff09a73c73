import type { Geometry } from 'geojson';
import type { ImportCrs, ImportEncoding, ReadFailure } from '#shared/contract/importViews.ts';

/** A file as a table: cells as text, and the shape of each row where the file has them. */
export interface FileTable {
  headings: string[];
  rows: string[][];
  shapes: (Geometry | null)[] | null;
  /** null for files that have one encoding only */
  encoding: ImportEncoding | null;
  /** as the file itself says */
  crs: ImportCrs | null;
}

/** A file that cannot be read, and why. */
export class ReadTrouble extends Error {
  readonly reason: ReadFailure;

  constructor(reason: ReadFailure) {
    super(reason);
    this.reason = reason;
  }
}
