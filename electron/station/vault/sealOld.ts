import { existsSync, readdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import { z } from 'zod';
import { OP_KINDS } from '#shared/protocol/ops.ts';
import { CACHE_SETS } from '../db/cacheTables.ts';
import type { Db, Driver } from '../db/driver.ts';
import { headerVersion } from '../db/header.ts';
import { Meta } from '../db/meta.ts';
import { securely } from '../db/secureDelete.ts';
import { troubleOf } from '../db/trouble.ts';
import type { Log } from '../log.ts';
import { sealFields } from './sealedPayloads.ts';
import type { Vault } from './vault.ts';

/** `rows`: what waits is encrypted, and what was written before may still lie in free pages; `1`: all is done */
const PROGRESS = 'personal-sealed';
const BACKUPS_DONE = 'backups-sealed';
/** the version of the database that came with the encryption (0005.ts) */
const ENCRYPTS_FROM = 5;
/** tables of later versions, with little or nothing in an old database: their first pages were free ones, and hold what those held */
const YOUNG = ['recordings', 'duty_days', ...CACHE_SETS.flatMap((set) => [`case_facts_${set}`, `case_lists_${set}`])];
/** the same of indexes over tables that were there before */
const YOUNG_INDEXES = [
  ...['outbox_shift', 'outbox_makers'],
  ...CACHE_SETS.flatMap((set) => [`cases_${set}_major`, `cases_${set}_marked`]),
];
/** free pages that are overwritten at one go */
const SLICE = 1000;
/** fits inside the first page of a table: overwrites what rows before it left there */
const FILLER = 4000;

const rowSchema = z.looseObject({ n: z.number(), id: z.string(), kind: z.enum(OP_KINDS), payload: z.string() });
const payloadSchema = z.record(z.string(), z.unknown());

/**
 * A database of a version that kept contacts in clear: encrypts what waits, writes the outbox anew so that nothing stays in
 * its pages, and overwrites the pages that are free. Once; later starts find it done, or go on where this one was ended.
 */
export function sealOldRows(db: Db, vault: Vault, log: Log): void {
  const meta = new Meta(db);
  if (meta.get(PROGRESS) === '1') return;
  securely(db, () => {
    if (meta.get(PROGRESS) === null) sealRows(db, vault, log);
    const makeAnew = dropYoung(db);
    overwriteFreePages(db);
    makeAnew();
  });
  db.pragma('wal_checkpoint(TRUNCATE)');
  meta.set(PROGRESS, '1');
}

function sealRows(db: Db, vault: Vault, log: Log): void {
  const rows = db.prepare('SELECT * FROM outbox ORDER BY n').all() as Record<string, unknown>[];
  db.transaction(() => {
    writeAnew(
      db,
      rows.map((row) => sealRow(vault, row)),
    );
    new Meta(db).set(PROGRESS, 'rows');
  }).immediate();
  if (rows.length > 0) log.info({ rows: rows.length }, 'what waits is encrypted now');
}

/**
 * The same for the copies that such a version made; once, so that later starts open none. A copy that cannot be read is left as it is;
 * one that cannot be written is tried again at the next start.
 */
export function sealOldBackups(meta: Meta, home: string, driver: Driver, vault: Vault, log: Log): void {
  const folder = join(home, 'backups');
  if (meta.get(BACKUPS_DONE) !== null) return;
  const old = existsSync(folder) ? readdirSync(folder).filter((name) => isOld(join(folder, name))) : [];
  const failed = old.filter((name) => !sealOldBackup(join(folder, name), driver, vault, log));
  if (failed.length === 0) meta.set(BACKUPS_DONE, '1');
}

/** Whether it is a database of a version that encrypted nothing. */
function isOld(file: string): boolean {
  const version = file.endsWith('.db') ? headerVersion(file) : null;
  return version !== null && version < ENCRYPTS_FROM;
}

function sealOldBackup(file: string, driver: Driver, vault: Vault, log: Log): boolean {
  try {
    const copy = new driver(file, { fileMustExist: true });
    try {
      sealOldRows(copy, vault, log);
    } finally {
      copy.close();
    }
    return true;
  } catch (error) {
    log.warn({ err: error, name: basename(file) }, 'a backup could not be encrypted');
    return troubleOf(error) === 'storage-damaged';
  }
}

function sealRow(vault: Vault, row: Record<string, unknown>): Record<string, unknown> {
  const known = rowSchema.safeParse(row);
  if (!known.success) return row;
  try {
    const payload = payloadSchema.safeParse(JSON.parse(known.data.payload));
    return payload.success ? { ...row, payload: JSON.stringify(sealFields(vault, known.data, payload.data)) } : row;
  } catch {
    return row;
  }
}

function writeAnew(db: Db, rows: readonly Record<string, unknown>[]): void {
  const columns = (db.pragma('table_info(outbox)') as { name: string }[]).map(({ name }) => name);
  const insert = db.prepare(
    `INSERT INTO outbox (${columns.join(', ')}) VALUES (${columns.map((name) => `@${name}`).join(', ')})`,
  );
  db.exec('DELETE FROM outbox');
  db.prepare(
    `INSERT INTO outbox (n, id, wire_id, user, user_id, kind, lane, at, server_at, state, payload)
       VALUES (0, '', '', '', '', '', '', 0, 0, 'done', zeroblob(?))`,
  ).run(FILLER);
  db.exec('DELETE FROM outbox');
  for (const row of rows) insert.run(row);
}

/** Gives the pages of the young tables and indexes back to the free ones; returns what makes them again, with their rows. */
function dropYoung(db: Db): () => void {
  const tableSql = db.prepare<[string], { sql: string }>(
    "SELECT sql FROM sqlite_master WHERE tbl_name = ? AND sql IS NOT NULL ORDER BY type = 'table' DESC",
  );
  const indexSql = db.prepare<[string], { sql: string }>(
    "SELECT sql FROM sqlite_master WHERE type = 'index' AND name = ?",
  );
  const tables = YOUNG.map((table) => ({ table, sqls: tableSql.all(table).map(({ sql }) => sql) })).filter(
    ({ sqls }) => sqls.length > 0,
  );
  const indexes = YOUNG_INDEXES.flatMap((index) => indexSql.all(index).map(({ sql }) => ({ index, sql })));
  for (const { table } of tables)
    db.exec(`CREATE TEMP TABLE kept_${table} AS SELECT * FROM ${table}; DROP TABLE ${table}`);
  for (const { index } of indexes) db.exec(`DROP INDEX ${index}`);
  return () => {
    for (const { table, sqls } of tables) {
      for (const sql of sqls) db.exec(sql);
      db.exec(`INSERT INTO ${table} SELECT * FROM temp.kept_${table}; DROP TABLE temp.kept_${table}`);
    }
    for (const { sql } of indexes) db.exec(sql);
  };
}

/** Takes every free page into use once, each whole, with zeros. */
function overwriteFreePages(db: Db): void {
  const free = (): number => Number(db.pragma('freelist_count', { simple: true }));
  const pageBytes = Number(db.pragma('page_size', { simple: true }));
  db.exec('DROP TABLE IF EXISTS overwritten');
  if (free() === 0) return;
  db.exec('CREATE TABLE overwritten (zeros BLOB)');
  const insert = db.prepare('INSERT INTO overwritten VALUES (zeroblob(?))');
  for (let left = free(); left > 0; left = free()) insert.run(fillingBytes(Math.min(left, SLICE), pageBytes));
  // What lies in them is zeros by now: no need to write those once more.
  db.pragma('secure_delete = FAST');
  db.exec('DELETE FROM overwritten; DROP TABLE overwritten');
}

/**
 * Size of a blob whose row fills so many overflow pages to their last byte: what a page holds beyond the end of a row stays as it
 * was. The numbers are of SQLite's file format: the least a row keeps in its leaf, and four bytes a page for the chain.
 */
function fillingBytes(pages: number, pageBytes: number): number {
  const inLeaf = Math.floor(((pageBytes - 12) * 32) / 255) - 23;
  const row = inLeaf + pages * (pageBytes - 4);
  const serialType = 2 * row + 12;
  const headerBytes = 1 + Math.ceil(Math.log2(serialType) / 7);
  return row - headerBytes;
}
