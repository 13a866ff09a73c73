import { FRAME_MS } from './sequence.ts';

/** How long voice is held back, ms. */
export const DELAY = {
  least: 20,
  most: 400,
  /** where nothing was measured yet */
  first: 40,
  /** over what the percentile asks for: audio callbacks come in bursts of a few ms */
  margin: 10,
} as const;

/** Of a hundred packets so many are to be in time. */
const IN_TIME = 0.97;
const BUCKET_MS = 5;
const BUCKETS = DELAY.most / BUCKET_MS;
/** A packet's weight among those after it, each: the last second or two decides. */
const FORGETTING = 0.985;
/** The shortest way is that of the last five to ten seconds: clocks drift. */
const EPOCH_PACKETS = 250;
/** At most so many ms shorter a second. */
const SHRINK_PER_PACKET = (60 * FRAME_MS) / 1000;

/**
 * Measures how much later than on the shortest way packets come, and says how long to hold them back so that nearly all are in time: a
 * percentile of a histogram that forgets (after WebRTC's NetEQ). Grows at once and shrinks slowly.
 */
export class DelayEstimate {
  #targetMs: number;
  readonly #histogram = new Float64Array(BUCKETS + 1);
  #weight = 0;
  #shortest = Number.POSITIVE_INFINITY;
  #shortestBefore = Number.POSITIVE_INFINITY;
  #packets = 0;
  #lastAtMs = Number.NEGATIVE_INFINITY;

  /** @param firstMs what was found for another voice of the same way */
  constructor(firstMs: number = DELAY.first) {
    this.#targetMs = Math.min(DELAY.most, Math.max(DELAY.least, firstMs));
  }

  /** ms a packet is to be held back, over the shortest way */
  get targetMs(): number {
    return this.#targetMs;
  }

  /** ms between a packet's turn and its coming by the shortest way */
  excess(sequence: number, atMs: number): number {
    return atMs - sequence * FRAME_MS - Math.min(this.#shortest, this.#shortestBefore);
  }

  /** @param sequence without end (`unwrap`) */
  arrived(sequence: number, atMs: number): void {
    if (this.#packets % EPOCH_PACKETS === 0) {
      this.#shortestBefore = this.#shortest;
      this.#shortest = Number.POSITIVE_INFINITY;
    }
    this.#packets += 1;
    this.#shortest = Math.min(this.#shortest, atMs - sequence * FRAME_MS);
    // Of what a stall lets come all at once only the first tells of the line: a single stall is not worth a longer delay for all.
    this.#count(this.excess(sequence, atMs), Math.min(1, (atMs - this.#lastAtMs) / FRAME_MS));
    this.#lastAtMs = atMs;
    const wanted = Math.min(DELAY.most, Math.max(DELAY.least, this.#percentile() + DELAY.margin));
    if (wanted >= this.#targetMs) this.#targetMs = wanted;
    // A first word is no measure yet.
    else if (this.#packets > 25) this.#targetMs = Math.max(wanted, this.#targetMs - SHRINK_PER_PACKET);
  }

  #count(excess: number, weight: number): void {
    for (let i = 0; i <= BUCKETS; i += 1) this.#histogram[i] = (this.#histogram[i] ?? 0) * FORGETTING;
    const bucket = Math.min(BUCKETS, Math.floor(excess / BUCKET_MS));
    this.#histogram[bucket] = (this.#histogram[bucket] ?? 0) + weight;
    this.#weight = this.#weight * FORGETTING + weight;
  }

  #percentile(): number {
    let below = 0;
    for (let i = 0; i <= BUCKETS; i += 1) {
      below += this.#histogram[i] ?? 0;
      if (below >= this.#weight * IN_TIME) return (i + 1) * BUCKET_MS;
    }
    return DELAY.most;
  }
}
