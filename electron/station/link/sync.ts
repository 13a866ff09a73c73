import {
  type AnyChange,
  type ConsoleWelcome,
  type Cursor,
  cursorSchema,
  type Delta,
  syncAckSchema,
} from '#shared/protocol/console.ts';
import type { EntityName } from '#shared/protocol/entities.ts';
import { breathe } from '../breathe.ts';
import { type Applied, type Cache, nothingApplied, replicatedTopics, type Stores } from '../cache/cache.ts';
import { schemaFingerprint } from '../cache/schemaFingerprint.ts';
import type { Db } from '../db/driver.ts';
import { Meta } from '../db/meta.ts';
import { unforced } from '../db/unforced.ts';
import type { Log } from '../log.ts';
import { BatchSize } from './batchSize.ts';
import { Gone, Nonsense } from './failures.ts';
import { PageSize } from './pageSize.ts';
import { Snapshots } from './snapshots.ts';

/** a page is parsed at one go, which every window waits for */
const MOST_PAGE_ROWS = 500;
/** a gateway keeps at most `limits.deltaWindow` deltas unacknowledged: of one that keeps many more, no more are held */
const MOST_HELD = 64;
const CURSOR = 'cursor';
/** the fingerprint of the schemas that the cache was filled by */
const SCHEMA = 'cache-schema';

export interface SyncProgress {
  state: 'idle' | 'snapshot' | 'catching-up' | 'live';
  entity: EntityName | null;
  rows: number;
  total: number | null;
}

export interface SyncWorld {
  db: Db;
  cache: Cache;
  log: Log;
  monotonic(): number;
  /** the database's log is moved, or too long: asked before each piece that is written in bulk */
  mustWait(): boolean;
  /** since when an ended case must have changed to be taken in by a snapshot; null: every case is */
  endedSince(stores: Stores): number | null;
  /** Emits to the centre and resolves with its answer; rejects when the link is lost. */
  ask(event: 'sync' | 'snapshot', payload: unknown): Promise<unknown>;
  /** the centre told its time in answer to what was sent at `sentAt` of the steady clock */
  clock(serverTime: number, sentAt: number): void;
  /** Called inside the transaction that moves the cursor. */
  arriving(cursor: Cursor): void;
  /** After a commit: what changed. `live` tells news from catching up. */
  applied(applied: Applied, live: boolean): void;
  progress(progress: SyncProgress): void;
}

interface LogPage {
  changes: AnyChange[];
  to: number;
  more: boolean;
}
type Asked = Promise<LogPage | 'gone'>;

interface Run {
  epoch: string;
  /** the log's end when the centre greeted */
  end: number;
  /** most rows of a page */
  mostRows: number;
  still(): void;
}

/**
 * Keeps the cache equal to the centre's log: snapshots when there is no common past, then pages of `sync`, then deltas.
 * The cursor moves in the transaction that writes the rows. Rules are those of the protocol page.
 */
export class Sync {
  readonly #world: SyncWorld;
  readonly #meta: Meta;
  readonly #snapshots: Snapshots;
  readonly #pages = new PageSize();
  readonly #batches = new BatchSize();
  #cursor: Cursor | null;
  /** deltas that came while a sync ran; the gateway's window bounds them */
  #held: { delta: Delta; ack: (answer: { seq: number }) => void }[] = [];
  #run = 0;
  /** the run before this one, which ends at its next step: two never write side by side */
  #ended: Promise<unknown> = Promise.resolve();
  #live = false;

