import { z } from 'zod';
import { codeSchema, idSchema, latSchema, lonSchema, timeSchema } from '#shared/protocol/common.ts';

/** What a recording is of. Lies sealed in its file as well, so that a file is known without the database. */
export const aboutSchema = z.object({
  id: idSchema,
  channelId: codeSchema,
  channelName: z.string(),
  talker: z.object({ id: codeSchema, name: z.string(), kind: z.string() }),
  startedAt: timeSchema,
  soundAt: timeSchema,
  endedAt: timeSchema.nullable(),
  emergency: z.boolean(),
  lon: lonSchema.nullable(),
  lat: latSchema.nullable(),
  caseId: idSchema.nullable(),
  /** the desk was cut off in the middle, or stopped */
  cut: z.boolean(),
});
export type About = z.infer<typeof aboutSchema>;

/** What is known once the sound is a file. */
export interface Kept {
  soundMs: number;
  bytes: number;
  sha256: string;
  lost: number;
}
