import type BetterSqlite3 from 'better-sqlite3';
import { loadDriver } from './driver.ts';

export type Database = BetterSqlite3.Database;

/**
 * Opens (or makes) a database file and brings its tables to the newest step.
 * @param durable every commit reaches the disk before it is answered
 * @throws in plain words when the disk is full, the file is damaged or was written by a newer version
 */
export function openDatabase(file: string, steps: readonly string[], durable: boolean): Database {
  const Driver = loadDriver();
  const db = new Driver(file);
  try {
    db.pragma('journal_mode = WAL');
  } catch (error) {
    db.close();
    // The shared memory beside the file is made first: a full disk shows there.
    if (FULL.includes(codeOf(error)))
      throw new Error(`${file} cannot be used: there is no room on the disk; make some`);
    const why = error instanceof Error ? error.message : String(error);
    throw new Error(`${file} cannot be used (${why}); put a copy of it from a backup in its place, or move it away`);
  }
  db.pragma(`synchronous = ${durable ? 'FULL' : 'NORMAL'}`);
  db.pragma('foreign_keys = ON');
  db.pragma('busy_timeout = 5000');
  db.pragma('cache_size = -65536');
  migrate(db, steps, file);
  return db;
}

const FULL = ['SQLITE_FULL', 'SQLITE_IOERR_SHMSIZE'];

/** What an error at the start means, in plain words. */
export function startFailure(error: unknown): string {
  const from = error instanceof Error && error.cause ? error.cause : error;
  if (FULL.includes(codeOf(from))) return 'the gateway cannot start: there is no room on the disk; make some';
  return error instanceof Error ? error.message : String(error);
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : '';
}

function migrate(db: Database, steps: readonly string[], file: string): void {
  const done = Number(db.pragma('user_version', { simple: true }));
  if (done > steps.length) {
    db.close();
    throw new Error(`${file} was written by a newer version (${done} > ${steps.length}); update the gateway`);
  }
  steps.slice(done).forEach((step, i) => {
    db.transaction(() => {
      db.exec(step);
      db.pragma(`user_version = ${done + i + 1}`);
    })();
  });
}
