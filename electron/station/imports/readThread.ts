import { parentPort, workerData } from 'node:worker_threads';
import { type FileTable, ReadTrouble } from './fileTable.ts';
import { type ReadJob, readJobSchema, type ReadOutcome } from './reading.ts';
import { readTable } from './readTable.ts';

/** A thread that reads one file and ends: a spreadsheet takes seconds, which the station cannot spare. */
async function outcomeOf({ files, encoding }: ReadJob): Promise<ReadOutcome> {
  try {
    const table: FileTable = await readTable(files, encoding);
    return { ok: true, table };
  } catch (error) {
    if (error instanceof ReadTrouble) return { ok: false, reason: error.reason, detail: '' };
    return { ok: false, reason: 'internal', detail: String(error).slice(0, 300) };
  }
}

parentPort?.postMessage(await outcomeOf(readJobSchema.parse(workerData)));
