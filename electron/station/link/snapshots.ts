import { z } from 'zod';
import type { Topic } from '#shared/contract/feeds.ts';
import { snapshotAckSchema } from '#shared/protocol/console.ts';
import { ENTITY_NAMES, type EntityName } from '#shared/protocol/entities.ts';
import { breathe } from '../breathe.ts';
import { type Cache, nothingApplied, type Stores } from '../cache/cache.ts';
import { CACHE_SETS, type CacheSet } from '../db/cacheTables.ts';
import type { Db } from '../db/driver.ts';
import { unforced } from '../db/unforced.ts';
import type { Log } from '../log.ts';
import { BatchSize } from './batchSize.ts';
import { Gone, Nonsense } from './failures.ts';
import type { PageSize } from './pageSize.ts';
import { PassedOver } from './passedOver.ts';

/** taken first: it says how long ended cases stay */
const FIRST: EntityName = 'setting';

const progressSchema = z.object({
  epoch: z.string(),
  /** of the app that took the rows */
  schema: z.string(),
  /** what is still to be taken, the first of it from behind `after` */
  left: z.array(z.enum(ENTITY_NAMES as [EntityName, ...EntityName[]])),
  after: z.string().nullable(),
  /** the log's end when the first page was given: what changed since is in the log behind it */
  base: z.number().int().min(0),
  rows: z.number().int().min(0),
  /** null when the centre does not say */
  total: z.number().int().min(0).nullable(),
});
type Progress = z.infer<typeof progressSchema>;
type Page = Extract<z.infer<typeof snapshotAckSchema>, { ok: true }>;

export interface SnapshotWorld {
  db: Db;
  cache: Cache;
  log: Log;
  monotonic(): number;
  /** the database's log is moved, or too long: asked before each piece that is written in bulk */
  mustWait(): boolean;
  /** since when an ended case must have changed to be taken, by the settings in those tables; null: every case is taken */
  endedSince(stores: Stores): number | null;
  ask(event: 'snapshot', payload: unknown): Promise<unknown>;
  /** rows were written to the set that windows read */
  staged(topics: Set<Topic>): void;
  progress(entity: EntityName | null, rows: number, total: number | null): void;
}

export interface SnapshotRun {
  epoch: string;
  schema: string;
  /** most rows of a page, by the centre */
  mostRows: number;
  pages: PageSize;
  /** the cache has never held the centre's truth to the end of a snapshot */
  neverWhole: boolean;
  /** whether the centre's log still reaches back to a seq */
  reaches(seq: number): Promise<boolean>;
  /** throws Gone when the link this run belongs to is lost */
  still(): void;
}

export interface Taken {
  set: CacheSet;
  base: number;
  rows: number;
}

/**
 * Fills a set of the cache from snapshots of every entity. How far it came is written with the rows of each page, into the
 * set itself: a lost link or a restart goes on from there, and a set that is emptied or replaced has forgotten it.
 */
export class Snapshots {
  readonly #world: SnapshotWorld;
  readonly #batches = new BatchSize();

  constructor(world: SnapshotWorld) {
    this.#world = world;
  }

  /** Takes what is still missing. Throws Nonsense, Gone or a database error; what was written stays. */
  async take(run: SnapshotRun): Promise<Taken> {
    const { set, progress } = (await this.#found(run)) ?? (await this.#begin(run));
    await this.#takePages(set, progress, run);
    return { set, base: progress.base, rows: progress.rows };
  }

  /** Inside the transaction that makes the set the live one. */
  finish(set: CacheSet): void {
    this.#world.db.prepare(`DELETE FROM entities_${set} WHERE entity = 'snapshot'`).run();
  }

  /** A set that was left half filled, when it can be gone on with. */
  async #found(run: SnapshotRun): Promise<{ set: CacheSet; progress: Progress } | null> {
    const { cache, log } = this.#world;
    for (const set of CACHE_SETS) {
      const progress = set !== cache.live || run.neverWhole ? this.#read(set) : null;
      if (progress?.epoch !== run.epoch || progress.schema !== run.schema) continue;
      if (!(await run.reaches(progress.base))) return null;
      run.still();
      log.info({ rows: progress.rows, total: progress.total, entity: progress.left[0] }, 'the snapshot goes on');
      return { set, progress };
    }
    return null;
  }

