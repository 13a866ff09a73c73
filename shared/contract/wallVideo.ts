import { z } from 'zod';
import { codeSchema } from '../protocol/common.ts';
import { VIDEO_LAYOUTS, workerTargetSchema } from './video.ts';

/**
 * What a wall shows of video: the `args` of a `wall.cue` with the scene `video`. A worker shows a picture to one desk at a time: it
 * is shown by the walls of that desk, to which its video window lends it, and others say that it is not theirs to show.
 */
export const wallVideoSchema = z.object({
  layout: z.enum(VIDEO_LAYOUTS),
  tiles: z.array(z.object({ kind: z.literal('source'), sourceId: codeSchema }).nullable()).max(16),
  /** beside the sources, each in its tile; a wall of before knows only those */
  workers: z
    .array(z.object({ at: z.number().int().min(0).max(15), target: workerTargetSchema }))
    .max(16)
    .optional(),
  /** instead of the tiles: page after page of these */
  patrol: z
    .object({ sourceIds: z.array(codeSchema).min(1).max(500), seconds: z.number().int().min(5).max(600) })
    .optional(),
});
export type WallVideo = z.infer<typeof wallVideoSchema>;
