import { z } from 'zod';

/** A photo to be given to others: drawn anew as JPEG, so that nothing of its file goes on but its pixels. */
export const savePhotoSchema = z.object({
  /** proposed file name, without its extension */
  name: z.string().min(1).max(200),
  bytes: z.instanceof(Uint8Array).refine(({ byteLength }) => byteLength > 0 && byteLength <= 60_000_000),
});
export type SavePhoto = z.infer<typeof savePhotoSchema>;
