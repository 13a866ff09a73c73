import { z } from 'zod';
import { IMPORT_TROUBLES, type ImportTroubleReason } from '../imports/troubles.ts';

import { IMPORT_KINDS, importBatchSchema } from '../protocol/imports.ts';

/** How a desk reads a file of rows, corrects it and hands it to the centre. */

export const IMPORT_ENCODINGS = ['utf-8', 'gb18030'] as const;
export type ImportEncoding = (typeof IMPORT_ENCODINGS)[number];
/** Degrees, or Gauss-Krüger metres on CGCS2000 in zones of 3 or 6 degrees. */
export const IMPORT_CRS = ['wgs84', 'gcj02', 'bd09', 'cgcs2000', 'gk3', 'gk6'] as const;
export const importCrsSchema = z.object({
  system: z.enum(IMPORT_CRS),
  /** of `gk3` 25–45, of `gk6` 13–23 */
  zone: z.number().int().min(13).max(45).optional(),
});
export type ImportCrs = z.infer<typeof importCrsSchema>;

/** Why a file cannot be read at all. */
export const READ_FAILURES = [
  'unknown-kind',
  'too-large',
  'empty',
  'too-many-rows',
  'broken-csv',
  'broken-xlsx',
  'broken-geojson',
  'broken-shapefile',
  'no-table',
  'internal',
] as const;
export type ReadFailure = (typeof READ_FAILURES)[number];

export const MOST_FILE_BYTES = 60_000_000;
/** rows of the table that are shown */
export const SHOWN_ROWS = 200;

const fileSchema = z.object({
  name: z.string().min(1).max(200),
  bytes: z.instanceof(Uint8Array).refine(({ byteLength }) => byteLength <= MOST_FILE_BYTES, { error: 'too-large' }),
});
export type ImportFile = z.infer<typeof fileSchema>;

/** What an operator does to the file that lies open. */
export const importStepSchema = z.discriminatedUnion('do', [
  z.object({ do: z.literal('open'), kind: z.enum(IMPORT_KINDS), files: z.array(fileSchema).min(1).max(8) }),
  z.object({ do: z.literal('encoding'), encoding: z.enum(IMPORT_ENCODINGS) }),
  z.object({ do: z.literal('crs'), crs: importCrsSchema }),
  /** which field a column holds; null: none */
  z.object({ do: z.literal('map'), column: z.number().int().min(0).max(500), field: z.string().max(40).nullable() }),
  z.object({
    do: z.literal('correct'),
    row: z.number().int().min(0),
    column: z.number().int().min(0).max(500),
    text: z.string().max(4000),
  }),
  z.object({ do: z.literal('drop') }),
]);
export type ImportStep = z.infer<typeof importStepSchema>;

const reasonSchema = z.enum(Object.keys(IMPORT_TROUBLES) as [ImportTroubleReason, ...ImportTroubleReason[]]);
const rowSchema = z.object({
  /** place in the file, from 0; the heading is not counted */
  n: z.number(),
  cells: z.array(z.string()),
  troubles: z.array(z.object({ field: z.string(), reason: reasonSchema, value: z.string() })),
});
export type ImportRowView = z.infer<typeof rowSchema>;

export const importDraftSchema = z.object({
  kind: z.enum(IMPORT_KINDS),
  fileName: z.string(),
  reading: z.boolean(),
  failure: z.enum(READ_FAILURES).nullable(),
  encoding: z.enum(IMPORT_ENCODINGS).nullable(),
  crs: importCrsSchema,
  /** the file said so itself */
  crsTold: z.boolean(),
  headings: z.array(z.string()),
  mapping: z.array(z.string().nullable()),
  /** fields that no column holds though every row must have them */
  missing: z.array(z.string()),
  rows: z.number(),
  fresh: z.number(),
  replacing: z.number(),
  wrong: z.number(),
  corrected: z.number(),
  /** the first of the file */
  first: z.array(rowSchema),
  /** the first of those that are wrong */
  wrongRows: z.array(rowSchema),
});
export type ImportDraft = z.infer<typeof importDraftSchema>;

export const importBatchViewSchema = importBatchSchema.extend({
  /** it waits here for the centre */
  waiting: z.boolean(),
  /** its taking back waits here for the centre */
  undoing: z.boolean(),
});
export type ImportBatchView = z.infer<typeof importBatchViewSchema>;

export const importKeepSchema = z.object({ leaveWrong: z.boolean() });

export const IMPORT_FEEDS = {
  /** the file that lies open at this desk; null: none */
  'import.draft': { input: z.object({}), output: importDraftSchema.nullable(), topics: ['imports', 'catalogue'] },
  /** newest first, those that wait here before all others */
  'import.list': { input: z.object({}), output: z.array(importBatchViewSchema), topics: ['imports', 'outbox'] },
} as const;
