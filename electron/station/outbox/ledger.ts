import type { Cache } from '../cache/cache.ts';
import type { Db } from '../db/driver.ts';
import { type Trouble, troubleOf } from '../db/trouble.ts';
import type { Log } from '../log.ts';
import type { Outbox } from './outbox.ts';
import type { Again, Aside, NewOutboxRow, OutboxRow } from './rows.ts';
import type { OutboxOverlay } from './overlay.ts';

export interface LedgerWorld {
  db: Db;
  cache: Cache;
  outbox: Outbox;
  overlay: OutboxOverlay;
  log: Log;
  now(): number;
  /** the database took a write (null), or why it did not */
  wrote(trouble: Trouble | null): void;
}

/** Rows of the outbox and what they show on this desk, moved together. Everything but `write` belongs inside a transaction. */
export class Ledger {
  readonly #world: LedgerWorld;

  constructor(world: LedgerWorld) {
    this.#world = world;
  }

  /** Runs in one transaction; returns the trouble when the disk does not take it. */
  write(run: () => void): Trouble | null {
    try {
      this.#world.db.transaction(run).immediate();
      this.#world.wrote(null);
      return null;
    } catch (error) {
      this.#world.overlay.reload();
      const trouble = troubleOf(error);
      if (!trouble) throw error;
      this.#world.log.error({ err: error }, 'the database did not take an action');
      this.#world.wrote(trouble);
      return trouble;
    }
  }

  add(row: NewOutboxRow): void {
    this.#world.outbox.add(row);
    this.#shownWith({ kind: row.kind, entity_id: row.entityId });
  }

  again(row: OutboxRow, again: Again): void {
    this.#world.outbox.sendAgain(row, again);
    this.#shownWith(row);
  }

  /** The row is set aside, and with it whatever builds on it. Returns all of them. */
  setAside(row: OutboxRow, why: Aside): OutboxRow[] {
    const { outbox } = this.#world;
    const dependants = outbox.dependants(row.id);
    outbox.setAside(row, why);
    for (const next of dependants) outbox.setAside(next, { code: 'depends', message: '', with: row.id });
    const all = [row, ...dependants];
    for (const one of all) this.#world.overlay.noteEnded(one.kind, one.entity_id);
    this.#relay(all);
    return all;
  }

  /** Acknowledged, but its change is still on its way: its effect stays. */
  acknowledged(row: OutboxRow, epoch: string, seq: number): void {
    this.#world.outbox.setDone(row, epoch, seq);
    this.#relay([row]);
  }

  through(row: OutboxRow, outcome: 'done' | 'undone' | 'dismissed'): void {
    const { outbox, overlay, now } = this.#world;
    const counted = row.state !== 'conflict' && row.state !== 'refused';
    outbox.end(row, outcome, now());
    if (counted) overlay.noteEnded(row.kind, row.entity_id);
    this.#relay([row]);
  }

  #shownWith(row: Pick<OutboxRow, 'kind' | 'entity_id'>): void {
    this.#world.overlay.noteAdded(row.kind, row.entity_id);
    this.#relay([row]);
  }

  /** Shows once what each of the rows was about. */
  #relay(rows: readonly Pick<OutboxRow, 'kind' | 'entity_id'>[]): void {
    const { overlay, cache } = this.#world;
    const once = new Map(rows.map((row) => [`${overlay.layerOf(row.kind)}:${row.entity_id}`, row]));
    for (const { kind, entity_id: id } of once.values()) overlay.relay(cache.stores, kind, id);
  }
}
