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

  /** Takes so many tokens; false, and none taken, when there are fewer. */
  take(rate: Rate, now: number, tokens = 1): boolean {
    const grown = (Math.max(0, now - this.#at) / 1000) * rate.perSecond;
    this.#left = Math.min(rate.burst, this.#left + grown);
    this.#at = now;
    if (this.#left < tokens) return false;
    this.#left -= tokens;
    return true;
  }
}
