import {
  accessSync,
  chmodSync,
  closeSync,
  constants,
  copyFileSync,
  existsSync,
  mkdtempSync,
  openSync,
  readSync,
  renameSync,
  rmSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { makeFolder } from '../folder.ts';
import type { Log } from '../log.ts';
import type { Db, Driver } from './driver.ts';
import { Meta } from './meta.ts';
import { migrate, NewerDatabase } from './migrate.ts';
import { MIGRATIONS } from './migrations/index.ts';
import { salvage } from './salvage.ts';

/** Why the database cannot take work. Each is a key of the station's messages. */
export type Trouble = 'storage-read-only' | 'storage-full' | 'storage-newer' | 'storage-failed';

export interface OpenDatabase {
  db: Db;
  /** set when actions must be refused: the database stands in for one that cannot be written */
  trouble: Trouble | null;
  /** rows saved from a damaged database that was set aside; null when nothing was damaged */
  salvaged: number | null;
}

const BUSY_MS = 5000;

/**
 * Opens `<home>/station.db`. A damaged file is set aside with its time and its outbox salvaged into a fresh one; a file
 * of a newer version or in a read-only folder is left untouched and a stand-in serves, so that the desk still shows
 * what it can.
 */
export function openDatabase(home: string, driver: Driver, now: number, log: Log): OpenDatabase {
  const file = join(home, 'station.db');
  if (!writable(home, file)) {
    log.warn('the data folder cannot be written: working on a copy, actions are refused');
    return { db: standIn(file, driver, log), trouble: 'storage-read-only', salvaged: null };
  }
  try {
    return { db: openChecked(file, driver, log), trouble: null, salvaged: null };
  } catch (error) {
    if (error instanceof NewerDatabase) {
      log.error({ err: error }, 'the database belongs to a newer version: left untouched');
      return { db: blank(':memory:', driver), trouble: 'storage-newer', salvaged: null };
    }
    if (!isDamage(error)) {
      log.error({ err: error }, 'the database could not be opened');
      return { db: blank(':memory:', driver), trouble: troubleOf(error) ?? 'storage-failed', salvaged: null };
    }
    return replaceDamaged(file, driver, now, log, error);
  }
}

function openChecked(file: string, driver: Driver, log: Log): Db {
  if (headerVersion(file) > MIGRATIONS.length) throw new NewerDatabase('file header names a newer version');
  const db = new driver(file, { timeout: BUSY_MS });
  try {
    const version = Number(db.pragma('user_version', { simple: true }));
    if (version > 0 && !wasClean(db)) check(db, log);
    migrateWithPragmas(db);
    return db;
  } catch (error) {
    db.close();
    throw error;
  }
}

/** `user_version` out of the file's own header, so that a newer version's file is not even opened. 0 when there is none. */
function headerVersion(file: string): number {
  if (!existsSync(file)) return 0;
  const header = Buffer.alloc(100);
  const handle = openSync(file, 'r');
  try {
    const read = readSync(handle, header, 0, 100, 0);
    return read === 100 && header.toString('latin1', 0, 15) === 'SQLite format 3' ? header.readUInt32BE(60) : 0;
  } finally {
    closeSync(handle);
  }
}

function migrateWithPragmas(db: Db): void {
  const version = Number(db.pragma('user_version', { simple: true }));
  if (version === 0 && db.prepare('SELECT 1 FROM sqlite_master LIMIT 1').get()) throw new Damaged('unknown content');
  db.pragma('foreign_keys = ON');
  db.pragma('synchronous = FULL');
  db.pragma('temp_store = MEMORY');
  db.pragma('cache_size = -65536');
  migrate(db);
  if (db.name !== ':memory:') db.pragma('journal_mode = WAL');
  db.pragma('wal_autocheckpoint = 4000');
  db.pragma('journal_size_limit = 67108864');
}

class Damaged extends Error {}

function wasClean(db: Db): boolean {
  const row = db.prepare<[], { value: string }>("SELECT value FROM meta WHERE key = 'clean'").get();
  return row?.value === '1';
}

function check(db: Db, log: Log): void {
  const started = performance.now();
  const answer = String(db.pragma('quick_check(1)', { simple: true }));
  log.info({ ms: Math.round(performance.now() - started), answer }, 'quick check after an unclean stop');
  if (answer !== 'ok') throw new Damaged(answer);
}

function isDamage(error: unknown): boolean {
  if (error instanceof Damaged) return true;
  const code = sqliteCode(error);
  return (
    code.startsWith('SQLITE_CORRUPT') ||
    code === 'SQLITE_NOTADB' ||
    code === 'SQLITE_ERROR' ||
    code.startsWith('SQLITE_IOERR_SHORT_READ')
  );
}

export function sqliteCode(error: unknown): string {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : '';
}

/** The trouble behind a failed write, or null when the error is of another kind. */
export function troubleOf(error: unknown): Trouble | null {
  const code = sqliteCode(error);
  if (code === 'SQLITE_FULL') return 'storage-full';
  if (code.startsWith('SQLITE_READONLY')) return 'storage-read-only';
  if (code.startsWith('SQLITE_IOERR') || code === 'SQLITE_CANTOPEN') return 'storage-failed';
  return null;
}

function replaceDamaged(file: string, driver: Driver, now: number, log: Log, cause: unknown): OpenDatabase {
  const stamp = new Date(now).toISOString().replaceAll(/[:.]/g, '-');
  const aside = `${file}.damaged-${stamp}`;
  log.error({ err: cause, aside }, 'the database is damaged: set aside, the cache is rebuilt from the centre');
  for (const suffix of ['', '-wal', '-shm']) {
    if (existsSync(file + suffix)) renameSync(file + suffix, aside + suffix);
  }
  const db = blank(file, driver);
  const salvaged = salvage(aside, db, driver, log);
  return { db, trouble: null, salvaged };
}

function blank(name: string, driver: Driver): Db {
  const db = new driver(name, { timeout: BUSY_MS });
  migrateWithPragmas(db);
  return db;
}

function writable(home: string, file: string): boolean {
  try {
    makeFolder(home);
    accessSync(home, constants.W_OK);
    if (existsSync(file)) accessSync(file, constants.W_OK);
    return true;
  } catch {
    return false;
  }
}

/** A copy of a database that cannot be written, in the machine's temporary folder; an empty one when it cannot be read. */
function standIn(file: string, driver: Driver, log: Log): Db {
  if (!existsSync(file)) return blank(':memory:', driver);
  const folder = mkdtempSync(join(tmpdir(), 'street-station-'));
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
  try {
    const copy = join(folder, 'station.db');
    for (const suffix of ['', '-wal']) {
      if (!existsSync(file + suffix)) continue;
      copyFileSync(file + suffix, copy + suffix);
      chmodSync(copy + suffix, 0o600);
    }
    return openChecked(copy, driver, log);
  } catch (error) {
    log.error({ err: error }, 'the read-only database could not be copied');
    return blank(':memory:', driver);
  }
}

/** Marks the database as in use, or as left in order. */
export function markClean(db: Db, clean: boolean): void {
  new Meta(db).set('clean', clean ? '1' : '0');
}
