import { z } from 'zod';
import { timeSchema } from '../protocol/common.ts';

/** Names of backups as they lie in `<home>/backups`: by day when made by itself, to the second (UTC) when asked for. */
export const backupNameSchema = z.string().regex(/^station-\d{4}-\d\d-\d\d(-\d{6})?\.db$/);

/** One copy of the desk's database. */
export const backupSchema = z.object({
  name: backupNameSchema,
  at: timeSchema,
  bytes: z.number(),
  kind: z.enum(['daily', 'asked']),
  verified: z.enum(['ok', 'failed', 'not-yet']),
});
export type Backup = z.infer<typeof backupSchema>;

const careJobSchema = z.enum(['backup', 'verify', 'restore']);
export type CareJob = z.infer<typeof careJobSchema>;

/** How the last piece of work on backups that an operator asked for ended. */
export const careOutcomeSchema = z.object({
  job: careJobSchema,
  name: z.string(),
  at: timeSchema,
  ok: z.boolean(),
  /** why not: a message key; null when it went well */
  reason: z.string().nullable(),
  /** of a restore: actions of the backup that may have been sent since and wait for the operator's decision */
  setAside: z.number(),
});
export type CareOutcome = z.infer<typeof careOutcomeSchema>;

/**
 * What happens to backups now. A restore first prepares while the desk works on (`running`), then the station goes away
 * and comes back on the backup, and says so in `last`.
 */
export const careSchema = z.object({
  running: z.object({ job: careJobSchema, name: z.string() }).nullable(),
  last: careOutcomeSchema.nullable(),
});
export type CareStatus = z.infer<typeof careSchema>;

/** Who may put an older state of this desk in place of the present one. */
export const RESTORE_ROLES = ['shift-lead', 'admin'] as const;
