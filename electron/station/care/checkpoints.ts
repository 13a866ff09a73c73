import type { Db } from '../db/driver.ts';
import type { Log } from '../log.ts';
import type { CareThread } from './careThread.ts';

export interface CheckpointPace {
  calmMs: number;
  busyMs: number;
  /** who writes in bulk asks at least so often between two looks */
  manyAsks: number;
  /** from here on the second thread begins the log anew itself, once it is moved to its end */
  manyFrames: number;
  /** from here on whoever writes in bulk waits until the log is moved to its end and can begin anew */
  mostFrames: number;
  /** from here on, with writers who do not wait, the station moves the last few frames itself */
  tooManyFrames: number;
}
/** 8,000 frames are 32 MB */
const PACE: CheckpointPace = {
  calmMs: 5000,
  busyMs: 1000,
  manyAsks: 10,
  manyFrames: 1000,
  mostFrames: 8000,
  tooManyFrames: 32_000,
};
const FEW_FRAMES = 600;

/**
 * Keeps the database's log short without a commit ever having to: the second thread moves what it holds. A write to the log
 * waits while that thread forces it to disk, a tenth of a second and more, and every window waits with it; so what fills or
 * empties the cache asks before each piece, and pauses while the log is moved and while it is too long. Should others write
 * on, the station moves the last few frames, which every window waits for.
 */
export class Checkpoints {
  readonly #db: Db;
  readonly #thread: Pick<CareThread, 'do'>;
  readonly #log: Log;
  readonly #pace: CheckpointPace;
  #timer: NodeJS.Timeout | null = null;
  #seen = -1;
  #asks = 0;
  #stopped = false;
  #moving = false;
  #crowded = false;
  #calmUntil = 0;

  constructor(db: Db, thread: Pick<CareThread, 'do'>, log: Log, pace = PACE) {
    this.#db = db;
    this.#thread = thread;
    this.#log = log;
    this.#pace = pace;
    db.pragma('wal_autocheckpoint = 0');
    // The station never cuts the file: that waits for the disk. The second thread does, when it begins the log anew.
    db.pragma('journal_size_limit = -1');
    this.#again();
  }

  /** Whether work that can pause must, now: asked before each piece of it. */
  mustWait(): boolean {
    this.#asks += 1;
    return this.#moving || this.#crowded;
  }

  stop(): void {
    this.#stopped = true;
    this.#crowded = false;
    if (this.#timer) clearTimeout(this.#timer);
  }

  #again(): void {
    if (this.#stopped) return;
    this.#timer = setTimeout(() => void this.#look(), Math.min(this.#pace.busyMs, this.#pace.calmMs));
    this.#timer.unref();
  }

  async #look(): Promise<void> {
    const { calmMs, manyAsks } = this.#pace;
    const bulk = this.#asks >= manyAsks || this.#crowded;
    const isDue = performance.now() >= this.#calmUntil;
    this.#asks = 0;
    const written = Number(this.#db.prepare('SELECT total_changes()').pluck().get());
    if (!bulk && !(isDue && written !== this.#seen)) return this.#again();
    this.#seen = written;
    this.#moving = true;
    await this.#move();
    this.#moving = false;
    this.#calmUntil = performance.now() + calmMs;
    this.#again();
  }

  async #move(): Promise<void> {
    const { manyFrames, mostFrames, tooManyFrames } = this.#pace;
    try {
      const { frames, moved } = await this.#thread.do({ job: 'checkpoint', file: this.#db.name, anewFrom: manyFrames });
      const whole = moved === frames;
      this.#crowded = !whole && frames > mostFrames && !this.#stopped;
      if (!whole && frames > tooManyFrames && frames - moved <= FEW_FRAMES) this.#finish();
    } catch (error) {
      this.#crowded = false;
      if (this.#stopped) return;
      this.#log.warn({ err: error }, 'the log of the database is moved by the station itself');
      this.#finish();
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
