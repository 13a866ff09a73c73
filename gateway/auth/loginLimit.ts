/** Failures that cost nothing: people mistype. */
const FREE_FAILURES = 3;
const FIRST_DELAY_MS = 1000;
const MOST_DELAY_MS = 15 * 60_000;
const FORGET_MS = 60 * 60_000;
const MOST_ENTRIES = 50_000;

interface Failures {
  count: number;
  last: number;
}

/** Slows guessing down: after a few failures of one account from one address each further one doubles the wait. */
export class LoginLimit {
  readonly #failures = new Map<string, Failures>();

  /** Milliseconds to wait before the next try; 0 when it may be made now. */
  waitMs(account: string, address: string, now: number): number {
    const entry = this.#failures.get(keyOf(account, address));
    if (!entry || entry.count < FREE_FAILURES) return 0;
    const delay = Math.min(MOST_DELAY_MS, FIRST_DELAY_MS * 2 ** (entry.count - FREE_FAILURES));
    return Math.max(0, entry.last + delay - now);
  }

  failed(account: string, address: string, now: number): void {
    const key = keyOf(account, address);
    const before = this.#failures.get(key);
    const count = before && now - before.last < FORGET_MS ? before.count + 1 : 1;
    this.#failures.delete(key);
    this.#failures.set(key, { count, last: now });
    const oldest = this.#failures.size > MOST_ENTRIES ? this.#failures.keys().next().value : undefined;
    if (oldest !== undefined) this.#failures.delete(oldest);
  }

  succeeded(account: string, address: string): void {
    this.#failures.delete(keyOf(account, address));
  }
}

function keyOf(account: string, address: string): string {
  return `${account}\n${address}`;
}