  async #begin(run: SnapshotRun): Promise<{ set: CacheSet; progress: Progress }> {
    const { cache, db } = this.#world;
    // Emptying takes long and may be cut short: from its first slice on nobody may go on with what is left.
    for (const set of CACHE_SETS) this.finish(set);
    this.#world.progress(null, 0, null);
    // With nothing to lose the first rows are shown as they come.
    const set = await (run.neverWhole && cache.isEmpty
      ? cache.emptyLive(this.#world.mustWait)
      : cache.emptySpare(this.#world.mustWait));
    run.still();
    const surveyed = await this.#survey(run);
    run.still();
    const pages = [...surveyed.values()];
    const totals = pages.map((page) => page.total);
    const progress: Progress = {
      epoch: run.epoch,
      schema: run.schema,
      left: [...surveyed]
        .filter(([, page]) => page.next !== undefined)
        .map(([entity]) => entity)
        .sort((a, b) => Number(b === FIRST) - Number(a === FIRST)),
      after: null,
      base: Math.min(...pages.map((page) => page.seq)),
      rows: 0,
      total: totals.every((total) => total !== undefined) ? totals.reduce((sum, total) => sum + total, 0) : null,
    };
    const small = [...surveyed].filter(([, page]) => page.next === undefined);
    db.transaction(() => {
      for (const [entity, page] of small) this.#put(set, entity, page.rows, null);
      progress.rows = small.reduce((sum, [, page]) => sum + page.rows.length, 0);
      this.#write(set, progress);
    }).immediate();
    return { set, progress };
  }

  /** The first row of every entity and how many there are, asked at once. What an older centre does not know is not there. */
  async #survey(run: SnapshotRun): Promise<Map<EntityName, Page>> {
    const { ask, log } = this.#world;
    const asked = ENTITY_NAMES.map(async (entity) => {
      const answer = snapshotAckSchema.safeParse(await ask('snapshot', { entity, limit: 1, count: true }));
      if (!answer.success) throw new Nonsense(`snapshot of ${entity}`);
      if (answer.data.ok) return [entity, answer.data] as const;
      if (answer.data.code !== 'invalid') throw new Gone(answer.data.code);
      log.warn({ entity }, 'the centre does not know an entity of this version');
      return null;
    });
    const pages = await Promise.all(asked);
    run.still();
    const known = pages.filter((page) => page !== null);
    if (known.length === 0) throw new Nonsense('the centre knows no entity');
    return new Map(known);
  }

  async #takePages(set: CacheSet, progress: Progress, run: SnapshotRun): Promise<void> {
    let asked = this.#askPage(progress, run);
    while (asked) {
      const { page, entity } = await asked;
      run.still();
      const next = behind(progress, entity, page);
      // The next page travels while this one is written.
      asked = this.#askPage(next, run);
      asked?.catch(() => undefined);
      await this.#stage(set, entity, page.rows, next, run);
      Object.assign(progress, next);
      this.#world.progress(entity, progress.rows, progress.total);
    }
  }

  #askPage({ left, after }: Progress, run: SnapshotRun): Promise<{ page: Page; entity: EntityName }> | null {
    const entity = left[0];
    if (entity === undefined) return null;
    const { ask, monotonic } = this.#world;
    const sentAt = monotonic();
    const limit = run.pages.rows(run.mostRows);
    const request = { entity, limit, ...(after === null ? {} : { after }) };
    return ask('snapshot', request).then(
      (said) => {
        run.pages.arrived(monotonic() - sentAt, run.mostRows);
        const answer = snapshotAckSchema.safeParse(said);
        if (!answer.success) throw new Nonsense(`snapshot of ${entity}`);
        if (!answer.data.ok) throw new Gone(answer.data.code);
        return { page: answer.data, entity };
      },
      (error: unknown) => {
        run.pages.lost();
        throw error;
      },
    );
  }

  /** Writes a page in batches; the last of them says that the page is there. */
  async #stage(
    set: CacheSet,
    entity: EntityName,
    rows: Page['rows'],
    progress: Progress,
    run: SnapshotRun,
  ): Promise<void> {
    const { db } = this.#world;
    const passedOver = this.#passedOver(set, progress);
    for (let at = 0, first = true; first || at < rows.length; first = false) {
      await breathe(this.#world.mustWait);
      run.still();
      const started = performance.now();
      const batch = rows.slice(at, at + this.#batches.rows);
      at += batch.length;
      // What is staged counts only from the swap on, whose commit is forced to disk with all that lies before it.
      const write = db.transaction(() => {
        this.#put(set, entity, batch, passedOver);
        if (at >= rows.length) this.#write(set, progress);
      });
      unforced(db, () => write.immediate());
      this.#batches.took(batch.length, performance.now() - started);
    }
  }

  /** Nothing is, before it is known how long ended cases stay. */
  #passedOver(set: CacheSet, { left }: Progress): PassedOver | null {
    const { cache, endedSince } = this.#world;
    const since = left.includes(FIRST) ? null : endedSince(cache.storesOf(set));
    return since === null ? null : new PassedOver(cache, set, since);
  }

  #put(set: CacheSet, entity: EntityName, rows: Page['rows'], passedOver: PassedOver | null): void {
    const { cache } = this.#world;
    const applied = nothingApplied();
    for (const row of rows) {
      if (!passedOver?.covers(entity, row.value)) cache.put(set, entity, row.id, row.value, applied);
    }
    if (set === cache.live) this.#world.staged(applied.topics);
  }

  #read(set: CacheSet): Progress | null {
    const row = this.#world.db
      .prepare<[], { value: string }>(`SELECT value FROM entities_${set} WHERE entity = 'snapshot' AND id = ''`)
      .get();
    const parsed = row && progressSchema.safeParse(JSON.parse(row.value));
    return parsed?.data ?? null;
  }

  #write(set: CacheSet, progress: Progress): void {
    this.#world.db
      .prepare(
        `INSERT INTO entities_${set} (entity, id, version, value) VALUES ('snapshot', '', 0, ?)
         ON CONFLICT (entity, id) DO UPDATE SET value = excluded.value`,
      )
      .run(JSON.stringify(progress));
  }
}

/** How far it has come once a page is written. Throws Nonsense when the centre does not get on. */
function behind(progress: Progress, entity: EntityName, { rows, next, seq }: Page): Progress {
  if (next !== undefined && (next === progress.after || rows.length === 0)) {
    throw new Nonsense(`snapshot of ${entity} stands`);
  }
  return {
    ...progress,
    left: next === undefined ? progress.left.slice(1) : progress.left,
    after: next ?? null,
    base: Math.min(progress.base, seq),
    rows: progress.rows + rows.length,
  };
}
