import { renameSync } from 'node:fs';
import { join } from 'node:path';
import type { Driver } from '../db/driver.ts';
import { makeFolder } from '../folder.ts';
import { databaseBytes, forceToDisk, forceWithName, hasRoom, isDiskFull, removeDatabase } from './disk.ts';
import { CareFailure } from './jobs.ts';
import { soundnessOf } from './soundness.ts';

/** pages copied before other work of this thread gets its turn */
const PAGES_A_STEP = 500;

/**
 * Copies a database that others write into, as it was at one moment, to `folder/name`. Writers are not held up: the copy
 * is read in one transaction of its own. It gets its name only when it has been read back whole and holds every action
 * that waited; until then it is `name.part`, which means nothing to anybody.
 *
 * Throws CareFailure: `backup-no-room`, or `backup-failed`.
 */
export async function makeBackup(file: string, folder: string, name: string, driver: Driver): Promise<void> {
  makeFolder(folder);
  if (!hasRoom(folder, databaseBytes(file))) throw new CareFailure('backup-no-room');
  const part = join(folder, `${name}.part`);
  removeDatabase(part);
  try {
    const waiting = await copyPages(file, part, driver);
    finishCopy(part, driver, waiting);
    renameSync(part, join(folder, name));
    forceWithName(join(folder, name));
  } catch (error) {
    removeDatabase(part);
    if (error instanceof CareFailure) throw error;
    if (isDiskFull(error)) throw new CareFailure('backup-no-room', String(error));
    throw new CareFailure('backup-failed', String(error));
  }
}

/** @returns actions in the outbox at the moment of the copy */
async function copyPages(file: string, part: string, driver: Driver): Promise<number> {
  const source = new driver(file, { fileMustExist: true, timeout: 5000 });
  try {
    // The open transaction pins what is copied; without it every commit of the station would start the copy anew.
    source.exec('BEGIN');
    const waiting = Number(source.prepare('SELECT COUNT(*) FROM outbox').pluck().get());
    await source.backup(part, { progress: () => PAGES_A_STEP });
    source.exec('COMMIT');
    return waiting;
  } finally {
    source.close();
  }
}

/** Makes the copy one plain file that was left in order, and reads it back. */
function finishCopy(part: string, driver: Driver, waiting: number): void {
  const copy = new driver(part, { fileMustExist: true });
  try {
    copy.pragma('journal_mode = DELETE');
    copy.prepare("INSERT OR REPLACE INTO meta VALUES ('clean', '1')").run();
    const kept = Number(copy.prepare('SELECT COUNT(*) FROM outbox').pluck().get());
    if (kept !== waiting) throw new CareFailure('backup-failed', `${kept} of ${waiting} actions are in the copy`);
  } finally {
    copy.close();
  }
  forceToDisk(part);
  const soundness = soundnessOf(part, driver);
  if (soundness !== 'ok') throw new CareFailure('backup-failed', `the copy is ${soundness}`);
}
