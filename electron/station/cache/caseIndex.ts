import type { Case } from '#shared/domain/case.ts';
import { bigrams } from '#shared/domain/search.ts';
import type { CacheSet } from '../db/cacheTables.ts';
import type { Db } from '../db/driver.ts';
import { Meta } from '../db/meta.ts';

const STEP_ROWS = 100;
const COMPLETE = Number.POSITIVE_INFINITY;

/**
 * The search index of one set's cases. It changes in the transaction of its row, but for a rebuilt set: there the rows
 * come first, so that the desk can work, and the index follows in small steps up to row `builtTo`. What lies behind that
 * row is left to those steps, whoever changes it.
 */
export class CaseIndex {
  readonly #db: Db;
  readonly #meta: Meta;
  readonly #key: string;
  readonly #in;
  readonly #out;
  readonly #next;
  #builtTo: number;

  constructor(db: Db, set: CacheSet) {
    this.#db = db;
    this.#meta = new Meta(db);
    this.#key = `search-built-${set}`;
    this.#in = db.prepare(`INSERT INTO search_cases_${set} (rowid, grams) VALUES (?, ?)`);
    this.#out = db.prepare(
      `INSERT INTO search_cases_${set} (search_cases_${set}, rowid, grams) VALUES ('delete', ?, ?)`,
    );
    this.#next = db.prepare<[number, number], { rid: number; value: string }>(
      `SELECT rid, value FROM cases_${set} WHERE rid > ? ORDER BY rid LIMIT ?`,
    );
    this.#builtTo = Number(this.#meta.get(this.#key) ?? COMPLETE);
  }

  get complete(): boolean {
    return this.#builtTo === COMPLETE;
  }

  /** The set is empty and about to be filled: its rows are indexed afterwards, by `step`. */
  postpone(): void {
    this.#builtTo = 0;
    this.#meta.set(this.#key, '0');
  }

  add(rid: number, shown: Case): void {
    if (rid <= this.#builtTo) this.#in.run(rid, bigrams(searchText(shown)));
  }

  replace(rid: number, old: Case, shown: Case): void {
    if (rid > this.#builtTo) return;
    const [before, after] = [searchText(old), searchText(shown)];
    if (before === after) return;
    this.#out.run(rid, bigrams(before));
    this.#in.run(rid, bigrams(after));
  }

  remove(rid: number, old: Case): void {
    if (rid <= this.#builtTo) this.#out.run(rid, bigrams(searchText(old)));
  }

  /** Indexes the next rows in one transaction; returns true when none is left. */
  step(): boolean {
    if (this.complete) return true;
    const rows = this.#next.all(this.#builtTo, STEP_ROWS);
    const last = rows.at(-1);
    this.#db
      .transaction(() => {
        for (const row of rows) this.#in.run(row.rid, bigrams(searchText(JSON.parse(row.value) as Case)));
        if (last) this.#meta.set(this.#key, String(last.rid));
        else this.#meta.remove(this.#key);
      })
      .immediate();
    this.#builtTo = last?.rid ?? COMPLETE;
    return this.complete;
  }
}

/** What a case is found by. Never the contact. */
function searchText(shown: Case): string {
  return `${shown.number ?? ''} ${shown.title} ${shown.text} ${shown.address}`;
}
