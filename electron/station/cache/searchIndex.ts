import { indexTerms, type Searched } from '#shared/domain/searchTerms.ts';
import type { CacheSet } from '../db/cacheTables.ts';
import type { Db } from '../db/driver.ts';
import { Meta } from '../db/meta.ts';

const STEP_ROWS = 50;
/** FTS5 merges what single transactions wrote, while the index is made: so many pages in a step, some milliseconds */
const MERGE_PAGES = 64;
/** settings of FTS5: what it does by itself, in the transaction that writes (its defaults), and nothing of the sort */
const BY_ITSELF = { automerge: 4, crisismerge: 16 };
const IN_STEPS = { automerge: 0, crisismerge: 1999 };
const COMPLETE = Number.POSITIVE_INFINITY;

/** What a row is found by: its words, and values that whole rows are filtered by. */
export type Found = Searched & { facets?: readonly (readonly [name: string, value: string])[] };

/** What is indexed of a table of one set, and how. */
export interface Indexed<T> {
  /** the table of values, without its set */
  table: 'cases' | 'workers' | 'entities';
  /** the index it goes to, without its set */
  into: 'search_cases' | 'search_others';
  /** several tables may share an index: where a row of this one stands in it */
  rowid(rid: number): number;
  /** null for what nobody searches */
  found(value: T, entity: string): Found | null;
}

/** The mark of a term no text can give: neither letter nor digit, and yet part of a term to the tokenizer. */
const MARK = '§';

/** The term of a facet's value. Codes keep their case and their signs, which the tokenizer would not. */
export function facetTerm(name: string, value: string): string {
  const plain = value.replace(/[^a-z0-9]/gu, (sign) => `${MARK}${sign.codePointAt(0)?.toString(16)}${MARK}`);
  return `${MARK}${name}${MARK}${plain}`;
}

function termsOf(found: Found): string {
  const facets = (found.facets ?? []).map(([name, value]) => facetTerm(name, value));
  return [...facets, indexTerms(found)].join(' ');
}

function alike(a: Found | null, b: Found | null): boolean {
  return a?.named === b?.named && a?.text === b?.text && String(a?.facets) === String(b?.facets);
}

/**
 * The search index of one table of a set. It changes in the transaction of its row, but for a rebuilt set or an index of an
 * older layout: there the rows come first, so that the desk can work, and the index follows in small steps up to row
 * `builtTo`. What lies behind that row is left to those steps, whoever changes it.
 */
export class SearchIndex<T> {
  readonly #db: Db;
  readonly #meta: Meta;
  readonly #key: string;
  readonly #what: Indexed<T>;
  readonly #in;
  readonly #out;
  readonly #next;
  readonly #set;
  readonly #written;
  #builtTo: number;
  /** the index is being made: merges are steps of their own */
  #inSteps = false;
  #mergeNext = false;

  constructor(db: Db, set: CacheSet, what: Indexed<T>) {
    this.#db = db;
    this.#meta = new Meta(db);
    this.#key = builtKey(what.table, set);
    this.#what = what;
    const index = `${what.into}_${set}`;
    this.#in = db.prepare(`INSERT INTO ${index} (rowid, terms) VALUES (?, ?)`);
    this.#out = db.prepare(`INSERT INTO ${index} (${index}, rowid, terms) VALUES ('delete', ?, ?)`);
    this.#set = db.prepare<[string, number]>(`INSERT INTO ${index} (${index}, rank) VALUES (?, CAST(? AS INTEGER))`);
    this.#written = db.prepare('SELECT total_changes()').pluck();
    const entity = what.table === 'entities' ? 'entity' : "''";
    this.#next = db.prepare<[number, number], { rid: number; value: string; entity: string }>(
      `SELECT rid, value, ${entity} AS entity FROM ${what.table}_${set} WHERE rid > ? ORDER BY rid LIMIT ?`,
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

  add(rid: number, value: T, entity = ''): void {
    if (rid <= this.#builtTo) this.#insert(rid, this.#what.found(value, entity));
  }

  replace(rid: number, old: T, value: T, entity = ''): void {
    if (rid > this.#builtTo) return;
    const [before, after] = [this.#what.found(old, entity), this.#what.found(value, entity)];
    if (alike(before, after)) return;
    this.#delete(rid, before);
    this.#insert(rid, after);
  }

  remove(rid: number, old: T, entity = ''): void {
    if (rid <= this.#builtTo) this.#delete(rid, this.#what.found(old, entity));
  }

  /**
   * Indexes the next rows in one transaction, or merges some of what was written; returns true when nothing is left. Left to
   * itself FTS5 merges within a commit, now and then as much as a second's worth.
   */
  step(): boolean {
    if (this.complete) return true;
    if (!this.#inSteps) this.#mergeBy(IN_STEPS);
    this.#inSteps = true;
    const rows = this.#mergeNext ? [] : this.#next.all(this.#builtTo, STEP_ROWS);
    if (rows.length > 0) this.#indexRows(rows);
    else if (!this.#merge() && !this.#mergeNext) this.#finish();
    this.#mergeNext = rows.length > 0;
    return this.complete;
  }

  #indexRows(rows: readonly { rid: number; value: string; entity: string }[]): void {
    const last = rows.at(-1)?.rid ?? 0;
    this.#db
      .transaction(() => {
        for (const { rid, value, entity } of rows) this.#insert(rid, this.#what.found(JSON.parse(value) as T, entity));
        this.#meta.set(this.#key, String(last));
      })
      .immediate();
    this.#builtTo = last;
  }

  /** False when nothing was left to merge. */
  #merge(): boolean {
    const before = Number(this.#written.get());
    this.#set.run('merge', MERGE_PAGES);
    // FTS5 counts one change for a merge that does nothing.
    return Number(this.#written.get()) - before > 1;
  }

  #finish(): void {
    this.#db
      .transaction(() => {
        this.#mergeBy(BY_ITSELF);
        this.#meta.remove(this.#key);
      })
      .immediate();
    this.#inSteps = false;
    this.#builtTo = COMPLETE;
  }

  #mergeBy(settings: typeof BY_ITSELF): void {
    for (const [name, value] of Object.entries(settings)) this.#set.run(name, value);
  }

  #insert(rid: number, found: Found | null): void {
    if (found) this.#in.run(this.#what.rowid(rid), termsOf(found));
  }

  #delete(rid: number, found: Found | null): void {
    if (found) this.#out.run(this.#what.rowid(rid), termsOf(found));
  }
}

/** Where `meta` keeps how far a table is indexed; no such row when all of it is. */
function builtKey(table: Indexed<unknown>['table'], set: CacheSet): string {
  return table === 'cases' ? `search-built-${set}` : `search-built-${table}-${set}`;
}
