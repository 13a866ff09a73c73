import { fullJitter } from '../link/backoff.ts';

/** share of what the centre allows a connection; the rest is for reads and the live link */
const SHARE = 0.5;
/** what may leave at once, as a part of a second's worth */
const BURST = 0.1;
const USUAL_PER_SECOND = 100;
const BACK_OFF_FIRST_MS = 500;
const BACK_OFF_MOST_MS = 30_000;
/** desks that all come back at once begin spread over so long, ms */
const START_SPREAD_MS = 2000;

/** How fast this desk sends: a token bucket, and pauses of the whole desk when the centre asks for them. Times are ms of a clock that only goes forward. */
export class Pace {
  readonly #random: () => number;
  #perSecond = USUAL_PER_SECOND * SHARE;
  #left = 1;
  #at: number | null = null;
  #pausedUntil = Number.NEGATIVE_INFINITY;
  #failures = 0;

  constructor(random: () => number) {
    this.#random = random;
  }

  /** What the centre allows a connection, events a second. */
  allow(eventsPerSecond: number): void {
    this.#perSecond = Math.max(1, eventsPerSecond * SHARE);
  }

  /** How many may leave now. */
  room(now: number): number {
    if (now < this.#pausedUntil) return 0;
    const grown = this.#at === null ? this.#burst : (Math.max(0, now - this.#at) / 1000) * this.#perSecond;
    this.#left = Math.min(this.#burst, this.#left + grown);
    this.#at = now;
    return Math.floor(this.#left);
  }

  take(count: number): void {
    this.#left -= count;
  }

  /** ms until the next may leave; 0 when it may now */
  wait(now: number): number {
    if (now < this.#pausedUntil) return this.#pausedUntil - now;
    return this.room(now) > 0 ? 0 : Math.ceil(((1 - this.#left) / this.#perSecond) * 1000);
  }

  /** The centre cannot take more now: everything waits, longer each time. Several such answers at once are one. */
  backOff(now: number): void {
    if (now < this.#pausedUntil) return;
    this.#pausedUntil = now + fullJitter(this.#failures, BACK_OFF_FIRST_MS, BACK_OFF_MOST_MS, this.#random());
    this.#failures += 1;
  }

  /** The centre took one. */
  taken(): void {
    this.#failures = 0;
  }

  pause(now: number, ms: number): void {
    this.#pausedUntil = Math.max(this.#pausedUntil, now + ms);
  }

  /** The link came back with a backlog behind it. */
  spreadStart(now: number): void {
    this.pause(now, this.#random() * START_SPREAD_MS);
  }

  /** Somebody waits for it: whatever pause there is ends. */
  hurry(): void {
    this.#pausedUntil = Number.NEGATIVE_INFINITY;
  }

  get #burst(): number {
    return Math.max(1, Math.round(this.#perSecond * BURST));
  }
}
