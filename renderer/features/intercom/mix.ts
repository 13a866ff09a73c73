import { z } from 'zod';

export const mixSchema = z.object({
  /** 1 is as spoken */
  volume: z.number().min(0).max(2),
  muted: z.boolean(),
  /** −1 left … 1 right */
  pan: z.number().min(-1).max(1),
  /** heard softly, behind the others */
  monitored: z.boolean(),
});
/** How this desk hears a channel. */
export type Mix = z.infer<typeof mixSchema>;
export const PLAIN_MIX: Mix = { volume: 1, muted: false, pan: 0, monitored: false };
