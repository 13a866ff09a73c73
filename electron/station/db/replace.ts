import { existsSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import type { Log } from '../log.ts';
import type { Db } from './driver.ts';

/** Damaged files that are kept for whoever wants to know; a cache of a million cases is gigabytes. */
const ASIDE_KEPT = 2;
const BESIDE = ['-wal', '-shm', '-journal'];

/**
 * Putting another database in place of `station.db` so that a kill at any moment loses nothing: the other is made beside
 * it under a name of its own, gets the name of a finished one, and only then is the old one moved aside. The next start
 * goes on wherever this one ended.
 */
export const unfinishedName = (file: string): string => `${file}.salvaging`;
const finishedName = (file: string): string => `${file}.salvaged`;
const suspectName = (file: string): string => `${file}.suspect`;

/** The database at `unfinishedName` is whole and closed: from now on it is the desk's. */
export function finish(file: string): void {
  renameSync(unfinishedName(file), finishedName(file));
}

/** Forgets what was begun and not finished, and puts in place what was. Returns whether the database was replaced. */
export function goOnReplacing(file: string, now: number, log: Log): boolean {
  forget(unfinishedName(file));
  if (!existsSync(finishedName(file))) return false;
  const aside = `${file}.damaged-${new Date(now).toISOString().replaceAll(/[:.]/g, '-')}`;
  log.error({ aside }, 'the damaged database is set aside');
  // The file last: as long as it is there, its log is not taken for another's.
  for (const suffix of [...BESIDE, '']) {
    if (existsSync(file + suffix)) renameSync(file + suffix, aside + suffix);
  }
  renameSync(finishedName(file), file);
  rmSync(suspectName(file), { force: true });
  forgetOld(file);
  return true;
}

function forgetOld(file: string): void {
  const sets = readdirSync(dirname(file)).filter((name) => name.startsWith(`${basename(file)}.damaged-`));
  const stamps = [...new Set(sets.map((name) => name.replace(/-(wal|shm|journal)$/, '')))].sort().reverse();
  for (const name of stamps.slice(ASIDE_KEPT)) forget(join(dirname(file), name));
}

export function forget(file: string): void {
  for (const suffix of ['', ...BESIDE]) rmSync(file + suffix, { force: true });
}

/** Damage was met while the desk worked: the next start takes the file for damaged whatever its own check says. */
export function suspect(file: string, why: string): void {
  writeFileSync(suspectName(file), why);
}

export function isSuspect(file: string): boolean {
  return existsSync(suspectName(file));
}

/** Writes an open database whole into a file of its own, which the next start puts in place. */
export function rescue(db: Db, file: string): void {
  forget(unfinishedName(file));
  db.prepare('VACUUM INTO ?').run(unfinishedName(file));
  finish(file);
}
