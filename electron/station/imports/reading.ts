import { Worker } from 'node:worker_threads';
import { z } from 'zod';
import {
  IMPORT_ENCODINGS,
  type ImportFile,
  type ImportEncoding,
  type ReadFailure,
} from '#shared/contract/importViews.ts';
import type { FileTable } from './fileTable.ts';

export const readJobSchema = z.object({
  files: z.array(z.object({ name: z.string(), bytes: z.instanceof(Uint8Array) })),
  encoding: z.enum(IMPORT_ENCODINGS).nullable(),
});
export type ReadJob = z.infer<typeof readJobSchema>;
export type ReadOutcome = { ok: true; table: FileTable } | { ok: false; reason: ReadFailure; detail: string };

/** Reads files on a thread of their own; a thread that dies, by too large a file say, is an outcome too. */
export function readApart(
  entry: URL,
  files: readonly ImportFile[],
  encoding: ImportEncoding | null,
): Promise<ReadOutcome> {
  return new Promise((resolve) => {
    const worker = new Worker(entry, {
      workerData: { files, encoding },
      name: 'import',
      resourceLimits: { maxOldGenerationSizeMb: 1024 },
    });
    let outcome: ReadOutcome = { ok: false, reason: 'internal', detail: 'the thread ended without a word' };
    worker.on('message', (message: ReadOutcome) => {
      outcome = message;
    });
    worker.on('error', (error) => {
      outcome = { ok: false, reason: 'internal', detail: String(error).slice(0, 300) };
    });
    worker.on('exit', () => resolve(outcome));
  });
}
