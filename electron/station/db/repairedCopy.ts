import { closeSync, copyFileSync, fstatSync, openSync, readFileSync, readSync, rmSync, writeSync } from 'node:fs';
import type { Driver } from './driver.ts';
import { migrate } from './migrate.ts';
import { MIGRATIONS } from './migrations/index.ts';
import type { Wal } from './wal.ts';

export const PAGE_BYTES = 4096;
const READ_VERSION = 18;
const CHANGE_COUNTER = 24;
const PAGE_COUNT = 28;
const VALID_FOR = 92;
/** how the first entry of a map of pages begins; a page of rows begins otherwise */
const ROOT_PAGE_ENTRY = 1;

/** A copy of a damaged database with its log laid over page by page, so that what follows needs no log. */
export function copyWithLog(damaged: string, copy: string, wal: Wal | null): void {
  copyFileSync(damaged, copy);
  const file = openSync(copy, 'r+');
  try {
    for (const { page, bytes } of wal?.frames ?? []) writeSync(file, bytes, 0, PAGE_BYTES, (page - 1) * PAGE_BYTES);
    const header = Buffer.alloc(100);
    readSync(file, header, 0, 100, 0);
    writeHeader(file, header);
  } finally {
    closeSync(file);
  }
}

/**
 * Gives the copy of a database whose list of tables cannot be read a new one that holds only the named tables, so that
 * their rows can be. Where they begin is known: the first migration makes them, in one order, and they stay there.
 */
export function giveFreshSchema(copy: string, tables: readonly string[], driver: Driver): void {
  const file = openSync(copy, 'r+');
  let shrinkable: boolean;
  try {
    shrinkable = hasPageMap(file);
    const page = emptyPage(`${copy}.empty`, driver, shrinkable);
    writeSync(file, page, 0, PAGE_BYTES, 0);
    writeHeader(file, page);
  } finally {
    closeSync(file);
  }
  const db = new driver(copy);
  try {
    db.unsafeMode(true);
    db.pragma('writable_schema = ON');
    const insert = db.prepare('INSERT INTO sqlite_master VALUES (@type, @name, @tbl_name, @rootpage, @sql)');
    for (const row of schemaOf(tables, driver, shrinkable)) insert.run(row);
  } finally {
    db.close();
  }
}

/** A file that can give pages back keeps a map of them in its second page, and its tables begin behind it. */
function hasPageMap(file: number): boolean {
  const first = Buffer.alloc(1);
  readSync(file, first, 0, 1, PAGE_BYTES);
  return first[0] === ROOT_PAGE_ENTRY;
}

/** Says of the file what it is: so many pages, and no log beside it. */
function writeHeader(file: number, header: Buffer): void {
  header.writeUInt32BE(Math.floor(fstatSync(file).size / PAGE_BYTES), PAGE_COUNT);
  header.copyWithin(VALID_FOR, CHANGE_COUNTER, CHANGE_COUNTER + 4);
  header.fill(1, READ_VERSION, READ_VERSION + 2);
  writeSync(file, header, 0, 100, 0);
}

/** The first page of a database without tables, made at `file`: Electron never returns from `serialize()`. */
function emptyPage(file: string, driver: Driver, shrinkable: boolean): Buffer {
  rmSync(file, { force: true });
  const db = new driver(file);
  if (shrinkable) db.pragma('auto_vacuum = INCREMENTAL');
  db.exec('CREATE TABLE gone (x); DROP TABLE gone;');
  db.close();
  const page = readFileSync(file).subarray(0, PAGE_BYTES);
  rmSync(file);
  return page;
}

interface SchemaRow {
  name: string;
  tbl_name: string;
  rootpage: number;
  sql: string | null;
}

/** Where the first migration puts the tables and their own indexes, with the definitions they have today. */
function schemaOf(tables: readonly string[], driver: Driver, shrinkable: boolean): SchemaRow[] {
  const today = new Map(schemaAfter(MIGRATIONS, driver, shrinkable).map((row) => [row.name, row.sql]));
  return schemaAfter(MIGRATIONS.slice(0, 1), driver, shrinkable)
    .filter((row) => tables.includes(row.tbl_name) && today.has(row.name))
    .map((row) => ({ ...row, sql: today.get(row.name) ?? null }));
}

function schemaAfter(migrations: typeof MIGRATIONS, driver: Driver, shrinkable: boolean): SchemaRow[] {
  const db = new driver(':memory:');
  if (shrinkable) db.pragma('auto_vacuum = INCREMENTAL');
  migrate(db, migrations);
  const rows = db
    .prepare("SELECT * FROM sqlite_master WHERE type = 'table' OR name LIKE 'sqlite_autoindex_%'")
    .all() as SchemaRow[];
  db.close();
  return rows;
}
