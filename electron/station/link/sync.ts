import {
  type Change,
  type ConsoleWelcome,
  type Cursor,
  cursorSchema,
  type Delta,
  snapshotAckSchema,
  syncAckSchema,
} from '#shared/protocol/console.ts';
import { ENTITY_NAMES, type EntityName } from '#shared/protocol/entities.ts';
import { type Applied, type Cache, nothingApplied } from '../cache/cache.ts';
import type { CacheSet } from '../db/cacheTables.ts';
import type { Db } from '../db/driver.ts';
import { Meta } from '../db/meta.ts';
import type { Log } from '../log.ts';

/** rows of one transaction: small enough that a window's call waits a few milliseconds at most */
const BATCH_ROWS = 250;
const MOST_PAGE_ROWS = 2000;

export type SyncState = 'idle' | 'snapshot' | 'catching-up' | 'live';

/** The centre said something that no gateway of this protocol says. */
export class Nonsense extends Error {
  override readonly name = 'Nonsense';
}
/** The link went away under the sync. */
export class Gone extends Error {}

export interface SyncWorld {
  db: Db;
  cache: Cache;
  log: Log;
  /** Emits to the centre and resolves with its answer; rejects when the link is lost. */
  ask(event: 'sync' | 'snapshot', payload: unknown): Promise<unknown>;
  /** Called inside the transaction that moves the cursor. */
  arriving(cursor: Cursor): void;
  /** After a commit: what changed. `live` tells news from catching up. */
  applied(applied: Applied, live: boolean): void;
  progress(state: SyncState, entity: EntityName | null, rows: number): void;
}

/**
 * Keeps the cache equal to the centre's log: snapshots when there is no common past, then pages of `sync`, then deltas.
 * The cursor moves in the transaction that writes the rows. Rules are those of the protocol page.
 */
export class Sync {
  readonly #world: SyncWorld;
  readonly #meta: Meta;
  #cursor: Cursor | null;
  /** deltas that came while a sync ran; the gateway's window bounds them */
  #held: { delta: Delta; ack: (answer: { seq: number }) => void }[] = [];
  #run = 0;
  #live = false;

  constructor(world: SyncWorld) {
    this.#world = world;
    this.#meta = new Meta(world.db);
    this.#cursor = readCursor(this.#meta);
  }

  get cursor(): Cursor | null {
    return this.#cursor;
  }
  get live(): boolean {
    return this.#live;
  }

  /** The link is lost: whatever runs ends without effect. */
  stop(): void {
    this.#run += 1;
    this.#live = false;
    this.#held = [];
    this.#world.progress('idle', null, 0);
  }

  /** Brings the cache up to date after `welcome`. Throws Nonsense, Gone, or a database error. */
  async start(welcome: ConsoleWelcome): Promise<void> {
    this.#run += 1;
    const run = this.#run;
    this.#live = false;
    const cursor = this.#cursor;
    const common = cursor !== null && cursor.epoch === welcome.epoch && cursor.seq <= welcome.seq;
    const pageRows = Math.min(welcome.limits.pageRows, MOST_PAGE_ROWS);
    if (!common) await this.#rebuild(welcome.epoch, pageRows, run);
    await this.#catchUp(welcome.epoch, pageRows, run);
  }

  /** Takes a delta; resolves the ack once it is durable. Returns false on a gap: `start` must run again. */
  receive(delta: Delta, ack: (answer: { seq: number }) => void): boolean {
    if (!this.#live) {
      this.#held.push({ delta, ack });
      return true;
    }
    const cursor = this.#cursor;
    if (!cursor || delta.epoch !== cursor.epoch || delta.from > cursor.seq + 1) return false;
    if (delta.to > cursor.seq) this.#commit(delta.changes, delta.to, true);
    ack({ seq: delta.to });
    return true;
  }

  async #catchUp(epoch: string, pageRows: number, run: number): Promise<void> {
    this.#world.progress('catching-up', null, 0);
    let rows = 0;
    let rebuilt = false;
    for (let more = true; more; ) {
      const seq = this.#cursor?.seq ?? 0;
      const answer = syncAckSchema.safeParse(await this.#world.ask('sync', { epoch, seq, limit: pageRows }));
      this.#still(run);
      if (!answer.success) throw new Nonsense('sync');
      if (!answer.data.ok) {
        if (answer.data.code !== 'gone') throw new Gone(answer.data.code);
        // A log that is gone right after its own snapshots would be asked for again without end.
        if (rebuilt) throw new Nonsense('the log is gone behind its snapshots');
        rebuilt = true;
        await this.#rebuild(epoch, pageRows, run);
        continue;
      }
      const { changes, to } = answer.data;
      more = answer.data.more;
      if (to < seq || (more && to === seq)) throw new Nonsense('sync does not move');
      await this.#applyInBatches(changes, to, run);
      rows += changes.length;
      this.#world.progress('catching-up', null, rows);
    }
    this.#live = true;
    this.#world.progress('live', null, rows);
    const held = this.#held;
    this.#held = [];
    for (const { delta, ack } of held) if (!this.receive(delta, ack)) throw new Gone('gap');
  }

