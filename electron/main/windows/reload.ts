const CALM_MS = 60_000;
const LONGEST_PAUSE_MS = 30_000;

/**
 * How long a page that has died waits before it is loaded again, ms: the first time not at all; one that dies again
 * within a minute waits a second, then twice as long each time, so that a page that cannot live does not eat the machine.
 */
export class ReloadPauses {
  #last = Number.NEGATIVE_INFINITY;
  #deaths = 0;

  /** The page has died at `now`, ms. */
  next(now: number): number {
    this.#deaths = now - this.#last > CALM_MS ? 1 : this.#deaths + 1;
    this.#last = now;
    return this.#deaths === 1 ? 0 : Math.min(LONGEST_PAUSE_MS, 1000 * 2 ** (this.#deaths - 2));
  }
}
