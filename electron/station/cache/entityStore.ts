import type { Department, EntityName, EntityRow, Grid } from '#shared/protocol/entities.ts';
import { bigrams } from '#shared/domain/search.ts';
import type { CacheSet } from '../db/cacheTables.ts';
import type { Db } from '../db/driver.ts';
import { entityGram } from './recordStore.ts';

interface EntityRowOnDisk {
  rid: number;
  version: number;
  value: string;
}

/** The small replicated entities (grids, departments, categories, channels …) as JSON by entity and id. */
export class EntityStore {
  readonly #find;
  readonly #list;
  readonly #put;
  readonly #remove;
  readonly #gramsIn;
  readonly #gramsOut;

  constructor(db: Db, set: CacheSet) {
    this.#find = db.prepare<[string, string], EntityRowOnDisk>(
      `SELECT rid, version, value FROM entities_${set} WHERE entity = ? AND id = ?`,
    );
    this.#list = db.prepare<[string], { value: string }>(
      `SELECT value FROM entities_${set} WHERE entity = ? ORDER BY id`,
    );
    this.#put = db.prepare<unknown[], { rid: number }>(
      `INSERT INTO entities_${set} (entity, id, version, parent, value) VALUES (?, ?, ?, ?, ?)
       ON CONFLICT (entity, id) DO UPDATE SET version = excluded.version, parent = excluded.parent,
         value = excluded.value RETURNING rid`,
    );
    this.#remove = db.prepare(`DELETE FROM entities_${set} WHERE rid = ?`);
    this.#gramsIn = db.prepare(`INSERT INTO search_others_${set} (rowid, grams) VALUES (?, ?)`);
    this.#gramsOut = db.prepare(
      `INSERT INTO search_others_${set} (search_others_${set}, rowid, grams) VALUES ('delete', ?, ?)`,
    );
  }

  get<E extends EntityName>(entity: E, id: string): EntityRow<E> | null {
    const row = this.#find.get(entity, id);
    return row ? (JSON.parse(row.value) as EntityRow<E>) : null;
  }

  /** Every row of an entity, by id. */
  list<E extends EntityName>(entity: E): EntityRow<E>[] {
    return this.#list.all(entity).map((row) => JSON.parse(row.value) as EntityRow<E>);
  }

  /** Writes the row unless a version at least as new is there. */
  put(entity: EntityName, id: string, version: number, value: unknown): void {
    const before = this.#find.get(entity, id);
    if (before && before.version >= version) return;
    const parent = entity === 'grid' ? (value as Grid).parent : null;
    const row = this.#put.get(entity, id, version, parent, JSON.stringify(value));
    if (!row) return;
    const old = before ? entityText(entity, JSON.parse(before.value)) : '';
    const next = entityText(entity, value);
    if (old === next) return;
    if (old) this.#gramsOut.run(entityGram(row.rid), bigrams(old));
    if (next) this.#gramsIn.run(entityGram(row.rid), bigrams(next));
  }

  remove(entity: EntityName, id: string): void {
    const before = this.#find.get(entity, id);
    if (!before) return;
    const old = entityText(entity, JSON.parse(before.value));
    if (old) this.#gramsOut.run(entityGram(before.rid), bigrams(old));
    this.#remove.run(before.rid);
  }
}

/** What an entity is found by; '' for those nobody searches. */
function entityText(entity: EntityName, value: unknown): string {
  if (entity === 'grid') {
    const { code, name } = value as Grid;
    return `${code} ${name}`;
  }
  if (entity === 'department') {
    const { code, zh, en } = value as Department;
    return `${code} ${zh} ${en}`;
  }
  return '';
}
