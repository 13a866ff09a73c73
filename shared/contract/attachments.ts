import { z } from 'zod';

/** What an operator may attach to a command, and how a window hands it to the station. */

export const ATTACH = {
  /** of one command */
  most: 9,
  /** a worker loads it over a phone's network */
  photoBytes: 5_000_000,
  audioBytes: 2_000_000,
  audioSeconds: 120,
  /** the longer side of a photo, pixels */
  photoPixels: 2560,
} as const;

/** Both mimes without parameters, as the centre keeps them. */
export const attachmentSchema = z
  .discriminatedUnion('kind', [
    z.object({ kind: z.literal('photo'), mime: z.enum(['image/jpeg', 'image/png', 'image/webp']), bytes: bytes() }),
    z.object({ kind: z.literal('audio'), mime: z.enum(['audio/webm', 'audio/ogg', 'audio/mp4']), bytes: bytes() }),
  ])
  .refine(({ kind, bytes }) => bytes.byteLength <= (kind === 'photo' ? ATTACH.photoBytes : ATTACH.audioBytes), {
    error: 'too-large',
  });
export type Attachment = z.infer<typeof attachmentSchema>;

function bytes() {
  return z.instanceof(Uint8Array).refine(({ byteLength }) => byteLength > 0, { error: 'empty' });
}
