import type { CacheSet } from '../db/cacheTables.ts';
import type { Db } from '../db/driver.ts';
import { unforced } from '../db/unforced.ts';

/** a slice that took longer is followed by a smaller one, a faster one by a larger */
const SLICE_MS = 4;
const FIRST_ROWS = 20;
const MOST_ROWS = 500;
/** of FTS5's data table: what lies up to here says how its index is built, all behind it is the index */
const LAST_HEAD = 10;

interface Table {
  name: string;
  /** deletes so many of its rows, in the order of their keys: those that lie beside each other leave together */
  sql: string;
  /** whether there are any */
  probe: string;
  /** a table of FTS5's own, which SQLite guards against everybody else */
  guarded: boolean;
}

/**
 * Empties the tables of one cache set a few milliseconds at a time. Dropping a table of a million rows gives back all
 * its pages in one go, which takes seconds that every window waits for; a row at a time costs more work in all, but
 * nobody waits for it. A kill leaves a part of it for the next time, in a database that is sound.
 */
export class Emptying {
  readonly #db: Db;
  readonly #tables: Table[];
  #rows = FIRST_ROWS;

  constructor(db: Db, set: CacheSet) {
    this.#db = db;
    const tables = tablesOf(db, set);
    this.#tables = tables.filter(({ probe }) => db.prepare(probe).get() !== undefined);
    if (this.#tables.length > 0) disown(db, set);
  }

  /** Deletes the next rows; returns true when the set is empty. */
  step(): boolean {
    const table = this.#tables.at(-1);
    if (!table) return true;
    const started = performance.now();
    const deleted = this.#deleteFrom(table);
    if (deleted < this.#rows) this.#next();
    else this.#adapt(performance.now() - started);
    return this.#tables.length === 0;
  }

  /** Rows of another table are of another size, with other indexes: what fitted the last one says nothing of it. */
  #next(): void {
    this.#tables.pop();
    this.#rows = FIRST_ROWS;
  }

  #deleteFrom({ sql, guarded }: Table): number {
    const db = this.#db;
    // What is thrown away need not be forced to disk: the next commit that matters takes it along.
    const run = () => unforced(db, () => db.prepare(sql).run(this.#rows).changes);
    return guarded ? unguarded(db, run) : run();
  }

  #adapt(ms: number): void {
    const fitting = Math.floor(this.#rows * Math.min(2, SLICE_MS / Math.max(ms, 0.1)));
    this.#rows = Math.min(MOST_ROWS, Math.max(1, fitting));
  }
}

/** Ordinary tables of the set, and those in which FTS5 keeps an index of it. */
function tablesOf(db: Db, set: CacheSet): Table[] {
  const all = db.pragma('table_list') as { name: string; type: string; wr: 0 | 1 }[];
  const searches = searchesOf(db, set);
  return all.flatMap(({ name, type, wr }) => {
    const search = type === 'shadow' ? searches.find((one) => name.startsWith(`${one}_`)) : undefined;
    if (!search && !(type === 'table' && name.endsWith(`_${set}`))) return [];
    if (search && ![`${search}_data`, `${search}_idx`].includes(name)) return [];
    const where = name === `${search}_data` ? `WHERE id > ${LAST_HEAD}` : '';
    const sql = wr
      ? `DELETE FROM ${name} LIMIT ?`
      : `DELETE FROM ${name} WHERE rowid IN (SELECT rowid FROM ${name} ${where} ORDER BY rowid LIMIT ?)`;
    return [{ name, sql, probe: `SELECT 1 FROM ${name} ${where} LIMIT 1`, guarded: search !== undefined }];
  });
}

function searchesOf(db: Db, set: CacheSet): string[] {
  const sql = "SELECT name FROM sqlite_master WHERE type = 'table' AND rootpage = 0 AND name GLOB '*_' || ?";
  return db.prepare<[string], string>(sql).pluck().all(set);
}

/**
 * Counters and search no longer know of the set's rows: counting them down would be a third of the cost of every row,
 * and an index whose pages leave one after the other would count as damaged.
 */
function disown(db: Db, set: CacheSet): void {
  const triggers = db
    .prepare<[string], string>("SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name GLOB '*_' || ?")
    .pluck()
    .all(set);
  unguarded(db, () =>
    db
      .transaction(() => {
        for (const trigger of triggers) db.exec(`DROP TRIGGER ${trigger}`);
        for (const search of searchesOf(db, set)) beginAnew(db, search);
      })
      .immediate(),
  );
}

/** Gives a search table the head of an empty one. */
function beginAnew(db: Db, search: string): void {
  const made = String(db.prepare('SELECT sql FROM sqlite_master WHERE name = ?').pluck().get(search));
  db.exec(made.replace(/CREATE VIRTUAL TABLE\s+\S+/i, 'CREATE VIRTUAL TABLE temp.empty_search'));
  db.exec(`INSERT OR REPLACE INTO ${search}_data SELECT * FROM temp.empty_search_data WHERE id <= ${LAST_HEAD}`);
  db.exec('DROP TABLE temp.empty_search');
}

function unguarded<T>(db: Db, run: () => T): T {
  db.unsafeMode(true);
  try {
    return run();
  } finally {
    db.unsafeMode(false);
  }
}
