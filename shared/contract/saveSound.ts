import { z } from 'zod';

/** "OggS": how a page of an Ogg file begins. */
const OGG = [0x4f, 0x67, 0x67, 0x53];
/** an hour of talk has about 12 MB */
const MOST_BYTES = 100_000_000;

/** A recording of the intercom to be kept as a file: a name proposed for it, and its Ogg/Opus bytes. */
export const saveSoundSchema = z.object({
  name: z.string().max(200),
  bytes: z
    .instanceof(Uint8Array)
    .refine((bytes) => bytes.byteLength <= MOST_BYTES && OGG.every((byte, at) => bytes[at] === byte)),
});
export type SaveSound = z.infer<typeof saveSoundSchema>;
