/** How often something may happen: `perSecond` on average, `burst` at once. */
export interface Rate {
  perSecond: number;
  burst: number;
}

/** A token bucket: two numbers a connection, no timers. Times are milliseconds. */
export class TokenBucket {
  #left: number;
  #at: number;

  constructor(rate: Rate, now: number) {
    this.#left = rate.burst;
    this.#at = now;
  }

  /** Takes one token; false when none is left. */
  take(rate: Rate, now: number): boolean {
    const grown = (Math.max(0, now - this.#at) / 1000) * rate.perSecond;
    this.#left = Math.min(rate.burst, this.#left + grown);
    this.#at = now;
    if (this.#left < 1) return false;
    this.#left -= 1;
    return true;
  }
}
