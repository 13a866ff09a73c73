import { z } from 'zod';

/** How saving a diagnostics bundle ended; `failed` with a message key. */
export const diagnosticsSavedSchema = z.discriminatedUnion('state', [
  z.object({ state: z.literal('saved'), path: z.string(), bytes: z.number() }),
  z.object({ state: z.literal('cancelled') }),
  z.object({
    state: z.literal('failed'),
    reason: z.enum(['bundle-failed', 'bundle-no-room']),
    /** what the system said, as a code */
    code: z.string(),
  }),
]);
export type DiagnosticsSaved = z.infer<typeof diagnosticsSavedSchema>;

const versionsSchema = z.record(z.string(), z.string());

/** What the process that makes a bundle is told by whoever started it. */
export const diagnosticsOrderSchema = z.object({
  /** the data folder */
  home: z.string().min(1),
  /** where the bundle goes */
  target: z.string().min(1),
  /** where the runtime keeps its own SQLite, '' outside Electron */
  resourcesPath: z.string(),
  /** of the app and of what it runs on */
  versions: versionsSchema,
  /** the station's status as it tells windows; null while no station answers */
  status: z.unknown(),
});
export type DiagnosticsOrder = z.infer<typeof diagnosticsOrderSchema>;
