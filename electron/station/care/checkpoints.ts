import type { Db } from '../db/driver.ts';
import type { Log } from '../log.ts';
import type { CareThread } from './careThread.ts';

const CALM_MS = 5000;
const BUSY_MS = 500;
/** from here on the log is looked after without a pause */
const MANY_FRAMES = 2000;
/** 64 MB: from here on the station moves the last few frames itself, so that the log begins anew */
const MOST_FRAMES = 16_000;
const FEW_FRAMES = 600;

/**
 * Keeps the database's log short without a commit ever having to: the second thread moves what it holds. While the
 * station writes without a pause, it never gets to the end; then the station moves the last few frames.
 */
export class Checkpoints {
  readonly #db: Db;
  readonly #thread: CareThread;
  readonly #log: Log;
  #timer: NodeJS.Timeout | null = null;
  #seen = -1;
  #stopped = false;

  constructor(db: Db, thread: CareThread, log: Log) {
    this.#db = db;
    this.#thread = thread;
    this.#log = log;
    db.pragma('wal_autocheckpoint = 0');
    this.#again(CALM_MS);
  }

  stop(): void {
    this.#stopped = true;
    if (this.#timer) clearTimeout(this.#timer);
  }

  #again(ms: number): void {
    if (this.#stopped) return;
    this.#timer = setTimeout(() => void this.#look(), ms);
    this.#timer.unref();
  }

  async #look(): Promise<void> {
    const written = Number(this.#db.prepare('SELECT total_changes()').pluck().get());
    if (written === this.#seen) return this.#again(CALM_MS);
    this.#seen = written;
    this.#again((await this.#move()) > MANY_FRAMES ? BUSY_MS : CALM_MS);
  }

  /** @returns frames in the log */
  async #move(): Promise<number> {
    try {
      const { frames, moved } = await this.#thread.do({ job: 'checkpoint', file: this.#db.name });
      if (frames > MOST_FRAMES && frames - moved <= FEW_FRAMES) this.#finish();
      return frames;
    } catch (error) {
      if (this.#stopped) return 0;
      this.#log.warn({ err: error }, 'the log of the database is moved by the station itself');
      this.#finish();
      return 0;
    }
  }

  #finish(): void {
    if (this.#stopped || !this.#db.open) return;
    try {
      this.#db.pragma('wal_checkpoint(PASSIVE)');
    } catch (error) {
      this.#log.warn({ err: error }, 'the log of the database could not be moved');
    }
  }
}
