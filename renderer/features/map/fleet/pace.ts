/** A slide needs no more pictures than this, ms between two of them. */
const LEAST_WAIT = 33;
/** Share of the time that pictures between two ticks may take: the rest belongs to ticks and to the operator. */
const SHARE = 1 / 3;
/** With fewer pictures a slide is a row of stumbles. Two limits: a machine on the border does not waver. */
const TOO_SLOW = 140;
const QUICK_AGAIN = 100;
/** The newest cost counts for this much of the mean. */
const NEWEST = 0.2;

/**
 * How often the fleet is painted between two ticks: what a picture costs says how long the next one waits. A machine that
 * cannot keep up is told so, and draws the newest places only.
 */
export class Pace {
  keepsUp = true;
  private readonly least: number;
  private cost: number;

  /** @param least ms of a picture that cannot be measured from outside: a GPU's share of the work */
  constructor(least = 0) {
    this.least = least;
    this.cost = least;
    this.judge();
  }

  /** A picture has cost so many ms. */
  spent(ms: number): void {
    this.cost += (Math.max(this.least, ms) - this.cost) * NEWEST;
    this.judge();
  }

  /** ms between two pictures */
  get wait(): number {
    return Math.max(LEAST_WAIT, this.cost / SHARE);
  }

  private judge(): void {
    this.keepsUp = this.wait <= (this.keepsUp ? TOO_SLOW : QUICK_AGAIN);
  }
}
