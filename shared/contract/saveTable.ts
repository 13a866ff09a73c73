import { z } from 'zod';

/** A table for a spreadsheet: a name proposed for its file, and its text as CSV. */
export const saveTableSchema = z.object({ name: z.string().max(200), text: z.string().max(50_000_000) });
export type SaveTable = z.infer<typeof saveTableSchema>;

/** How the saving of a file ended; `code` is what the system said. */
export type FileSaved = { state: 'saved'; path: string } | { state: 'cancelled' } | { state: 'failed'; code: string };
