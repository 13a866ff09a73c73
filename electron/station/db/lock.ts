import { rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Db, Driver } from './driver.ts';
import { sqliteCode } from './trouble.ts';

/** Held for as long as a station works in a data folder. */
export interface FolderLock {
  release(): void;
}

/** A station that is about to end gets so long to do so. */
const PATIENCE_MS = 3000;

/**
 * Takes a data folder for this process: an exclusive lock on a small database of its own, `<home>/station.lock`, that holds
 * nothing. The system drops it with the process however that ends, so there is never a stale one.
 *
 * @returns null when another process has the folder
 * @throws what SQLite says when the folder takes no lock at all
 */
export function lockFolder(home: string, driver: Driver, patienceMs = PATIENCE_MS): FolderLock | null {
  const file = join(home, 'station.lock');
  try {
    return take(file, driver, patienceMs);
  } catch (error) {
    if (sqliteCode(error) !== 'SQLITE_NOTADB') throw error;
    rmSync(file);
    return take(file, driver, patienceMs);
  }
}

function take(file: string, driver: Driver, patienceMs: number): FolderLock | null {
  const db: Db = new driver(file, { timeout: patienceMs });
  try {
    // Nothing is ever written, so that the lock can be had on a full disk as well.
    db.pragma('journal_mode = MEMORY');
    db.exec('BEGIN EXCLUSIVE');
    return { release: () => void db.close() };
  } catch (error) {
    db.close();
    if (sqliteCode(error).startsWith('SQLITE_BUSY')) return null;
    throw error;
  }
}
