import { ENDED_STATES, URGENCIES } from '#shared/domain/case.ts';
import type { Cache } from '../cache/cache.ts';
import { type CacheSet, NO_DUE } from '../db/cacheTables.ts';
import type { Db } from '../db/driver.ts';
import { Meta } from '../db/meta.ts';
import { unforced } from '../db/unforced.ts';
import type { IdleTask } from './idle.ts';

const DAY_MS = 86_400_000;
const STEP_CASES = 10;
/** of all cases, in one day of the centre: a clock that jumps by a year costs a desk its archive in months, not at once */
const MOST_SHARE = 0.02;
const LEAST_A_DAY = 500;
const KEY = 'retired';

export interface EndedCasesWorld {
  db: Db;
  cache: Cache;
  /** the centre's clock; null while it is not known for sure: then nothing is retired */
  centreNow(): number | null;
  keepDays(): number;
  /** cases left the cache */
  retired(): void;
}

interface Place {
  state: string;
  urgency: number;
  after: string;
}

/**
 * Ended cases leave the cache with their history some time after their last change; the centre still finds them. They
 * are walked in the order of the queues' index, whose ids begin with the time a case was made: nothing younger than the
 * horizon is even looked at.
 */
export class EndedCases implements IdleTask {
  readonly name = 'ended cases';
  readonly #world: EndedCasesWorld;
  readonly #meta: Meta;
  #places: Place[] = [];
  #horizon = 0;
  #left = 0;
  #day = 0;

  constructor(world: EndedCasesWorld) {
    this.#world = world;
    this.#meta = new Meta(world.db);
  }

  step(): boolean {
    if (this.#places.length === 0 && !this.#begin()) return true;
    const [place] = this.#places;
    if (!place) return true;
    const ids = this.#next(place);
    const last = ids.at(-1);
    if (last === undefined || this.#left <= 0) this.#places.shift();
    else {
      this.#retire(ids);
      place.after = last.id;
    }
    if (this.#places.length > 0) return false;
    this.#world.retired();
    return true;
  }

  /** @returns false when nothing may be retired now */
  #begin(): boolean {
    const { cache, centreNow, keepDays, db } = this.#world;
    const now = centreNow();
    if (now === null) return false;
    this.#horizon = now - keepDays() * DAY_MS;
    this.#day = Math.floor(now / DAY_MS);
    const all = Number(db.prepare(`SELECT COALESCE(SUM(n), 0) FROM case_counts_${cache.live}`).pluck().get());
    this.#left = Math.max(LEAST_A_DAY, Math.floor(all * MOST_SHARE)) - this.#retiredToday();
    if (this.#left <= 0) return false;
    this.#places = ENDED_STATES.flatMap((state) => URGENCIES.map((_, urgency) => ({ state, urgency, after: '' })));
    return true;
  }

  #next({ state, urgency, after }: Place): { id: string; updated_at: number; waiting: number }[] {
    const set = this.#world.cache.live;
    const sql = `SELECT id, updated_at, waiting FROM cases_${set} INDEXED BY cases_${set}_queue
       WHERE state = ? AND urgency = ? AND due_at = ${NO_DUE} AND id > ? AND id < ? ORDER BY id LIMIT ${STEP_CASES}`;
    return this.#world.db.prepare(sql).all(state, urgency, after, firstIdAt(this.#horizon)) as {
      id: string;
      updated_at: number;
      waiting: number;
    }[];
  }

  #retire(found: { id: string; updated_at: number; waiting: number }[]): void {
    const { db, cache } = this.#world;
    const old = found
      .filter(({ updated_at, waiting }) => updated_at < this.#horizon && waiting === 0)
      .slice(0, this.#left);
    if (old.length === 0) return;
    const retire = db.transaction(() => {
      for (const { id } of old) {
        cache.stores.cases.remove(id);
        cache.stores.history.removeCase(id);
        removeRecords(db, cache.live, id);
      }
      this.#left -= old.length;
      this.#meta.set(KEY, `${this.#day} ${this.#retiredToday() + old.length}`);
    });
    // The centre has them: those that come back after a power cut leave again.
    unforced(db, () => retire.immediate());
  }

  #retiredToday(): number {
    const [day, count] = (this.#meta.get(KEY) ?? '').split(' ');
    return Number(day) === this.#day ? Number(count) : 0;
  }
}

/** Commands and receipts that belong to a case. */
function removeRecords(db: Db, set: CacheSet, caseId: string): void {
  db.prepare(`DELETE FROM receipts_${set} WHERE command_id IN (SELECT id FROM commands_${set} WHERE case_id = ?)`).run(
    caseId,
  );
  db.prepare(`DELETE FROM commands_${set} WHERE case_id = ? AND waiting = 0`).run(caseId);
}

/** The least UUIDv7 of a moment. */
function firstIdAt(time: number): string {
  const hex = Math.max(0, Math.floor(time)).toString(16).padStart(12, '0');
  return `${hex.slice(0, 8)}-${hex.slice(8)}`;
}
