import { rmSync } from 'node:fs';
import type { Log } from '../log.ts';
import type { Db, Driver } from './driver.ts';
import { copyWithFreshSchema } from './schemaRepair.ts';

/** Work and people of this desk, which no gateway has: everything else comes back by itself. */
const KEPT = ['outbox', 'users', 'alarms', 'outbox_history'] as const;

/**
 * Copies row by row what can still be read of the kept tables from a damaged database into a fresh one, so that one
 * unreadable page costs only its own rows.
 *
 * @returns number of rows saved
 */
export function salvage(damaged: string, into: Db, driver: Driver, log: Log): number {
  const source = openReadable(damaged, driver, log);
  if (!source) return 0;
  let saved = 0;
  for (const table of KEPT) saved += copyTable(source, into, table, log);
  const consoleId = readRow(source, "SELECT value FROM meta WHERE key = 'console-id'");
  if (consoleId) into.prepare("INSERT OR REPLACE INTO meta VALUES ('console-id', ?)").run(consoleId.value);
  source.close();
  rmSync(repairedName(damaged), { force: true });
  return saved;
}

/** The damaged file itself, or — when its list of tables cannot be read — a copy with that list made anew. */
function openReadable(damaged: string, driver: Driver, log: Log): Db | null {
  const open = (file: string): Db | null => {
    try {
      const db = new driver(file, { fileMustExist: true });
      if (readRow(db, 'SELECT COUNT(*) AS n FROM outbox')) return db;
      db.close();
    } catch (error) {
      log.warn({ err: error }, 'a damaged database does not open');
    }
    return null;
  };
  const asItIs = open(damaged);
  if (asItIs) return asItIs;
  const copy = repairedName(damaged);
  try {
    copyWithFreshSchema(damaged, copy, [...KEPT, 'meta'], driver);
  } catch (error) {
    log.error({ err: error }, 'the damaged database cannot be read at all');
    return null;
  }
  return open(copy);
}

function repairedName(damaged: string): string {
  return `${damaged}.repaired`;
}

function copyTable(source: Db, into: Db, table: string, log: Log): number {
  const columns = (into.pragma(`table_info(${table})`) as { name: string }[]).map((column) => column.name);
  const insert = into.prepare(
    `INSERT OR IGNORE INTO ${table} (${columns.join(', ')}) VALUES (${columns.map((name) => `@${name}`).join(', ')})`,
  );
  let saved = 0;
  let lost = 0;
  for (const key of keysOf(source, table)) {
    const row = readRow(source, `SELECT ${columns.join(', ')} FROM ${table} WHERE ${key.column} = ?`, key.value);
    if (!row) {
      lost += 1;
      continue;
    }
    try {
      saved += insert.run(row).changes;
    } catch (error) {
      lost += 1;
      log.warn({ err: error, table }, 'a salvaged row does not fit');
    }
  }
  log.info({ table, saved, lost }, 'salvaged');
  return saved;
}

/** Keys that can be read, forwards and — past a broken page — backwards. */
function keysOf(source: Db, table: string): { column: string; value: unknown }[] {
  const column = table === 'outbox' ? 'n' : 'id';
  const keys = new Map<unknown, { column: string; value: unknown }>();
  for (const order of ['ASC', 'DESC']) {
    try {
      const rows = source.prepare(`SELECT ${column} AS k FROM ${table} ORDER BY ${column} ${order}`).iterate();
      for (const row of rows) {
        const { k } = row as { k: unknown };
        keys.set(k, { column, value: k });
      }
      break;
    } catch {
      // A broken page ends this walk; the other direction reads what lies behind it.
    }
  }
  return [...keys.values()].sort((x, y) => Number(x.value) - Number(y.value) || 0);
}

function readRow(source: Db, sql: string, ...values: unknown[]): Record<string, unknown> | undefined {
  try {
    return source.prepare(sql).get(...values) as Record<string, unknown> | undefined;
  } catch {
    return undefined;
  }
}
