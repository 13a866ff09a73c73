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
  rmSync,
  statSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { makeFolder } from '../folder.ts';
import type { Log } from '../log.ts';
import type { Db, Driver } from './driver.ts';
import { Meta } from './meta.ts';
import { migrate, NewerDatabase } from './migrate.ts';
import { MIGRATIONS } from './migrations/index.ts';
import { type FolderLock, lockFolder } from './lock.ts';
import { finish, forget, goOnReplacing, isSuspect, unfinishedName } from './replace.ts';
import { PAGE_BYTES } from './repairedCopy.ts';
import { KEPT, type Salvaged, salvage } from './salvage.ts';
import { isDamage, sqliteCode, type Trouble, troubleOf, untaken } from './trouble.ts';
import { readWal } from './wal.ts';
import { outboxIsWhole } from './wholeRow.ts';

export interface OpenDatabase {
  db: Db;
  /** set when actions must be refused: the database stands in for one that cannot be written */
  trouble: Trouble | null;
  /** what became of the actions of a damaged database that was set aside; null when nothing was damaged */
  salvaged: Salvaged | null;
  /** left in disorder and large: what only this desk has was read before this returned, the rest was not */
  unchecked: boolean;
  /** the data folder is this process's, whatever its database is worth */
  held: boolean;
  /** lets another process have the data folder */
  release(): void;
}
type Opened = Omit<OpenDatabase, 'held' | 'release'>;
type Checked = Pick<OpenDatabase, 'db' | 'trouble' | 'unchecked'>;
const noCheck = { salvaged: null, unchecked: false };

const BUSY_MS = 5000;
/** read in well under a second */
const SMALL_BYTES = 64 * 1024 * 1024;
/** `application_id` of a database is this plus its version, so that one flipped byte makes no newer version of it. */
const STAMP = 0x53_43_00_00;

/**
 * Opens `<home>/station.db`, which no other process may have. A damaged file is set aside with its time and its outbox
 * salvaged into a fresh one; a file of a newer version or in a read-only folder is left untouched and a stand-in serves,
 * so that the desk still shows what it can. `before` is called when the folder is this process's and nothing is open yet.
 */
export function openDatabase(
  home: string,
  driver: Driver,
  now: number,
  log: Log,
  before: () => void = () => undefined,
): OpenDatabase {
  const file = join(home, 'station.db');
  const others = { held: false, release: (): void => undefined };
  if (!writable(home, file)) {
    log.warn('the data folder cannot be written: working on a copy, actions are refused');
    return { ...noCheck, db: standIn(file, driver, log), trouble: 'storage-read-only', ...others };
  }
  let lock: FolderLock | null;
  try {
    lock = lockFolder(home, driver);
  } catch (error) {
    log.error({ err: error }, 'the data folder cannot be locked');
    return { ...notOpened(driver, error), ...others };
  }
  if (!lock) {
    log.error('another process works in the data folder');
    return { ...noCheck, db: blank(':memory:', driver), trouble: 'storage-in-use', ...others };
  }
  before();
  return { ...openOwn(file, driver, now, log), held: true, release: () => lock.release() };
}

function openOwn(file: string, driver: Driver, now: number, log: Log): Opened {
  try {
    goOnReplacing(file, now, log);
    return { ...openChecked(file, driver, log), salvaged: null };
  } catch (error) {
    if (error instanceof NewerDatabase) {
      log.error({ err: error }, 'the database belongs to a newer version: left untouched');
      return { ...noCheck, db: blank(':memory:', driver), trouble: 'storage-newer' };
    }
    if (!showsDamage(error)) return openFull(file, driver, error, log) ?? notOpened(driver, error);
    try {
      return replaceDamaged(file, driver, now, log, error);
    } catch (failure) {
      log.error({ err: failure }, 'the damaged database could not be replaced: it stays where it is');
      return notOpened(driver, failure);
    }
  }
}

function notOpened(driver: Driver, error: unknown): Opened {
  return { ...noCheck, db: blank(':memory:', driver), trouble: troubleOf(error) ?? 'storage-failed' };
}

/** On a full disk there is no room for the shared memory beside the file; held exclusively it needs none, and can be read. */
function openFull(file: string, driver: Driver, error: unknown, log: Log): Opened | null {
  log.error({ err: error }, 'the database could not be opened');
  if (troubleOf(error) !== 'storage-full' || headerOf(file).version !== MIGRATIONS.length) return null;
  const db = new driver(file, { timeout: BUSY_MS });
  try {
    db.pragma('locking_mode = EXCLUSIVE');
    db.pragma('temp_store = MEMORY');
    db.pragma('secure_delete = FAST');
    db.prepare('SELECT COUNT(*) FROM outbox').get();
    return { ...noCheck, db, trouble: 'storage-full' };
  } catch (failure) {
    log.error({ err: failure }, 'nor could it be read');
    db.close();
    return null;
  }
}

