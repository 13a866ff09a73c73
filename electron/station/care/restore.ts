import { constants } from 'node:fs';
import { copyFile } from 'node:fs/promises';
import { existsSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import type { CareOutcome } from '#shared/contract/backups.ts';
import type { Driver } from '../db/driver.ts';
import { headerVersion } from '../db/header.ts';
import { MIGRATIONS } from '../db/migrations/index.ts';
import { prepareDatabase } from '../db/open.ts';
import type { Log } from '../log.ts';
import { databaseBytes, forceWithName, hasRoom, isDiskFull, removeDatabase } from './disk.ts';
import { CareFailure } from './jobs.ts';
import { soundnessOf } from './soundness.ts';
import { noteRestored, takeOver } from './takeOver.ts';

const requestSchema = z.object({ name: z.string() });
const swapSchema = z.object({ aside: z.string().regex(/^station\.db\.replaced-[\dTZ-]+$/) });

/** The files a restore works with, in the data folder. */
function filesOf(home: string) {
  const present = join(home, 'station.db');
  return { present, incoming: `${present}.incoming`, request: `${present}.restore`, swap: `${present}.swap` };
}

/**
 * Copies a backup beside the database, reads the copy from end to end, and gives it the form of new databases. Nothing of
 * the present one is touched. Throws CareFailure: `backup-damaged`, `backup-newer`, `restore-no-room`, `restore-failed`.
 */
export async function prepareRestore(backup: string, home: string, driver: Driver): Promise<void> {
  const { incoming } = filesOf(home);
  const part = `${incoming}.part`;
  removeDatabase(part);
  removeDatabase(incoming);
  if (!hasRoom(home, databaseBytes(backup))) throw new CareFailure('restore-no-room');
  try {
    await copyFile(backup, part, constants.COPYFILE_FICLONE);
    const soundness = soundnessOf(part, driver);
    if (soundness !== 'ok') throw new CareFailure(`backup-${soundness}`);
    renameSync(part, incoming);
    forceWithName(incoming);
  } catch (error) {
    removeDatabase(part);
    removeDatabase(incoming);
    if (error instanceof CareFailure) throw error;
    throw new CareFailure(isDiskFull(error) ? 'restore-no-room' : 'restore-failed', String(error));
  }
}

/**
 * Puts a prepared restore in the place of the database; nothing may have it open. What waits on this desk now goes over
 * to it, so that nothing is lost or done twice. The present database is set aside with its time, never thrown away.
 * Throws with everything as it was.
 */
export function finishRestore(home: string, name: string, driver: Driver, now: number, log: Log): CareOutcome {
  const { present, incoming, swap } = filesOf(home);
  if (!existsSync(incoming)) throw new CareFailure('restore-failed', 'nothing was prepared');
  // What waits in a database of a newer version cannot be taken over by this one.
  if ((headerVersion(present) ?? 0) > MIGRATIONS.length) throw new CareFailure('storage-newer');
  const aside = `station.db.replaced-${new Date(now).toISOString().replaceAll(/[:.]/g, '-')}`;
  try {
    const db = new driver(incoming, { fileMustExist: true });
    let outcome: CareOutcome;
    try {
      prepareDatabase(db);
      const { setAside, touched } = takeOver(db, present, driver, log);
      outcome = { job: 'restore', name, at: now, ok: true, reason: null, setAside };
      noteRestored(db, { outcome, touched });
    } finally {
      db.close();
    }
    forceWithName(incoming);
    writeFileSync(`${swap}.part`, JSON.stringify({ aside }));
    renameSync(`${swap}.part`, swap);
    forceWithName(swap);
    settleSwap(home);
    log.info({ name, aside, setAside: outcome.setAside }, 'a backup was restored');
    return outcome;
  } catch (error) {
    if (!existsSync(swap)) removeDatabase(incoming);
    throw error;
  }
}

/**
 * Completes a swap that was begun, and throws away what an interrupted preparation left. Call before the database is
 * opened. Each step may have been done already: a kill between any two leads to the same end.
 */
function settleSwap(home: string): void {
  const { present, incoming, swap } = filesOf(home);
  if (existsSync(swap)) {
    const { aside } = swapSchema.parse(JSON.parse(readFileSync(swap, 'utf8')));
    if (existsSync(incoming)) {
      for (const suffix of ['-wal', '-shm', '']) {
        if (existsSync(present + suffix)) renameSync(present + suffix, join(home, aside + suffix));
      }
      renameSync(incoming, present);
      forceWithName(present);
    }
    rmSync(swap);
  }
  rmSync(`${swap}.part`, { force: true });
  removeDatabase(`${incoming}.part`);
}

/** The next start, whatever ends this one, puts the prepared backup in place. */
export function requestRestore(home: string, name: string): void {
  const { request } = filesOf(home);
  writeFileSync(`${request}.part`, JSON.stringify({ name }));
  renameSync(`${request}.part`, request);
  forceWithName(request);
}

/**
 * What a restore needs before the database is opened: a swap that was interrupted is completed, and a prepared backup
 * that was asked for takes its place. It is tried once; what is prepared and not asked for is thrown away.
 * @returns how the restore failed, with everything as it was; null when it did not
 */
export function settleRestore(home: string, driver: Driver, now: number, log: Log): CareOutcome | null {
  const { incoming, request } = filesOf(home);
  let name = '';
  try {
    settleSwap(home);
    if (existsSync(request)) {
      name = requestSchema.parse(JSON.parse(readFileSync(request, 'utf8'))).name;
      rmSync(request);
      finishRestore(home, name, driver, now, log);
    }
    removeDatabase(incoming);
    return null;
  } catch (error) {
    log.error({ err: error }, 'a restore failed');
    const reason = error instanceof CareFailure ? error.reason : 'restore-failed';
    return { job: 'restore', name, at: now, ok: false, reason, setAside: 0 };
  }
}
