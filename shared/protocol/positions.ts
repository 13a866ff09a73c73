import { z } from 'zod';
import { codeSchema, latSchema, lonSchema, timeSchema } from './common.ts';

/**
 * Why a position was not taken: measured in the future, too long ago, far from the district, too inaccurately, the same as one that
 * was taken, where nobody can have got to so fast, or by somebody off duty.
 */
export const DROP_REASONS = ['future', 'past', 'outside', 'accuracy', 'duplicate', 'jump', 'off-duty'] as const;
export type DropReason = (typeof DROP_REASONS)[number];

const count = z.number().int().min(1).optional();
export const dropCountsSchema = z.object({
  ...{ future: count, past: count, outside: count, accuracy: count },
  ...{ duplicate: count, jump: count, 'off-duty': count },
} satisfies Record<DropReason, z.ZodType>);
export type DropCounts = z.infer<typeof dropCountsSchema>;

/** What was dropped of one worker since their duty began, or (`workerId` null) of all since the gateway started. */
export const droppedPositionsSchema = z.object({
  workerId: codeSchema.nullable(),
  since: timeSchema,
  /** positions taken meanwhile; of all workers only */
  taken: z.number().int().min(0).optional(),
  /** workers of whom something was dropped; of all workers only */
  workers: z.number().int().min(0).optional(),
  counts: dropCountsSchema,
  /** metres, of the position that was taken last; of one worker only, where the terminal said it */
  accuracy: z.number().min(0).optional(),
  /** the last one dropped; none is kept of somebody off duty */
  last: z
    .object({
      reason: z.enum(DROP_REASONS),
      /** when it was measured, as the terminal says */
      t: timeSchema,
      /** when the gateway dropped it */
      at: timeSchema,
      lon: lonSchema,
      lat: latSchema,
      /** metres */
      accuracy: z.number().min(0).optional(),
    })
    .nullable(),
});
export type DroppedPositions = z.infer<typeof droppedPositionsSchema>;