  constructor(world: SyncWorld) {
    this.#world = world;
    this.#meta = new Meta(world.db);
    this.#cursor = readCursor(this.#meta);
    const { db, cache, log, monotonic, ask, mustWait, endedSince } = world;
    this.#snapshots = new Snapshots({
      ...{ db, cache, log, monotonic, ask, mustWait, endedSince },
      staged: (topics) => world.applied({ ...nothingApplied(), topics }, false),
      progress: (entity, rows, total) => world.progress({ state: 'snapshot', entity, rows, total }),
    });
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
    this.#world.progress({ state: 'idle', entity: null, rows: 0, total: null });
  }

  /** Brings the cache up to date after `welcome`. Throws Nonsense, Gone, or a database error. */
  start(welcome: ConsoleWelcome): Promise<void> {
    this.#run += 1;
    this.#live = false;
    const mine = this.#run;
    const done = this.#ended.then(() => this.#bring(welcome, mine));
    this.#ended = done.catch(() => undefined);
    return done;
  }

  async #bring({ epoch, seq, limits }: ConsoleWelcome, mine: number): Promise<void> {
    const run: Run = {
      epoch,
      end: seq,
      mostRows: Math.min(limits.pageRows, MOST_PAGE_ROWS),
      still: () => {
        if (mine !== this.#run) throw new Gone('link lost');
      },
    };
    run.still();
    const cursor = this.#cursor;
    const common = cursor !== null && cursor.epoch === epoch && cursor.seq <= seq;
    if (!common || this.#meta.get(SCHEMA) !== schemaFingerprint()) await this.#rebuild(run);
    await this.#catchUp(run);
  }

  /** Takes a delta; resolves the ack once it is durable. Returns false on a gap: `start` must run again. */
  receive(delta: Delta, ack: (answer: { seq: number }) => void): boolean {
    if (!this.#live) {
      if (this.#held.length >= MOST_HELD) return false;
      this.#held.push({ delta, ack });
      return true;
    }
    const cursor = this.#cursor;
    if (!cursor || delta.epoch !== cursor.epoch || delta.from > cursor.seq + 1) return false;
    if (delta.to > cursor.seq) this.#commit(delta.changes, delta.to, true);
    ack({ seq: delta.to });
    return true;
  }

  async #catchUp(run: Run): Promise<void> {
    const progress = (state: 'catching-up' | 'live', rows: number): void =>
      this.#world.progress({ state, entity: null, rows, total: null });
    progress('catching-up', 0);
    let rows = 0;
    let rebuilt = false;
    let seq = this.#cursor?.seq ?? 0;
    let asked: Asked | null = this.#askPage(run, seq);
    while (asked) {
      const answer: LogPage | 'gone' = await asked;
      if (answer === 'gone') {
        // A log that is gone right after its own snapshots would be asked for again without end.
        if (rebuilt) throw new Nonsense('the log is gone behind its snapshots');
        rebuilt = true;
        await this.#rebuild(run);
        seq = this.#cursor?.seq ?? 0;
        asked = this.#askPage(run, seq);
        continue;
      }
      const { changes, to, more }: LogPage = answer;
      if (to < seq || (more && to === seq)) throw new Nonsense('sync does not move');
      seq = to;
      // The next page travels while this one is written.
      asked = more ? this.#askPage(run, seq) : null;
      asked?.catch(() => undefined);
      await this.#applyInBatches(changes, to, run);
      rows += changes.length;
      progress('catching-up', rows);
    }
    this.#live = true;
    progress('live', rows);
    const held = this.#held;
    this.#held = [];
    for (const { delta, ack } of held) if (!this.receive(delta, ack)) throw new Gone('gap');
  }

  #askPage(run: Run, seq: number): Asked {
    return this.#page(run, seq, this.#pages.rows(run.mostRows));
  }

  /** One page of the log behind `seq`. */
  async #page(run: Run, seq: number, limit: number): Asked {
    const { ask, monotonic, clock } = this.#world;
    const sentAt = monotonic();
    const said = await ask('sync', { epoch: run.epoch, seq, limit }).catch((error: unknown) => {
      this.#pages.lost();
      throw error;
    });
    run.still();
    const answer = syncAckSchema.safeParse(said);
    if (!answer.success) throw new Nonsense('sync');
    if (!answer.data.ok) {
      if (answer.data.code === 'gone') return 'gone';
      throw new Gone(answer.data.code);
    }
    this.#pages.arrived(monotonic() - sentAt, run.mostRows);
    if (answer.data.serverTime !== undefined) clock(answer.data.serverTime, sentAt);
    return answer.data;
  }

  async #applyInBatches(changes: AnyChange[], to: number, run: Run): Promise<void> {
    for (let at = 0, first = true; first || at < changes.length; first = false) {
      await breathe(this.#world.mustWait);
      run.still();
      const started = performance.now();
      const batch = changes.slice(at, at + this.#batches.rows);
      at += batch.length;
      this.#commit(batch, at >= changes.length ? to : (batch.at(-1)?.seq ?? to), false);
      this.#batches.took(batch.length, performance.now() - started);
    }
  }

  /** Rows and cursor in one transaction. */
  #commit(changes: readonly AnyChange[], to: number, live: boolean): void {
    const { cache } = this.#world;
    const cursor = this.#cursor;
    if (!cursor) throw new Gone('no cursor');
    checkOrder(changes, to);
    const applied = nothingApplied();
    const next = { epoch: cursor.epoch, seq: to };
    const write = (): void =>
      cache.transact(() => {
        for (const change of changes) if (change.seq > cursor.seq) cache.apply(change, applied);
        this.#meta.set(CURSOR, JSON.stringify(next));
        this.#world.arriving(next);
      });
    // A delta is acknowledged and must be on disk. Of what is caught up with nobody is told: should the power fail, cursor
    // and rows are both those of an earlier moment, and the same pages are asked for again.
    if (live) write();
    else unforced(this.#world.db, write);
    this.#cursor = next;
    this.#world.applied(applied, live);
  }

  /** Takes snapshots of every entity into the spare tables while the live ones are read, then swaps. */
  async #rebuild(run: Run): Promise<void> {
    const { cache, log, monotonic } = this.#world;
    const started = monotonic();
    const schema = schemaFingerprint();
    const { set, base, rows } = await this.#snapshots.take({
      epoch: run.epoch,
      schema,
      mostRows: run.mostRows,
      pages: this.#pages,
      neverWhole: this.#cursor === null,
      reaches: (seq) => this.#reaches(run, seq),
      still: run.still,
    });
    const cursor = { epoch: run.epoch, seq: base };
    cache.swapTo(set, () => {
      this.#meta.set(CURSOR, JSON.stringify(cursor));
      this.#meta.set(SCHEMA, schema);
      this.#snapshots.finish(set);
      this.#world.arriving(cursor);
    });
    this.#cursor = cursor;
    this.#world.applied(everythingChanged(), false);
    log.info(
      { rows, unread: cache.unread, ms: Math.round(monotonic() - started) },
      'the cache is whole from snapshots',
    );
  }

  /** Whether the log still holds what came behind `seq`. Its end always stands, and a page up to it would begin the deltas. */
  async #reaches(run: Run, seq: number): Promise<boolean> {
    if (seq > run.end) return false;
    return run.end - seq <= 1 || (await this.#page(run, seq, 1)) !== 'gone';
  }
}

function readCursor(meta: Meta): Cursor | null {
  const text = meta.get(CURSOR);
  if (text === null) return null;
  const parsed = cursorSchema.safeParse(JSON.parse(text));
  return parsed.success ? parsed.data : null;
}

/** Changes of one batch stand in order and none lies behind its end. */
function checkOrder(changes: readonly AnyChange[], to: number): void {
  let last = 0;
  for (const change of changes) {
    if (change.seq <= last || change.seq > to) throw new Nonsense('changes out of order');
    last = change.seq;
  }
}

function everythingChanged(): Applied {
  return { ...nothingApplied(), topics: replicatedTopics().add('outbox') };
}
