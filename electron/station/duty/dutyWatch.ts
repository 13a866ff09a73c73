import { DAY_MS } from '#shared/domain/calendar.ts';
import { DutyTally } from '#shared/domain/duty.ts';
import { dayText, startOfDay } from '#shared/domain/periods.ts';
import { breathe } from '../breathe.ts';
import type { Cache } from '../cache/cache.ts';
import type { CacheSet } from '../db/cacheTables.ts';
import type { Db } from '../db/driver.ts';
import { unforced } from '../db/unforced.ts';
import type { Log } from '../log.ts';
import { toText } from './dutyDays.ts';

export interface DutyWorld {
  db: Db;
  cache: Cache;
  log: Log;
  /** the centre's clock while the cache is what the centre has; else null */
  upToDate(): number | null;
  /** the database's log is moved, or must be, before more is written */
  mustWait(): boolean;
  /** the day is written: a table of figures may show more */
  changed(): void;
  /** a write failed; true: it is taken care of */
  failed(error: unknown): boolean;
}

/** rows read at one go, one or two milliseconds */
const SLICE_ROWS = 200;
const LOOK_MS = 120_000;
/** until the cache is what the centre has */
const RETRY_MS = 1000;
/** a day's last look is so long before its end */
const BEFORE_END_MS = 3000;

interface WorkerRow {
  rid: number;
  gridCode: string;
  onDuty: number;
  dutySince: number | null;
}

/**
 * Keeps who was on duty on each day ([ST284]): looks at the workers' rows of the cache every two minutes when they have changed, at
 * the first moment the cache is what the centre has, and shortly before a day ends. What it writes is a whole day, from one look: a
 * look that is cut off writes nothing, and the next knows the same.
 */
export class DutyWatch {
  readonly #world: DutyWorld;
  #timer: NodeJS.Timeout | null = null;
  #touched = true;
  #lookedDay = '';
  #stopped = false;
  #looking: Promise<void> = Promise.resolve();

  constructor(world: DutyWorld) {
    this.#world = world;
  }

  start(): void {
    this.#again(RETRY_MS);
  }

  /** Workers or grids have changed, or the cache is another. */
  touched(): void {
    this.#touched = true;
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    if (this.#timer) clearTimeout(this.#timer);
    await this.#looking;
  }

  #again(ms: number): void {
    if (this.#stopped) return;
    this.#timer = setTimeout(() => {
      this.#looking = this.look()
        .catch((error: unknown) => {
          if (!this.#world.failed(error)) this.#world.log.warn({ err: error }, 'who is on duty could not be kept');
        })
        .then(() => this.#again(this.#pause()));
    }, ms);
    this.#timer.unref();
  }

  #pause(): number {
    const now = this.#world.upToDate();
    if (now === null) return RETRY_MS;
    const toLast = startOfDay(now) + DAY_MS - BEFORE_END_MS - now;
    return toLast > 0 ? Math.min(LOOK_MS, toLast) : BEFORE_END_MS;
  }

  /** Counts the present day anew when there may be more to know, and writes it when it is not what is written. */
  async look(): Promise<void> {
    const { cache, upToDate, changed } = this.#world;
    const now = upToDate();
    if (now === null) return;
    const day = dayText(now);
    if (!this.#touched && day === this.#lookedDay) return;
    const set = cache.live;
    /** a look over a cache that goes, or into another day, is none */
    const holds = (): boolean => {
      const then = this.#stopped ? null : upToDate();
      return then !== null && cache.live === set && dayText(then) === day;
    };
    // What changes during the look is looked at again.
    this.#touched = false;
    let seen = false;
    try {
      const counts = await this.#count(set, startOfDay(now), holds);
      if (counts === null) return;
      if (this.#write(day, counts)) changed();
      this.#lookedDay = day;
      seen = true;
    } finally {
      if (!seen) this.#touched = true;
    }
  }

  async #count(set: CacheSet, from: number, holds: () => boolean): Promise<string | null> {
    const tally = new DutyTally({ from, to: from + DAY_MS });
    for (const slice of [workerSlices, gridSlices]) {
      for (const _ of slice(this.#world.db, set, tally)) {
        await breathe(this.#world.mustWait);
        if (!holds()) return null;
      }
    }
    const text = toText(tally.counts);
    await breathe(this.#world.mustWait);
    return holds() ? text : null;
  }

  /** @returns whether there was anything new. A look can be had again: it need not reach the disk by itself. */
  #write(day: string, counts: string): boolean {
    const { db } = this.#world;
    return unforced(
      db,
      () =>
        db
          .prepare(
            `INSERT INTO duty_days (id, counts) VALUES (?, ?)
             ON CONFLICT (id) DO UPDATE SET counts = excluded.counts WHERE counts <> excluded.counts`,
          )
          .run(day, counts).changes > 0,
    );
  }
}

function* workerSlices(db: Db, set: CacheSet, tally: DutyTally): Generator<void> {
  const read = db.prepare<[number], WorkerRow>(
    `SELECT rid, grid_code AS gridCode, on_duty AS onDuty, json_extract(value, '$.dutySince') AS dutySince
      FROM workers_${set} WHERE rid > ? ORDER BY rid LIMIT ${SLICE_ROWS}`,
  );
  for (let rows = read.all(-1); rows.length > 0; rows = read.all(rows.at(-1)?.rid ?? 0)) {
    for (const { gridCode, onDuty, dutySince } of rows) tally.addWorker({ gridCode, onDuty: onDuty === 1, dutySince });
    yield;
  }
}

function* gridSlices(db: Db, set: CacheSet, tally: DutyTally): Generator<void> {
  const read = db.prepare<[string], { id: string; tier: string }>(
    `SELECT id, json_extract(value, '$.tier') AS tier FROM entities_${set}
      WHERE entity = 'grid' AND id > ? ORDER BY id LIMIT ${SLICE_ROWS}`,
  );
  for (let rows = read.all(''); rows.length > 0; rows = read.all(rows.at(-1)?.id ?? '')) {
    for (const { id, tier } of rows) if (tier === 'unit') tally.addGrid(id);
    yield;
  }
}
