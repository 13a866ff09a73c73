import { z } from 'zod';
import { codeSchema, reasonSchema, timeSchema } from './common.ts';

/** Looks at where workers were, each with a reason, each audited before anything is shown. */

/** workers whose ways one look may open or one file hold */
export const MOST_TRACKS = 300;

const span = { from: timeSchema, to: timeSchema };
const workerIds = z.array(codeSchema).min(1).max(MOST_TRACKS);

export const TRAIL_OPS = {
  'trail.look-up': z.object({ workerId: codeSchema, ...span, reason: reasonSchema }),
  /** who was near the place of a case (`entityId`): a look-up of each of these workers */
  'trail.near': z.object({ workerIds, ...span, reason: reasonSchema }),
  /** everybody's, for a replay of the district */
  'trail.district': z.object({ ...span, reason: reasonSchema }),
  /** ways of these workers for a file: a line for each of them */
  'trail.export': z.object({ workerIds, ...span, reason: reasonSchema }),
} as const;

/** The longest time a question of who was near a place (`query` of kind `trail-near`) may span, ms. */
export const MOST_NEAR_MS = 6 * 3_600_000;

/** A row of `query` of kind `trails`: points of many workers. */
export const trailPageSchema = z.object({
  /** whose points follow one another, and how many of each */
  workers: z.array(z.tuple([codeSchema, z.number().int().min(0)])),
  /** 16 bytes a point, little endian: f64 ms since the epoch, i32 lon·1e7, i32 lat·1e7 */
  points: z.instanceof(Uint8Array),
});
export type TrailPage = z.infer<typeof trailPageSchema>;