function openChecked(file: string, driver: Driver, log: Log): Checked {
  const header = headerOf(file);
  if (header.version > MIGRATIONS.length) {
    if (header.stamped !== null && header.stamped <= MIGRATIONS.length)
      throw new Damaged('the header contradicts itself');
    throw new NewerDatabase('file header names a newer version');
  }
  if (isSuspect(file)) throw new Damaged('damage was met while it was in use');
  if ((readWal(`${file}-wal`, PAGE_BYTES)?.broken ?? 0) > 0) throw new Damaged('the log is broken before its end');
  const db = new driver(file, { timeout: BUSY_MS });
  try {
    const version = Number(db.pragma('user_version', { simple: true }));
    let unchecked = false;
    if (version > 0) {
      if (!wasClean(db)) unchecked = check(db, log);
      if (!outboxIsWhole(db)) throw new Damaged('an action makes no sense');
    }
    prepareDatabase(db);
    return { db, unchecked, trouble: untaken(log, () => markClean(db, false)) };
  } catch (error) {
    db.close();
    throw error;
  }
}

/**
 * The version out of the file's own header, so that a newer version's file is not even opened; `stamped` is the same told
 * by the stamp beside it, null where there is none. Version 0 when there is no file.
 */
function headerOf(file: string): { version: number; stamped: number | null } {
  const header = Buffer.alloc(100);
  if (!existsSync(file)) return { version: 0, stamped: null };
  const handle = openSync(file, 'r');
  try {
    const read = readSync(handle, header, 0, 100, 0);
    if (read < 100 || header.toString('latin1', 0, 15) !== 'SQLite format 3') return { version: 0, stamped: null };
    const stamp = header.readUInt32BE(68) - STAMP;
    return { version: header.readUInt32BE(60), stamped: stamp >= 0 && stamp < 0x1_00_00 ? stamp : null };
  } finally {
    closeSync(handle);
  }
}

/** Brings an opened database to the present version, with the settings the station works with. */
export function prepareDatabase(db: Db): void {
  const version = Number(db.pragma('user_version', { simple: true }));
  if (version === 0 && db.prepare('SELECT 1 FROM sqlite_master LIMIT 1').get()) throw new Damaged('unknown content');
  // Only before the first table: room of what is deleted can be given back, a little at a time.
  if (version === 0) db.pragma('auto_vacuum = INCREMENTAL');
  db.pragma('foreign_keys = ON');
  db.pragma('synchronous = FULL');
  db.pragma('temp_store = MEMORY');
  db.pragma('cache_size = -65536');
  migrate(db);
  if (Number(db.pragma('application_id', { simple: true })) !== STAMP + MIGRATIONS.length)
    db.pragma(`application_id = ${STAMP + MIGRATIONS.length}`);
  if (db.name !== ':memory:') db.pragma('journal_mode = WAL');
  db.pragma('wal_autocheckpoint = 4000');
}

class Damaged extends Error {}

function wasClean(db: Db): boolean {
  const row = db.prepare<[], { value: string }>("SELECT value FROM meta WHERE key = 'clean'").get();
  return row?.value === '1';
}

/**
 * Reads a database that was left in disorder before work is taken. A kill leaves it whole, by its log; what is looked for
 * is a disk that failed. Of a large one, which takes a minute, only what no centre can give back is read here.
 * @returns whether the rest is still to be read
 */
function check(db: Db, log: Log): boolean {
  const started = performance.now();
  const large = statSync(db.name).size > SMALL_BYTES;
  const answers = large
    ? KEPT.map((table) => String(db.pragma(`quick_check(${table})`, { simple: true })))
    : [String(db.pragma('quick_check(1)', { simple: true }))];
  log.info({ ms: Math.round(performance.now() - started), answers }, 'quick check after an unclean stop');
  const bad = answers.find((answer) => answer !== 'ok');
  if (bad) throw new Damaged(bad);
  return large;
}

/** While a file is opened, a table that is not there is damage as well. */
function showsDamage(error: unknown): boolean {
  return error instanceof Damaged || isDamage(error) || sqliteCode(error) === 'SQLITE_ERROR';
}

function replaceDamaged(file: string, driver: Driver, now: number, log: Log, cause: unknown): Opened {
  log.error({ err: cause }, 'the database is damaged: what can be read is saved, the cache is rebuilt from the centre');
  forget(unfinishedName(file));
  const fresh = blank(unfinishedName(file), driver);
  let salvaged: Salvaged;
  try {
    salvaged = salvage(file, fresh, driver, log);
  } finally {
    fresh.close();
  }
  finish(file);
  goOnReplacing(file, now, log);
  return { ...openChecked(file, driver, log), salvaged };
}

function blank(name: string, driver: Driver): Db {
  const db = new driver(name, { timeout: BUSY_MS });
  prepareDatabase(db);
  return db;
}

/** Whether files can be made in a data folder and its database be written; makes the folder when it is missing. */
export function writable(home: string, file: string): boolean {
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
    return openChecked(copy, driver, log).db;
  } catch (error) {
    log.error({ err: error }, 'the read-only database could not be copied');
    return blank(':memory:', driver);
  }
}

/** Marks the database as in use, or as left in order. */
function markClean(db: Db, clean: boolean): void {
  new Meta(db).set('clean', clean ? '1' : '0');
}

/** On a full disk the next start reads it as after a crash. */
export function leaveInOrder(db: Db, log: Log): void {
  try {
    markClean(db, true);
    db.pragma('wal_checkpoint(TRUNCATE)');
  } catch (error) {
    log.error({ err: error }, 'the database could not be left in order');
  }
}
