import type { Db } from '../db/driver.ts';
import type { Log } from '../log.ts';
import type { CareThread } from './careThread.ts';

export interface CheckpointPace {
  calmMs: number;
  busyMs: number;
  /** from here on the log is looked after without a pause */
  manyFrames: number;
  /** from here on whoever writes in bulk waits until the log is moved to its end and can begin anew */
  mostFrames: number;
  /** from here on, with writers who do not wait, the station moves the last few frames itself */
  tooManyFrames: number;
}
/** 8,000 frames are 32 MB */
const PACE: CheckpointPace = { calmMs: 5000, busyMs: 500, manyFrames: 1000, mostFrames: 8000, tooManyFrames: 32_000 };
const FEW_FRAMES = 600;

/**
 * Keeps the database's log short without a commit ever having to: the second thread moves what it holds. While the
 * station writes without a pause, it never gets to the end; so what fills or empties the cache pauses while the log is
 * `crowded`. Should others write on, the station moves the last few frames, which every window waits for.
 */
export class Checkpoints {
  readonly #db: Db;
  readonly #thread: Pick<CareThread, 'do'>;
  readonly #log: Log;
  readonly #pace: CheckpointPace;
  #timer: NodeJS.Timeout | null = null;
  #seen = -1;
  #stopped = false;
  #crowded = false;

  constructor(db: Db, thread: Pick<CareThread, 'do'>, log: Log, pace = PACE) {
    this.#db = db;
    this.#thread = thread;
    this.#log = log;
    this.#pace = pace;
    db.pragma('wal_autocheckpoint = 0');
    this.#again(pace.calmMs);
  }

  /** The log is long: work that can pause does, until it is moved. */
  get crowded(): boolean {
    return this.#crowded;
  }

  stop(): void {
    this.#stopped = true;
    this.#crowded = false;
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
    if (written === this.#seen && !this.#crowded) return this.#again(calmMs);
    this.#seen = written;
    const left = await this.#move();
    this.#again(left > manyFrames ? busyMs : calmMs);
  }

  /** @returns frames in the log that the next write cannot begin anew over */
  async #move(): Promise<number> {
    try {
      const { frames, moved } = await this.#thread.do({ job: 'checkpoint', file: this.#db.name });
      const whole = moved === frames;
      this.#crowded = !whole && frames > this.#pace.mostFrames && !this.#stopped;
      if (!whole && frames > this.#pace.tooManyFrames && frames - moved <= FEW_FRAMES) this.#finish();
      return whole ? 0 : frames;
    } catch (error) {
      this.#crowded = false;
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
