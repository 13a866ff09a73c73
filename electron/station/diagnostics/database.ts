import { existsSync } from 'node:fs';
import type { Db, Driver } from '../db/driver.ts';
import { headerVersion } from '../db/header.ts';
import { MIGRATIONS } from '../db/migrations/index.ts';

const BUSY_MS = 5000;
const MOST_FINDINGS = 20;
/** small facts of the database that are about nobody */
const TOLD = ['clean', 'live', 'leftover', 'cursor', 'cache-schema', 'data-as-of', 'clock-offset'];

/** What a database says of itself: counts and its own checks, no row of it. Throws when it cannot be opened at all. */
export function databaseFacts(file: string, driver: Driver): Record<string, unknown> {
  if (!existsSync(file)) return { there: false };
  const version = headerVersion(file);
  const db = new driver(file, { readonly: true, fileMustExist: true, timeout: BUSY_MS });
  try {
    const one = (pragma: string): unknown => db.pragma(pragma, { simple: true });
    return {
      there: true,
      version,
      known: MIGRATIONS.length,
      pages: one('page_count'),
      freePages: one('freelist_count'),
      pageBytes: one('page_size'),
      journal: one('journal_mode'),
      tables: attempt(() => tableCounts(db)),
      outbox: attempt(() => outboxCounts(db)),
      meta: attempt(() => toldMeta(db)),
      integrity: attempt(() => integrityOf(db)),
    };
  } finally {
    db.close();
  }
}

/** Each fact for itself: on a damaged file the others are still told. */
function attempt<T>(run: () => T): T | { failed: string } {
  try {
    return run();
  } catch (error) {
    return { failed: codeOf(error) };
  }
}

/** What went wrong, as a code: an error's words may hold content. */
export function codeOf(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown';
  return 'code' in error && typeof error.code === 'string' ? error.code : error.name;
}

function has(db: Db, table: string): boolean {
  return db.prepare("SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = ?").get(table) !== undefined;
}

function tableCounts(db: Db): Record<string, number | { failed: string }> {
  const tables = db.prepare<[], { name: string }>("SELECT name FROM sqlite_master WHERE type = 'table'").all();
  const count = (name: string): number =>
    db.prepare<[], { n: number }>(`SELECT COUNT(*) AS n FROM "${name.replaceAll('"', '""')}"`).get()?.n ?? 0;
  return Object.fromEntries(tables.map(({ name }) => [name, attempt(() => count(name))]));
}

function outboxCounts(db: Db): unknown {
  if (!has(db, 'outbox')) return null;
  return db
    .prepare(
      `SELECT kind, state, code, COUNT(*) AS count, MAX(attempts) AS attempts, MIN(at) AS oldestAt
         FROM outbox GROUP BY kind, state, code`,
    )
    .all();
}

function toldMeta(db: Db): Record<string, string> {
  if (!has(db, 'meta')) return {};
  const rows = db.prepare<[], { key: string; value: string }>('SELECT key, value FROM meta').all();
  return Object.fromEntries(rows.filter(({ key }) => TOLD.includes(key)).map(({ key, value }) => [key, value]));
}

/** SQLite's findings name pages, tables and indexes. */
function integrityOf(db: Db): string[] {
  const rows = db.pragma(`integrity_check(${MOST_FINDINGS})`) as { integrity_check: string }[];
  return rows.map((row) => row.integrity_check);
}
