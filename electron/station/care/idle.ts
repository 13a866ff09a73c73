import type { Log } from '../log.ts';

/** A piece of work that can wait, done a few milliseconds at a time. */
export interface IdleTask {
  readonly name: string;
  /** Does some milliseconds of work; true when nothing is left for now. */
  step(): boolean;
}

export interface IdleWorld {
  log: Log;
  /** ms that only go forward */
  steady(): number;
  /** something runs that must not be disturbed: a first download, the end of the station */
  busy(): boolean;
  /** the database's log is moved, or must be, before more is written */
  mustWait(): boolean;
}

const TICK_MS = 25;
/** nobody has asked for so long: nobody waits */
const QUIET_MS = 100;
/** a desk that is never quiet gets a step all the same, after so long */
const PATIENCE_MS = 250;
/** of a tick: a further step begins only within it, and takes some 4 ms itself */
const BUDGET_MS = 4;
/** how often tasks are asked again whether there is anything to do */
const ROUND_MS = 600_000;

/** Does what can wait while no window asks: one task after the other, a little at a time, again every ten minutes. */
export class IdleWork {
  readonly #world: IdleWorld;
  readonly #tasks: IdleTask[] = [];
  #todo: IdleTask[] = [];
  #askedAt = Number.NEGATIVE_INFINITY;
  #steppedAt = 0;
  #roundAt: number;
  #timer: NodeJS.Timeout | null = null;

  /** @param firstRoundMs how long after the start nothing is done */
  constructor(world: IdleWorld, firstRoundMs: number) {
    this.#world = world;
    this.#roundAt = world.steady() + firstRoundMs;
    this.#timer = setInterval(() => this.#tick(), TICK_MS);
    this.#timer.unref();
  }

  add(task: IdleTask): void {
    this.#tasks.push(task);
  }

  /** A window has asked something. */
  asked(): void {
    this.#askedAt = this.#world.steady();
  }

  stop(): void {
    if (this.#timer) clearInterval(this.#timer);
    this.#timer = null;
  }

  #tick(): void {
    const { steady, busy, mustWait } = this.#world;
    const now = steady();
    if (busy()) {
      // What a rebuild leaves behind is looked at right after it.
      this.#roundAt = Math.min(this.#roundAt, now);
      return;
    }
    if (this.#todo.length === 0) {
      if (now < this.#roundAt) return;
      this.#roundAt = now + ROUND_MS;
      this.#todo = [...this.#tasks];
      this.#steppedAt = now;
    }
    if (now - this.#askedAt < QUIET_MS && now - this.#steppedAt < PATIENCE_MS) return;
    if (mustWait()) return;
    this.#steppedAt = now;
    const end = performance.now() + BUDGET_MS;
    do {
      if (this.#step()) this.#todo.shift();
    } while (this.#todo.length > 0 && performance.now() < end);
  }

  #step(): boolean {
    const [task] = this.#todo;
    if (!task) return true;
    try {
      return task.step();
    } catch (error) {
      this.#world.log.warn({ err: error, task: task.name }, 'work in idle time failed');
      return true;
    }
  }
}
