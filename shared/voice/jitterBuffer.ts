import { DELAY, DelayEstimate } from './delayEstimate.ts';
import { FRAME_MS, unwrap } from './sequence.ts';

/** Made-up sound lasts so many blocks; after that nothing is heard. */
export const MOST_CONCEALED = 5;
/** A voice that gives nothing for so long is over, ms. */
const OVER_MS = 2000;
/** Blocks that are held at most: what is older when more come is passed over. */
const MOST_HELD = DELAY.most / FRAME_MS + 5;
/** A packet further from the last than this is no packet of the same talk's flow: begin anew there. */
const LEAP = 500;
/** Loud blocks are merged only after so many blocks of too long a delay. */
const PATIENCE = 10;
/** That much over the target nothing is waited for, ms. */
const FAR_TOO_LONG = 200;

export type Decision<T> =
  /** `into`: the block after it, to be played with it in the time of one, because voice lags more than it must */
  | { kind: 'packet'; value: T; into?: T }
  /** make a block up; `since`: how many were made up right before, and from `MOST_CONCEALED` on it is silent */
  | { kind: 'conceal'; since: number }
  /** nothing, and no 20 ms of it: ask again with the next samples */
  | { kind: 'silence' };

export interface JitterCounts {
  played: number;
  /** made up, for blocks that were lost or late; what was made up at the end of a talk is not among them */
  concealed: number;
  late: number;
  duplicate: number;
  /** passed over or merged to catch up */
  skipped: number;
}

export interface Held<T> {
  value: T;
  /** nobody hears it missing */
  quiet: boolean;
}

/**
 * One voice's buffer between network and loudspeaker. Packets come in any order; each 20 ms of the loudspeaker's clock it is asked
 * what to play. Every packet is played at most once and in order. A packet that is not there in its turn is made up; where
 * nothing at all is there, voice waits for it instead, and lags a little more from then on until it has caught up.
 */
export class JitterBuffer<T> {
  readonly counts: JitterCounts = { played: 0, concealed: 0, late: 0, duplicate: 0, skipped: 0 };
  #delay: DelayEstimate;
  readonly #held = new Map<number, Held<T>>();
  /** the next to be played; null before the first packet */
  #expected: number | null = null;
  #highest = 0;
  #startsAt = 0;
  #started = false;
  /** since when nothing at all is there, ms */
  #dryAt: number | null = null;
  /** blocks made up in a row */
  #run = 0;
  /** made up while dry: whether for lost blocks or for the end of the talk is seen later */
  #pending = 0;
  #tooLong = 0;
  #heardAt = 0;

  constructor(firstDelayMs?: number) {
    this.#delay = new DelayEstimate(firstDelayMs);
  }

  get targetMs(): number {
    return this.#delay.targetMs;
  }

  /** A packet came. @param atMs by the clock of `next` */
  put(sequence: number, atMs: number, value: T, quiet = false): 'kept' | 'late' | 'duplicate' {
    this.#heardAt = atMs;
    let at = this.#expected === null ? sequence : unwrap(sequence, this.#highest);
    if (this.#expected !== null && Math.abs(at - this.#highest) > LEAP) this.#beginAnew();
    if (this.#expected === null) {
      at = sequence;
      this.#expected = at;
      this.#highest = at;
      this.#startsAt = Number.POSITIVE_INFINITY;
    }
    this.#delay.arrived(at, atMs);
    // Of packets that come together the newest tells how long the first has been on its way.
    const age = Math.max(0, at - this.#expected) * FRAME_MS;
    if (!this.#started) this.#startsAt = Math.min(this.#startsAt, atMs + this.#delay.targetMs - age);
    if (this.#held.has(at)) return this.#refuse('duplicate');
    if (at < this.#expected) {
      // Before the first was played, an earlier one is welcome.
      if (this.#started) return this.#refuse('late');
      this.#expected = at;
    }
    this.#held.set(at, { value, quiet });
    this.#highest = Math.max(this.#highest, at);
    this.#dropOldest();
    return 'kept';
  }

  /** What to play from `nowMs` on, for 20 ms. */
  next(nowMs: number): Decision<T> {
    if (this.#expected === null) return { kind: 'silence' };
    if (!this.#started) {
      if (nowMs < this.#startsAt && this.#held.size * FRAME_MS <= this.#delay.targetMs) return { kind: 'silence' };
      this.#started = true;
    }
    if (this.#held.size === 0) return this.#dry(nowMs);
    this.#forgive(nowMs);
    const held = this.#take();
    if (held) return this.#play(held, nowMs);
    this.#expected += 1;
    this.counts.concealed += 1;
    return this.#madeUp();
  }

  /** Nothing will come any more, or nothing has for so long that it is over. */
  isOver(nowMs: number): boolean {
    return this.#held.size === 0 && nowMs - this.#heardAt >= OVER_MS;
  }

  /** Nothing is held that could be played. */
  get isEmpty(): boolean {
    return this.#held.size === 0;
  }

  #refuse(why: 'late' | 'duplicate'): 'late' | 'duplicate' {
    this.counts[why] += 1;
    return why;
  }

  #beginAnew(): void {
    this.counts.skipped += this.#held.size;
    this.#held.clear();
    this.#delay = new DelayEstimate(this.#delay.targetMs);
    this.#expected = null;
    this.#started = false;
    this.#dryAt = null;
  }

  /** After a stall everything comes at once: what is older than the longest delay would only be heard too late. */
  #dropOldest(): void {
    while (this.#held.size > MOST_HELD || this.#highest - (this.#expected ?? 0) > MOST_HELD) {
      if (this.#held.delete(this.#expected ?? 0)) this.counts.skipped += 1;
      this.#expected = (this.#expected ?? 0) + 1;
    }
  }

  #dry(nowMs: number): Decision<T> {
    this.#dryAt ??= nowMs;
    if (this.#run >= MOST_CONCEALED) return { kind: 'silence' };
    this.#pending += 1;
    return this.#madeUp();
  }

  /** Something is there again: what was made up meanwhile stands for packets that are missing before it. */
  #forgive(nowMs: number): void {
    if (this.#dryAt === null) return;
    let owed = Math.round((nowMs - this.#dryAt) / FRAME_MS);
    this.#dryAt = null;
    this.counts.concealed += this.#pending;
    this.#pending = 0;
    while (owed > 0 && !this.#held.has(this.#expected ?? 0)) {
      this.#expected = (this.#expected ?? 0) + 1;
      owed -= 1;
    }
  }

  #take(): Held<T> | undefined {
    const at = this.#expected ?? 0;
    const held = this.#held.get(at);
    if (held) {
      this.#held.delete(at);
      this.#expected = at + 1;
    }
    return held;
  }

  #madeUp(): Decision<T> {
    this.#run += 1;
    return { kind: 'conceal', since: this.#run - 1 };
  }

  #play(held: Held<T>, nowMs: number): Decision<T> {
    this.#run = 0;
    this.counts.played += 1;
    const over = this.#delay.excess((this.#expected ?? 1) - 1, nowMs) - this.#delay.targetMs;
    this.#tooLong = over > FRAME_MS ? this.#tooLong + 1 : 0;
    const mayMerge = held.quiet || this.#tooLong > PATIENCE || over > FAR_TOO_LONG;
    const into = this.#tooLong > 0 && mayMerge ? this.#take() : undefined;
    if (!into) return { kind: 'packet', value: held.value };
    this.counts.skipped += 1;
    if (!held.quiet) this.#tooLong = 0;
    return { kind: 'packet', value: held.value, into: into.value };
  }
}
