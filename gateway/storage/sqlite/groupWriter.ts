import { open } from 'node:fs/promises';
import { StorageUnavailable } from '../storage.ts';
import type { Database } from './database.ts';

interface Waiting {
  work: () => void;
  settle: () => void;
  fail: (error: Error) => void;
}
interface WaitingLong extends Omit<Waiting, 'work'> {
  /** the work, a piece of some milliseconds at a time */
  steps: () => Generator<void, void>;
}

/** Most pieces of work in one transaction, so that one flush never holds the loop for long. */
const MOST_PER_FLUSH = 256;
/** Long work holds the loop for so long at a time, ms. */
const PIECE_MS = 8;

function isLong(waiting: Waiting | WaitingLong): waiting is WaitingLong {
  return 'steps' in waiting;
}

/**
 * Group commit: what several callers want to write in the same moment shares one transaction and one fsync, each in a
 * savepoint of its own. A caller's promise settles after the commit, so an answer is never sooner than the disk.
 *
 * Long work has a transaction to itself that stays open over many turns of the loop: other work waits for its end, while
 * readers (on a connection of their own) go on and see nothing of it before it is whole.
 */
export class GroupWriter {
  readonly #db: Database;
  readonly #onFlushed: (committed: boolean) => void;
  #queue: (Waiting | WaitingLong)[] = [];
  #scheduled = false;
  #isLongOpen = false;
  #isClosed = false;

  /** @param onFlushed called after each transaction, before any caller hears: true = durable, false = undone */
  constructor(db: Database, onFlushed: (committed: boolean) => void) {
    this.#db = db;
    this.#onFlushed = onFlushed;
  }

  /** Runs `work` inside the next transaction; what it throws undoes it alone and rejects. */
  write<T>(work: () => T): Promise<T> {
    return new Promise((resolve, reject) => {
      let answer: { value: T } | undefined;
      this.#add({
        work: () => {
          answer = { value: work() };
        },
        settle: () => (answer ? resolve(answer.value) : reject(new StorageUnavailable('nothing was written'))),
        fail: reject,
      });
    });
  }

  /** Runs work of many steps in a transaction of its own, letting the loop through; what it throws undoes all of it. */
  writeLong<T>(steps: () => Generator<void, T>): Promise<T> {
    return new Promise((resolve, reject) => {
      let answer: { value: T } | undefined;
      this.#add({
        *steps() {
          answer = { value: yield* steps() };
        },
        settle: () => (answer ? resolve(answer.value) : reject(new StorageUnavailable('nothing was written'))),
        fail: reject,
      });
    });
  }

  #add(waiting: Waiting | WaitingLong): void {
    this.#queue.push(waiting);
    this.#schedule();
  }

  #schedule(): void {
    if (this.#scheduled || this.#queue.length === 0) return;
    this.#scheduled = true;
    setImmediate(() => this.flush());
  }

  /** Writes what waits, now; what waits behind long work is written when that has ended. */
  flush(): void {
    this.#scheduled = false;
    if (this.#isLongOpen) return;
    const [first] = this.#queue;
    if (first && isLong(first)) {
      this.#queue.shift();
      void this.#transactLong(first);
      return;
    }
    const batch: Waiting[] = [];
    for (let next = this.#queue[0]; next && !isLong(next) && batch.length < MOST_PER_FLUSH; next = this.#queue[0]) {
      batch.push(next);
      this.#queue.shift();
    }
    this.#schedule();
    if (batch.length > 0) this.#transact(batch);
  }

  /** Nothing is written any more: long work that is not whole is undone, and what waits is told. */
  close(): void {
    this.flush();
    this.#isClosed = true;
    if (this.#isLongOpen && this.#db.inTransaction) this.#db.exec('ROLLBACK');
    for (const { fail } of this.#queue.splice(0)) fail(new StorageUnavailable('the store was closed'));
  }

  /** What has gone to the log so far reaches the disk by a thread of the runtime's: the commit waits for little more. */
  async #logOnDisk(): Promise<void> {
    const log = await open(`${this.#db.name}-wal`, 'r+').catch(() => null);
    await log?.datasync().catch(() => undefined);
    await log?.close();
  }

  async #transactLong(waiting: WaitingLong): Promise<void> {
    this.#isLongOpen = true;
    try {
      this.#db.exec('BEGIN IMMEDIATE');
      const steps = waiting.steps();
      for (let isDone = false; !isDone; ) {
        const until = performance.now() + PIECE_MS;
        while (!isDone && performance.now() < until) isDone = steps.next().done === true;
        await new Promise((resolve) => setImmediate(resolve));
        if (this.#isClosed) throw new StorageUnavailable('the store was closed');
      }
      await this.#logOnDisk();
      if (this.#isClosed) throw new StorageUnavailable('the store was closed');
      this.#db.exec('COMMIT');
    } catch (error) {
      if (this.#db.open && this.#db.inTransaction) this.#db.exec('ROLLBACK');
      this.#isLongOpen = false;
      this.#onFlushed(false);
      waiting.fail(failureOf(error));
      this.#schedule();
      return;
    }
    this.#isLongOpen = false;
    this.#onFlushed(true);
    waiting.settle();
    this.#schedule();
  }

  #transact(batch: readonly Waiting[]): void {
    const outcomes: (() => void)[] = [];
    try {
      this.#db.exec('BEGIN IMMEDIATE');
      for (const waiting of batch) outcomes.push(this.#step(waiting));
      this.#db.exec('COMMIT');
    } catch (error) {
      if (this.#db.inTransaction) this.#db.exec('ROLLBACK');
      this.#onFlushed(false);
      const failure = failureOf(error);
      for (const waiting of batch) waiting.fail(failure);
      return;
    }
    this.#onFlushed(true);
    for (const outcome of outcomes) outcome();
  }

  #step(waiting: Waiting): () => void {
    this.#db.exec('SAVEPOINT step');
    try {
      waiting.work();
      this.#db.exec('RELEASE step');
      return waiting.settle;
    } catch (error) {
      if (!this.#db.inTransaction) throw error;
      this.#db.exec('ROLLBACK TO step; RELEASE step');
      return () => waiting.fail(error instanceof Error ? error : new Error(String(error)));
    }
  }
}

function failureOf(error: unknown): StorageUnavailable {
  return new StorageUnavailable(error instanceof Error ? error.message : 'commit failed', { cause: error });
}
