import { z } from 'zod';
import { TRACK_FORMATS } from '../geo/track.ts';

const MOST_BYTES = 50_000_000;
const name = z.string().max(200);
/** A table for a spreadsheet: a name proposed for its file, and its text as CSV or its bytes as XLSX (shared/tables); or a way. */
export const saveTableSchema = z.union([
  z.object({ name, text: z.string().max(MOST_BYTES) }),
  z.object({ name, track: z.string().max(MOST_BYTES), format: z.enum(TRACK_FORMATS) }),
  z.object({ name, bytes: z.instanceof(Uint8Array).refine(({ length }) => length <= MOST_BYTES) }),
]);
export type SaveTable = z.infer<typeof saveTableSchema>;

/** How the saving of a file ended; `code` is what the system said. */
export type FileSaved = { state: 'saved'; path: string } | { state: 'cancelled' } | { state: 'failed'; code: string };