  async #applyInBatches(changes: Change[], to: number, run: number): Promise<void> {
    for (let at = 0; at < changes.length || at === 0; at += BATCH_ROWS) {
      const batch = changes.slice(at, at + BATCH_ROWS);
      const last = at + BATCH_ROWS >= changes.length;
      this.#commit(batch, last ? to : (batch.at(-1)?.seq ?? to), false);
      await breathe();
      this.#still(run);
    }
  }

  /** Rows and cursor in one transaction. */
  #commit(changes: readonly Change[], to: number, live: boolean): void {
    const { cache } = this.#world;
    const cursor = this.#cursor;
    if (!cursor) throw new Gone('no cursor');
    checkOrder(changes, to);
    const applied = nothingApplied();
    const next = { epoch: cursor.epoch, seq: to };
    cache.transact(() => {
      for (const change of changes) if (change.seq > cursor.seq) cache.apply(change, applied);
      this.#meta.set('cursor', JSON.stringify(next));
      this.#world.arriving(next);
    });
    this.#cursor = next;
    this.#world.applied(applied, live);
  }

  /** Takes snapshots of every entity into the spare tables while the live ones are read, then swaps. */
  async #rebuild(epoch: string, pageRows: number, run: number): Promise<void> {
    const { cache, log } = this.#world;
    const started = performance.now();
    // With nothing to lose the first rows are shown as they come.
    const set = await (this.#cursor === null ? cache.emptyLive() : cache.emptySpare());
    this.#still(run);
    let base: number | null = null;
    let rows = 0;
    for (const entity of ENTITY_NAMES) {
      const taken = await this.#takeSnapshot(set, entity, pageRows, run);
      base = base === null ? taken.seq : Math.min(base, taken.seq);
      rows += taken.rows;
    }
    const cursor = { epoch, seq: base ?? 0 };
    cache.swapTo(set, () => {
      this.#meta.set('cursor', JSON.stringify(cursor));
      this.#world.arriving(cursor);
    });
    this.#cursor = cursor;
    this.#world.applied(everythingChanged(), false);
    log.info({ rows, ms: Math.round(performance.now() - started) }, 'the cache was rebuilt from snapshots');
  }

  async #takeSnapshot(
    set: CacheSet,
    entity: EntityName,
    limit: number,
    run: number,
  ): Promise<{ seq: number; rows: number }> {
    let rows = 0;
    let seq: number | null = null;
    let after: string | undefined;
    let asked = this.#world.ask('snapshot', { entity, limit });
    for (;;) {
      const answer = snapshotAckSchema.safeParse(await asked);
      this.#still(run);
      if (!answer.success) throw new Nonsense(`snapshot of ${entity}`);
      if (!answer.data.ok) throw new Gone(answer.data.code);
      const { rows: page, next } = answer.data;
      if (next !== undefined && (next === after || page.length === 0))
        throw new Nonsense(`snapshot of ${entity} stands`);
      after = next;
      // The next page travels while this one is written.
      if (next !== undefined) {
        asked = this.#world.ask('snapshot', { entity, after: next, limit });
        asked.catch(() => undefined);
      }
      seq = seq === null ? answer.data.seq : Math.min(seq, answer.data.seq);
      for (let at = 0; at < page.length; at += BATCH_ROWS) {
        this.#stage(set, entity, page.slice(at, at + BATCH_ROWS));
        await breathe();
        this.#still(run);
      }
      rows += page.length;
      this.#world.progress('snapshot', entity, rows);
      if (next === undefined) return { seq, rows };
    }
  }

  #stage(set: CacheSet, entity: EntityName, rows: readonly { id: string; value?: unknown }[]): void {
    const { db, cache } = this.#world;
    const applied = nothingApplied();
    // What is staged counts only from the swap on, whose commit is forced to disk with all that lies before it.
    db.pragma('synchronous = NORMAL');
    try {
      db.transaction(() => {
        for (const row of rows) cache.put(set, entity, row.id, row.value, applied);
      }).immediate();
    } finally {
      db.pragma('synchronous = FULL');
    }
    if (set === cache.live) this.#world.applied({ ...nothingApplied(), topics: applied.topics }, false);
  }

  #still(run: number): void {
    if (run !== this.#run) throw new Gone('link lost');
  }
}

function readCursor(meta: Meta): Cursor | null {
  const text = meta.get('cursor');
  if (text === null) return null;
  const parsed = cursorSchema.safeParse(JSON.parse(text));
  return parsed.success ? parsed.data : null;
}

/** Changes of one batch stand in order and none lies behind its end. */
function checkOrder(changes: readonly Change[], to: number): void {
  let last = 0;
  for (const change of changes) {
    if (change.seq <= last || change.seq > to) throw new Nonsense('changes out of order');
    last = change.seq;
  }
}

function everythingChanged(): Applied {
  return {
    ...nothingApplied(),
    topics: new Set(['cases', 'case-events', 'commands', 'workers', 'catalogue', 'shift', 'outbox']),
  };
}

/** Lets waiting calls of the windows through between two transactions. */
function breathe(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
