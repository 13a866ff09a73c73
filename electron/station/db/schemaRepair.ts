import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import type { Driver } from './driver.ts';
import { migrate } from './migrate.ts';

const PAGE_BYTES = 4096;
const READ_VERSION = 18;
const CHANGE_COUNTER = 24;
const PAGE_COUNT = 28;
const VALID_FOR = 92;

/**
 * Gives a copy of a database whose list of tables cannot be read a new one that holds only the named tables, so that
 * their rows can be. Where they begin is known: they were made first, in one order, in every database, and stay there.
 * Writes `copy`; throws when even that cannot be done.
 */
export function copyWithFreshSchema(damaged: string, copy: string, tables: readonly string[], driver: Driver): void {
  const bytes = readFileSync(damaged);
  emptyPage(copy, driver).copy(bytes, 0);
  bytes.writeUInt32BE(Math.floor(bytes.length / PAGE_BYTES), PAGE_COUNT);
  bytes.copyWithin(VALID_FOR, CHANGE_COUNTER, CHANGE_COUNTER + 4);
  bytes.fill(1, READ_VERSION, READ_VERSION + 2);
  writeFileSync(copy, bytes);
  const db = new driver(copy);
  try {
    db.unsafeMode(true);
    db.pragma('writable_schema = ON');
    const insert = db.prepare('INSERT INTO sqlite_master VALUES (@type, @name, @tbl_name, @rootpage, @sql)');
    for (const row of schemaOf(tables, driver)) insert.run(row);
  } finally {
    db.close();
  }
}

/** The first page of a database without tables, made at `file`: Electron never returns from `serialize()`. */
function emptyPage(file: string, driver: Driver): Buffer {
  rmSync(file, { force: true });
  const db = new driver(file);
  db.exec('CREATE TABLE gone (x); DROP TABLE gone;');
  db.close();
  return readFileSync(file).subarray(0, PAGE_BYTES);
}

/** What a fresh database says of the tables and of the indexes that belong to their definitions. */
function schemaOf(tables: readonly string[], driver: Driver): unknown[] {
  const db = new driver(':memory:');
  migrate(db);
  const rows = db
    .prepare("SELECT * FROM sqlite_master WHERE type = 'table' OR name LIKE 'sqlite_autoindex_%'")
    .all() as { tbl_name: string }[];
  db.close();
  return rows.filter((row) => tables.includes(row.tbl_name));
}
