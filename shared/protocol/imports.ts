import { z } from 'zod';
import { codeSchema, idSchema, timeSchema } from './common.ts';

/** Data brought in from files: read, mapped and checked at a desk, taken by the centre as a whole or not at all. */

export const IMPORT_KINDS = ['case', 'grid', 'component', 'department', 'worker', 'category'] as const;
export type ImportKind = (typeof IMPORT_KINDS)[number];

/** Lines, so that fifty thousand rows are read without holding the file twice. */
export const IMPORT_MIME = 'application/x-ndjson';
export const MOST_IMPORT_BYTES = 40_000_000;

/** A batch's file, uploaded as media before: each line one row of the kind's schema (`shared/imports/rows.ts`) as JSON. */
export const importFileSchema = z.object({
  id: idSchema,
  size: z.number().int().min(2).max(MOST_IMPORT_BYTES),
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
});

export type ImportFileRef = z.infer<typeof importFileSchema>;

export const importBatchSchema = z.object({
  id: idSchema,
  version: z.number().int().min(0),
  kind: z.enum(IMPORT_KINDS),
  fileName: z.string(),
  rows: z.number().int().min(0),
  /** of these, rows that replaced one that was there */
  replaced: z.number().int().min(0),
  by: z.object({ id: codeSchema, name: z.string() }),
  at: timeSchema,
  state: z.enum(['applied', 'undone']),
  undone: z.object({ byId: codeSchema, byName: z.string(), at: timeSchema }).optional(),
});
export type ImportBatch = z.infer<typeof importBatchSchema>;

export const MOST_IMPORT_ROWS = 50_000;
/** a case is two rows and a hash: more of them would keep the centre from everything else for seconds */
export const MOST_IMPORT_CASES = 10_000;
export const IMPORT_OPS = {
  /** `entityId` of the op is the batch's id */
  'import.apply': z.object({
    kind: z.enum(IMPORT_KINDS),
    fileName: z.string().trim().min(1).max(200),
    file: importFileSchema,
    rows: z.number().int().min(1).max(MOST_IMPORT_ROWS),
  }),
  /** puts back what was there before; refused when something changed since */
  'import.undo': z.object({ batchId: idSchema }),
} as const satisfies Record<string, z.ZodType>;
