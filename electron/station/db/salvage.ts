import { rmSync } from 'node:fs';
import type { Log } from '../log.ts';
import type { Db, Driver } from './driver.ts';
import { keysOf, readRow } from './readableRows.ts';
import { copyWithLog, giveFreshSchema, PAGE_BYTES } from './repairedCopy.ts';
import { isWhole } from './wholeRow.ts';
import { readWal } from './wal.ts';

/**
 * Work, people and observations of this desk, which no gateway has: everything else comes back by itself. What was taken back or
 * dismissed comes before what waits, so that it is not sent after all.
 */
export const KEPT = ['outbox_history', 'outbox', 'users', 'alarms', 'duty_days'] as const;
const KEPT_FACTS = ['console-id'];

/** What became of the actions in a damaged database. */
export interface Salvaged {
  saved: number;
  /** known to have been there, and not readable */
  lost: number;
  /** false: there may have been more that nobody can tell of */
  complete: boolean;
}

interface Found {
  saved: number;
  /** keys whose rows could not be read, or made no sense */
  unread: Set<unknown>;
  complete: boolean;
}

/**
 * Copies row by row what can still be read of the kept tables from a damaged database into a fresh one, so that one
 * unreadable page costs only its own rows. Read are: the file as it is; a copy with its log laid over, where SQLite would
 * stop at a broken place of the log; and that copy with a new list of tables. The first that reads to the end suffices,
 * else each adds what the others lack. The damaged file is only read.
 */
export function salvage(damaged: string, into: Db, driver: Driver, log: Log): Salvaged {
  const total: Salvaged = { saved: 0, lost: 0, complete: false };
  const missed = new Set<unknown>();
  for (const [source, open] of sourcesOf(damaged, driver, log)) {
    const db = attempt(open, log, source);
    if (!db) continue;
    const found = copyAll(db, into, log, source);
    db.close();
    total.saved += found.saved;
    for (const n of found.unread) missed.add(n);
    total.complete = found.complete;
    if (found.complete && found.unread.size === 0) break;
  }
  for (const suffix of ['', '-journal']) rmSync(copyName(damaged) + suffix, { force: true });
  total.lost = [...missed].filter((n) => !isThere(into, n)).length;
  log.warn(total, 'salvaged the actions of a damaged database');
  return total;
}

type Source = [name: string, open: () => Db];

/** The ways to read a damaged database, each made only when the one before did not suffice. */
function* sourcesOf(damaged: string, driver: Driver, log: Log): Generator<Source> {
  const wal = readWal(`${damaged}-wal`, PAGE_BYTES);
  const copy = copyName(damaged);
  const openCopy = (): Db => new driver(copy, { fileMustExist: true });
  const brokenLog = (wal?.broken ?? 0) > 0;
  if (brokenLog) log.warn({ frames: wal?.broken }, 'the log of the database is broken before its end');
  else yield ['as it is', () => new driver(damaged, { readonly: true })];
  yield [
    'with its log laid over',
    () => {
      copyWithLog(damaged, copy, wal);
      return openCopy();
    },
  ];
  yield [
    'with a new list of tables',
    () => {
      giveFreshSchema(copy, [...KEPT, 'meta'], driver);
      return openCopy();
    },
  ];
}

function attempt(open: () => Db, log: Log, source: string): Db | null {
  try {
    return open();
  } catch (error) {
    log.warn({ err: error, source }, 'a damaged database does not open');
    return null;
  }
}

/** What was found of the actions; the other tables are copied along and logged. */
function copyAll(source: Db, into: Db, log: Log, name: string): Found {
  let actions: Found = { saved: 0, unread: new Set(), complete: false };
  for (const table of KEPT) {
    const found = copyTable(source, into, table, log);
    log.info(
      { source: name, table, saved: found.saved, lost: found.unread.size, complete: found.complete },
      'salvaged',
    );
    if (table === 'outbox') actions = found;
  }
  for (const key of KEPT_FACTS) {
    const row = readRow(source, 'SELECT value FROM meta WHERE key = ?', key);
    if (typeof row?.value === 'string') into.prepare('INSERT OR IGNORE INTO meta VALUES (?, ?)').run(key, row.value);
  }
  return actions;
}

function copyTable(source: Db, into: Db, table: (typeof KEPT)[number], log: Log): Found {
  const columns = columnsOf(into, table);
  const there = columnsOf(source, table);
  const shared = columns.filter((name) => there.includes(name)).join(', ');
  const found: Found = { saved: 0, unread: new Set(), complete: false };
  if (shared === '') return found;
  const key = table === 'outbox' ? 'n' : 'id';
  const insert = into.prepare(
    `INSERT OR IGNORE INTO ${table} (${shared}) VALUES (${shared.replaceAll(/\w+/g, (name) => `@${name}`)})`,
  );
  const keys = keysOf(source, table, key);
  found.complete = keys.complete;
  for (const value of keys.values) {
    const row = readRow(source, `SELECT ${shared} FROM ${table} WHERE ${key} = ?`, value);
    if (!row || !isWhole(table, row)) {
      found.unread.add(value);
      continue;
    }
    if (table === 'outbox' && wasTakenBack(into, row.id)) continue;
    try {
      found.saved += insert.run(row).changes;
    } catch (error) {
      found.unread.add(value);
      log.warn({ err: error, table }, 'a salvaged row does not fit');
    }
  }
  return found;
}

function columnsOf(db: Db, table: string): string[] {
  try {
    return (db.pragma(`table_info(${table})`) as { name: string }[]).map((column) => column.name);
  } catch {
    return [];
  }
}

/** An old page may still show an action that was undone: its end is what counts. */
function wasTakenBack(into: Db, id: unknown): boolean {
  return readRow(into, "SELECT 1 AS yes FROM outbox_history WHERE id = ? AND outcome <> 'done'", id) !== undefined;
}

function isThere(into: Db, n: unknown): boolean {
  return readRow(into, 'SELECT 1 AS yes FROM outbox WHERE n = ?', n) !== undefined;
}

function copyName(damaged: string): string {
  return `${damaged}.repairing`;
}
