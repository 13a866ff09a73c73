import { renameSync, statSync } from 'node:fs';
import { join } from 'node:path';
import pino from 'pino';
import { makeFolder } from './folder.ts';

export type Log = pino.Logger;

const MAX_BYTES = 5_000_000;
const CHECK_EVERY_MS = 60_000;
/** what waits while the disk takes nothing; more is dropped */
const MOST_WAITING_BYTES = 256_000;

/**
 * JSON lines in `<home>/logs/station.log`; past 5 MB the file becomes `station.log.1` and a new one starts. Falls back to
 * stderr where nothing can be written. Names that could hold a secret are cut out whatever a caller passes.
 */
export function openLog(home: string): Log {
  const options: pino.LoggerOptions = {
    base: { room: 'station' },
    timestamp: pino.stdTimeFunctions.isoTime,
    redact: ['password', 'token', 'accessToken', 'refreshToken', 'contact', 'payload', '*.password', '*.token'],
  };
  const file = join(home, 'logs', 'station.log');
  try {
    makeFolder(join(home, 'logs'));
    rotate(file);
    const destination = pino.destination({ dest: file, sync: true, maxLength: MOST_WAITING_BYTES });
    destination.on('error', () => {
      // A full or vanished disk must not end the station; the status tells the operator.
    });
    setInterval(() => {
      if (rotate(file)) destination.reopen();
    }, CHECK_EVERY_MS).unref();
    return pino(options, destination);
  } catch {
    return pino(options, pino.destination({ dest: 2, sync: true }));
  }
}

function rotate(file: string): boolean {
  try {
    if (statSync(file).size <= MAX_BYTES) return false;
    renameSync(file, `${file}.1`);
    return true;
  } catch {
    return false;
  }
}
