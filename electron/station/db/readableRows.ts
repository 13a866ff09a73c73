import type { Db } from './driver.ts';

/** between two readable pages so many numbers are tried one by one */
const MOST_TRIED = 200_000;

export interface Keys {
  values: unknown[];
  /** the table was walked from end to end */
  complete: boolean;
}

/**
 * Keys of a damaged table that can be read: forwards, and — past a broken page — backwards. What lies between two broken
 * pages is found by trying each number, where keys are numbers.
 */
export function keysOf(source: Db, table: string, column: string): Keys {
  const forwards = walk(source, table, column, 'ASC');
  if (forwards.complete) return forwards;
  const backwards = walk(source, table, column, 'DESC');
  const values = new Set([...forwards.values, ...between(source, table, column, forwards, backwards)]);
  for (const value of backwards.values.toReversed()) values.add(value);
  return { values: [...values], complete: false };
}

function walk(source: Db, table: string, column: string, order: 'ASC' | 'DESC'): Keys {
  const values: unknown[] = [];
  try {
    for (const row of source.prepare(`SELECT ${column} AS k FROM ${table} ORDER BY ${column} ${order}`).iterate())
      values.push((row as { k: unknown }).k);
    return { values, complete: true };
  } catch {
    return { values, complete: false };
  }
}

function between(source: Db, table: string, column: string, forwards: Keys, backwards: Keys): unknown[] {
  const from = forwards.values.at(-1) ?? 0;
  const to = backwards.values.at(-1);
  if (typeof from !== 'number' || typeof to !== 'number') return [];
  const found: unknown[] = [];
  for (let n = Math.max(from + 1, to - MOST_TRIED); n < to; n += 1)
    if (readRow(source, `SELECT ${column} FROM ${table} WHERE ${column} = ?`, n)) found.push(n);
  return found;
}

/** One row; undefined when there is none or it cannot be read. */
export function readRow(source: Db, sql: string, ...values: unknown[]): Record<string, unknown> | undefined {
  try {
    return source.prepare(sql).get(...values) as Record<string, unknown> | undefined;
  } catch {
    return undefined;
  }
}
