import { type CentreAlarm, isListed } from '#shared/domain/alarms/alarm.ts';
import type { Muster, MusterLine } from '#shared/domain/muster.ts';
import type { CallBack, Transmission } from '#shared/protocol/intercom.ts';
import type { Claim } from '#shared/protocol/desks.ts';
import type { EntityName, EntityRow, Grid } from '#shared/protocol/entities.ts';
import type { Shift, ShiftNote } from '#shared/protocol/shifts.ts';
import type { CacheSet } from '../db/cacheTables.ts';
import type { Db } from '../db/driver.ts';
import type { SearchIndex } from './searchIndex.ts';

interface EntityRowOnDisk {
  rid: number;
  version: number;
  value: string;
}

/** The small replicated entities (grids, departments, categories, channels …) as JSON by entity and id. */
export class EntityStore {
  readonly #find;
  readonly #list;
  readonly #children;
  readonly #newest;
  readonly #put;
  readonly #remove;
  readonly #index: SearchIndex<unknown>;
  readonly #changes = new Map<EntityName, number>();

  constructor(db: Db, set: CacheSet, index: SearchIndex<unknown>) {
    this.#index = index;
    this.#find = db.prepare<[string, string], EntityRowOnDisk>(
      `SELECT rid, version, value FROM entities_${set} WHERE entity = ? AND id = ?`,
    );
    this.#list = db.prepare<[string], { value: string }>(
      `SELECT value FROM entities_${set} WHERE entity = ? ORDER BY id`,
    );
    this.#children = db.prepare<[string, string], { value: string }>(
      `SELECT value FROM entities_${set} WHERE entity = ? AND parent = ? ORDER BY id`,
    );
    this.#newest = db.prepare<[string, string, number], { value: string }>(
      `SELECT value FROM entities_${set} WHERE entity = ? AND parent = ? ORDER BY id DESC LIMIT ?`,
    );
    this.#put = db.prepare<unknown[], { rid: number }>(
      `INSERT INTO entities_${set} (entity, id, version, parent, value) VALUES (?, ?, ?, ?, ?)
       ON CONFLICT (entity, id) DO UPDATE SET version = excluded.version, parent = excluded.parent,
         value = excluded.value RETURNING rid`,
    );
    this.#remove = db.prepare(`DELETE FROM entities_${set} WHERE rid = ?`);
  }

  get<E extends EntityName>(entity: E, id: string): EntityRow<E> | null {
    const row = this.#find.get(entity, id);
    return row ? (JSON.parse(row.value) as EntityRow<E>) : null;
  }

  /** Every row of an entity, by id. */
  list<E extends EntityName>(entity: E): EntityRow<E>[] {
    return this.#list.all(entity).map((row) => JSON.parse(row.value) as EntityRow<E>);
  }

  /**
   * Rows that belong to `parent`, by id: grids of a grid, notes of a shift, claims of an operator, and of shifts and call-backs
   * those `open`.
   */
  children<E extends EntityName>(entity: E, parent: string): EntityRow<E>[] {
    return this.#children.all(entity, parent).map((row) => JSON.parse(row.value) as EntityRow<E>);
  }

  /** The newest rows that belong to `parent`, by ids that begin with their time. */
  newest<E extends EntityName>(entity: E, parent: string, limit: number): EntityRow<E>[] {
    return this.#newest.all(entity, parent, limit).map((row) => JSON.parse(row.value) as EntityRow<E>);
  }

  /** How many rows of an entity were written or removed since the start: what was made of them earlier is stale by it. */
  changes(entity: EntityName): number {
    return this.#changes.get(entity) ?? 0;
  }

  #changed(entity: EntityName): void {
    this.#changes.set(entity, this.changes(entity) + 1);
  }

  /** Writes the row unless a version at least as new is there. */
  put(entity: EntityName, id: string, version: number, value: unknown): void {
    const before = this.#find.get(entity, id);
    if (before && before.version >= version) return;
    const row = this.#put.get(entity, id, version, parentOf(entity, value), JSON.stringify(value));
    if (!row) return;
    this.#changed(entity);
    if (before) this.#index.replace(row.rid, JSON.parse(before.value), value, entity);
    else this.#index.add(row.rid, value, entity);
  }

  remove(entity: EntityName, id: string): void {
    const before = this.#find.get(entity, id);
    if (!before) return;
    this.#changed(entity);
    this.#index.remove(before.rid, JSON.parse(before.value), entity);
    this.#remove.run(before.rid);
  }
}

function parentOf(entity: EntityName, value: unknown): string | null {
  if (entity === 'grid') return (value as Grid).parent;
  if (entity === 'shift-note') return (value as ShiftNote).shiftId;
  if (entity === 'muster-line') return (value as MusterLine).musterId;
  if (entity === 'muster') return (value as Muster).stoodDownAt === null ? 'running' : null;
  if (entity === 'alarm') return isListed(value as CentreAlarm) ? 'listed' : 'over';
  if (entity === 'call-back') return (value as CallBack).answeredAt === null ? 'open' : 'answered';
  // Digits of one length sort as numbers do.
  if (entity === 'transmission') return String((value as Transmission).startedAt);
  if (entity === 'shift') return (value as Shift).closedAt === null ? 'open' : null;
  if (entity === 'claim') return (value as Claim).by.id;
  return null;
}
