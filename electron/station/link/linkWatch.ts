const WATCH_EVERY_MS = 250;
/** a gateway that promises a sign of life every 2 s and is silent for so long is lost */
const SILENCE_MS = 4500;
/** how many promised signs of life may be missed */
const MISSED = 2.25;
/** a look that comes so late was held up: the machine slept, or this process did not get to run */
const HELD_UP_MS = 2500;

export interface WatchWorld {
  monotonic(): number;
  /** Asks the other side for a sign of life; rejects when none comes in time. */
  probe(): Promise<unknown>;
  lost(): void;
}

/**
 * Notices within five seconds that the other side has fallen silent. A machine that slept, or a process that was held up,
 * has not listened meanwhile and cannot say who was silent: it asks.
 */
export class LinkWatch {
  readonly #world: WatchWorld;
  readonly #timer: NodeJS.Timeout;
  /** the other side says something at least so often, ms */
  #promised = Number.POSITIVE_INFINITY;
  #heardAt: number;
  #lookedAt: number;
  #stopped = false;

  constructor(world: WatchWorld) {
    this.#world = world;
    this.#heardAt = this.#lookedAt = world.monotonic();
    this.#timer = setInterval(() => this.#look(), WATCH_EVERY_MS);
  }

  heard(): void {
    this.#heardAt = this.#world.monotonic();
  }

  /** From now on the other side says something at least every `ms`. */
  expect(ms: number): void {
    this.#promised = ms;
  }

  /** Whatever was not heard before counts no more; a sign of life must come now. */
  check(): void {
    this.heard();
    this.#world.probe().catch(() => {
      if (!this.#stopped) this.#world.lost();
    });
  }

  stop(): void {
    this.#stopped = true;
    clearInterval(this.#timer);
  }

  #look(): void {
    const now = this.#world.monotonic();
    const heldUp = now - this.#lookedAt > HELD_UP_MS;
    this.#lookedAt = now;
    if (heldUp) this.check();
    else if (now - this.#heardAt > Math.max(SILENCE_MS, MISSED * this.#promised)) this.#world.lost();
  }
}
