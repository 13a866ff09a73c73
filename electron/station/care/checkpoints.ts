import type { Db } from '../db/driver.ts';
import type { Log } from '../log.ts';
import type { CareThread } from './careThread.ts';

export interface CheckpointPace {
  calmMs: number;
  busyMs: number;
  /** from here on the log is looked after without a pause */
  manyFrames: number;
  /** from here on the station moves the last few frames itself, so that the log begins anew */
  mostFrames: number;
}
/** 16,000 frames are 64 MB */
const PACE: CheckpointPace = { calmMs: 5000, busyMs: 500, manyFrames: 2000, mostFrames: 16_000 };
const FEW_FRAMES = 600;

/**
 * Keeps the database's log short without a commit ever having to: the second thread moves what it holds. While the
 * station writes without a pause, it never gets to the end; then the station moves the last few frames.
 */
export class Checkpoints {
  readonly #db: Db;
  readonly #thread: Pick<CareThread, 'do'>;
  readonly #log: Log;
  readonly #pace: CheckpointPace;
  #timer: NodeJS.Timeout | null = null;
  #seen = -1;
  #stopped = false;

  constructor(db: Db, thread: Pick<CareThread, 'do'>, log: Log, pace = PACE) {
    this.#db = db;
    this.#thread = thread;
    this.#log = log;
    this.#pace = pace;
    db.pragma('wal_autocheckpoint = 0');
    this.#again(pace.calmMs);
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
    const { calmMs, busyMs, manyFrames } = this.#pace;
    const written = Number(this.#db.prepare('SELECT total_changes()').pluck().get());
    if (written === this.#seen) return this.#again(calmMs);
    this.#seen = written;
    this.#again((await this.#move()) > manyFrames ? busyMs : calmMs);
  }

  /** @returns frames in the log */
  async #move(): Promise<number> {
    try {
      const { frames, moved } = await this.#thread.do({ job: 'checkpoint', file: this.#db.name });
      if (frames > this.#pace.mostFrames && frames - moved <= FEW_FRAMES) this.#finish();
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
