import { renameSync, statSync } from 'node:fs';
import { join } from 'node:path';
import pino from 'pino';
import { makeFolder } from './dataFolder.ts';

export type Log = pino.Logger;

const MAX_BYTES = 5_000_000;
/** what waits while the disk takes nothing; more is dropped */
const MOST_WAITING_BYTES = 256_000;

/** JSON lines in `<home>/logs/main.log`; one older file is kept. Falls back to stderr where nothing can be written. */
export function openLog(home: string, writable: boolean): Log {
  const options: pino.LoggerOptions = { base: { room: 'main' }, timestamp: pino.stdTimeFunctions.isoTime };
  if (writable) {
    try {
      const folder = join(home, 'logs');
      const file = join(folder, 'main.log');
      makeFolder(folder);
      rotate(file);
      const destination = pino.destination({ dest: file, sync: true, maxLength: MOST_WAITING_BYTES });
      // A full or vanished disk must not end the app; the station tells the operator.
      destination.on('error', () => undefined);
      return pino(options, destination);
    } catch {
      // No room for a folder or a file.
    }
  }
  return pino(options, pino.destination({ dest: 2, sync: true }));
}

function rotate(file: string): void {
  try {
    if (statSync(file).size > MAX_BYTES) renameSync(file, `${file}.1`);
  } catch {
    // No file yet: nothing to rotate.
  }
}
