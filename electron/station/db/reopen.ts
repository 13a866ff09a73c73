import { existsSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Driver } from './driver.ts';
import { lockFolder } from './lock.ts';
import { writable } from './open.ts';
import { isDamage, type Trouble } from './trouble.ts';

/** what the first steps of a start need, and some actions */
const ROOM_BYTES = 4_000_000;

/**
 * Whether a new start would get further than the one that ended in `standIn`: the folder is free and can be written, takes
 * a few megabytes, and its database can be had. `held`: the folder is this process's own.
 */
export function wouldOpen(home: string, driver: Driver, standIn: Trouble, held: boolean): boolean {
  const file = join(home, 'station.db');
  try {
    if (!writable(home, file)) return false;
    if (!held) {
      const lock = lockFolder(home, driver, 0);
      if (lock === null) return false;
      lock.release();
    }
    // A full disk is held open by this process, which would stand in its own way.
    return hasRoom(home) && (standIn === 'storage-full' || canBeHad(file, driver));
  } catch {
    return false;
  }
}

/** Whether a few megabytes can be written beside the database: asked of the disk, not of its figures. */
function hasRoom(home: string): boolean {
  const probe = join(home, 'station.probe');
  try {
    writeFileSync(probe, Buffer.alloc(ROOM_BYTES));
    return true;
  } finally {
    rmSync(probe, { force: true });
  }
}

/** Whether the database takes a writer. One that is damaged is the next start's to mend. */
function canBeHad(file: string, driver: Driver): boolean {
  if (!existsSync(file)) return true;
  try {
    const db = new driver(file, { timeout: 0 });
    try {
      db.exec('BEGIN IMMEDIATE; ROLLBACK');
      return true;
    } finally {
      db.close();
    }
  } catch (error) {
    return isDamage(error);
  }
}
