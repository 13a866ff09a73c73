import { CACHE_SETS, type CacheSet } from '../db/cacheTables.ts';
import type { Db } from '../db/driver.ts';
import type { Log } from '../log.ts';

/**
 * What a newer centre has and this version cannot read: known by entity and id only, in the set that lacks it, so that it is
 * emptied and replaced with it. It is shown as a number and taken again after an update.
 */
export class Unread {
  readonly #log: Log;
  readonly #of;
  /** counted when asked for after a change: a transaction that is undone leaves no wrong number */
  readonly #counts = new Map<CacheSet, number>();
  readonly #logged = new Set<string>();

  constructor(db: Db, log: Log) {
    this.#log = log;
    const prepare = (set: CacheSet) => ({
      count: db.prepare<[], { n: number }>(`SELECT count(*) AS n FROM entities_${set} WHERE entity = 'unread'`),
      add: db.prepare(
        `INSERT OR IGNORE INTO entities_${set} (entity, id, version, value) VALUES ('unread', ?, 0, 'null')`,
      ),
      remove: db.prepare(`DELETE FROM entities_${set} WHERE entity = 'unread' AND id = ?`),
    });
    const prepared = new Map<CacheSet, ReturnType<typeof prepare>>();
    this.#of = (set: CacheSet) => {
      const known = prepared.get(set) ?? prepare(set);
      prepared.set(set, known);
      return known;
    };
  }

  count(set: CacheSet): number {
    const known = this.#counts.get(set) ?? this.#of(set).count.get()?.n ?? 0;
    this.#counts.set(set, known);
    return known;
  }

  /** A value could not be read; `why` holds nothing of it. */
  note(set: CacheSet, entity: string, id: string, why: unknown): void {
    this.#of(set).add.run(`${entity}:${id}`);
    this.#counts.delete(set);
    if (this.#logged.has(entity)) return;
    this.#logged.add(entity);
    this.#log.warn({ entity, id, why }, 'a record of the centre is left out, and others of its kind that do not fit');
  }

  /** A value could be read, or is no more. */
  settle(set: CacheSet, entity: string, id: string): void {
    if (this.count(set) > 0 && this.#of(set).remove.run(`${entity}:${id}`).changes > 0) this.#counts.delete(set);
  }

  /** A set was emptied, or rows were undone. */
  recount(): void {
    for (const set of CACHE_SETS) this.#counts.delete(set);
  }
}
