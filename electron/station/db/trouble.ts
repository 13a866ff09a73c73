import type { Log } from '../log.ts';

/** Why the database cannot take work. Each is a key of the station's messages. */
export type Trouble =
  | 'storage-read-only'
  | 'storage-full'
  | 'storage-newer'
  | 'storage-failed'
  /** another process has the data folder */
  | 'storage-in-use'
  /** what was read makes no sense: the station sets the file aside and starts anew */
  | 'storage-damaged';

/** SQLite's own name of an error, '' when it is of another kind. */
export function sqliteCode(error: unknown): string {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : '';
}

/** The trouble behind a failed read or write, or null when the error is of another kind. */
export function troubleOf(error: unknown): Trouble | null {
  const code = sqliteCode(error);
  // The shared memory beside the file is made before anything is written: a full disk shows there first.
  if (code === 'SQLITE_FULL' || code === 'SQLITE_IOERR_SHMSIZE') return 'storage-full';
  if (code.startsWith('SQLITE_READONLY')) return 'storage-read-only';
  if (code.startsWith('SQLITE_BUSY')) return 'storage-in-use';
  if (isDamage(error)) return 'storage-damaged';
  if (code.startsWith('SQLITE_IOERR') || code === 'SQLITE_CANTOPEN') return 'storage-failed';
  return null;
}

/** Does what a database must take before work can be. Returns why it does not take it; null when it does. Throws when it is damaged. */
export function untaken(log: Log, run: () => void): Trouble | null {
  try {
    run();
    return null;
  } catch (error) {
    const trouble = troubleOf(error);
    if (trouble === null || trouble === 'storage-damaged') throw error;
    log.error({ err: error }, 'the database takes nothing');
    return trouble;
  }
}

/** Content that cannot have been written so: broken pages, a file that is none, a value that is no JSON any more. */
export function isDamage(error: unknown): boolean {
  const code = sqliteCode(error);
  return (
    code.startsWith('SQLITE_CORRUPT') ||
    code === 'SQLITE_NOTADB' ||
    code === 'SQLITE_IOERR_SHORT_READ' ||
    code === 'SQLITE_IOERR_CORRUPTFS' ||
    (error instanceof SyntaxError && error.message.includes('JSON'))
  );
}
