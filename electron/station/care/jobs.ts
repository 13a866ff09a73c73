import { z } from 'zod';

/** What the station gives its second thread to do. Paths are the station's own, never a window's. */
export const jobSchema = z.discriminatedUnion('job', [
  /**
   * moves what the log of the database holds into it, without holding anybody up; a log of `anewFrom` frames and more is begun
   * anew, where whoever writes first would have to wait for the disk
   */
  z.object({ job: z.literal('checkpoint'), file: z.string(), anewFrom: z.number().int().min(1) }),
  /** reads the whole database after an unclean stop */
  z.object({ job: z.literal('check'), file: z.string() }),
  z.object({ job: z.literal('backup'), file: z.string(), folder: z.string(), name: z.string() }),
  z.object({ job: z.literal('verify'), file: z.string() }),
  /** copies a backup beside the database, verified, ready to take its place */
  z.object({ job: z.literal('prepare-restore'), backup: z.string(), home: z.string() }),
]);
export type Job = z.infer<typeof jobSchema>;

/** Frames the log holds, and how many of them are in the database already. */
const walSchema = z.object({ frames: z.number(), moved: z.number() });
export type WalState = z.infer<typeof walSchema>;

export const SOUNDNESS = ['ok', 'damaged', 'newer'] as const;
export type Soundness = (typeof SOUNDNESS)[number];

/** What each job answers. */
export const RESULTS = {
  checkpoint: walSchema,
  check: z.enum(['ok', 'damaged']),
  backup: z.null(),
  verify: z.enum(SOUNDNESS),
  'prepare-restore': z.null(),
} as const satisfies Record<Job['job'], z.ZodType>;
export type Result<K extends Job['job']> = z.infer<(typeof RESULTS)[K]>;

export const taskSchema = z.object({ id: z.number(), work: jobSchema });
export const reportSchema = z.discriminatedUnion('ok', [
  z.object({ id: z.number(), ok: z.literal(true), result: z.unknown() }),
  /** `reason` is a message key where the cause is known */
  z.object({ id: z.number(), ok: z.literal(false), reason: z.string().nullable(), detail: z.string() }),
]);
export type Report = z.infer<typeof reportSchema>;

/** The thread's first word: all that it runs on is loaded. */
export const THREAD_UP = 'up';

/** Work on a backup that did not succeed, with the message key that tells why. */
export class CareFailure extends Error {
  override readonly name = 'CareFailure';
  readonly reason: string;

  constructor(reason: string, detail = '') {
    super(detail === '' ? reason : `${reason}: ${detail}`);
    this.reason = reason;
  }
}
