import { StorageUnavailable } from '../storage.ts';
import type { Database } from './database.ts';

interface Waiting {
  work: () => void;
  settle: () => void;
  fail: (error: Error) => void;
}

/** Most pieces of work in one transaction, so that one flush never holds the loop for long. */
const MOST_PER_FLUSH = 256;

/**
 * Group commit: what several callers want to write in the same moment shares one transaction and one fsync, each in a
 * savepoint of its own. A caller's promise settles after the commit, so an answer is never sooner than the disk.
 */
export class GroupWriter {
  readonly #db: Database;
  readonly #onFlushed: (committed: boolean) => void;
  #queue: Waiting[] = [];
  #scheduled = false;

  /** @param onFlushed called after each transaction, before any caller hears: true = durable, false = undone */
  constructor(db: Database, onFlushed: (committed: boolean) => void) {
    this.#db = db;
    this.#onFlushed = onFlushed;
  }

  /** Runs `work` inside the next transaction; what it throws undoes it alone and rejects. */
  write<T>(work: () => T): Promise<T> {
    return new Promise((resolve, reject) => {
      let answer: { value: T } | undefined;
      this.#queue.push({
        work: () => {
          answer = { value: work() };
        },
        settle: () => (answer ? resolve(answer.value) : reject(new StorageUnavailable('nothing was written'))),
        fail: reject,
      });
      if (this.#scheduled) return;
      this.#scheduled = true;
      setImmediate(() => this.flush());
    });
  }

  /** Writes what waits, now. */
  flush(): void {
    this.#scheduled = false;
    const batch = this.#queue.splice(0, MOST_PER_FLUSH);
    if (this.#queue.length > 0) {
      this.#scheduled = true;
      setImmediate(() => this.flush());
    }
    if (batch.length > 0) this.#transact(batch);
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
      const failure = new StorageUnavailable(error instanceof Error ? error.message : 'commit failed', {
        cause: error,
      });
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
