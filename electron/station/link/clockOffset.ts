/** how much two clocks may part in a millisecond: crystals part by less than 50 millionths */
const DRIFT = 50e-6;
/** the centre tells whole milliseconds: its true time is up to so much more */
const RESOLUTION_MS = 1;

interface Bound {
  /** ms */
  value: number;
  /** by this desk's steady clock, ms */
  at: number;
}

export interface OffsetEstimate {
  /** the centre's clock minus this desk's steady clock, ms */
  offset: number;
  /** the offset is wrong by at most so much, ms; infinite while nothing was asked and answered */
  error: number;
}

/**
 * How far the centre's clock is ahead of this desk's steady clock, from what messages prove. One that says the centre's
 * time S and is received at R was on its way for some time: the offset is at least S − R. Where it answers what was sent
 * at T, the offset is at most S − T. All bounds hold together; the middle of what they leave is the estimate. Bounds
 * loosen as they age, and when they contradict each other the centre's clock was set: all is begun anew.
 */
export class ClockOffset {
  #least: Bound | null = null;
  #most: Bound | null = null;

  /** The centre said its time without being asked, at `receivedAt`. */
  said(serverTime: number, receivedAt: number): void {
    const least = { value: serverTime - receivedAt, at: receivedAt };
    if (this.#least === null || least.value >= leastAt(this.#least, receivedAt)) this.#least = least;
    if (this.#most !== null && least.value > mostAt(this.#most, receivedAt)) this.#most = null;
  }

  /** The centre told its time in answer to what was sent at `sentAt`. */
  answered(serverTime: number, sentAt: number, receivedAt: number): void {
    this.said(serverTime, receivedAt);
    const most = { value: serverTime + RESOLUTION_MS - sentAt, at: sentAt };
    if (this.#most === null || most.value <= mostAt(this.#most, sentAt)) this.#most = most;
    if (this.#least !== null && most.value < leastAt(this.#least, sentAt)) {
      this.#least = { value: serverTime - receivedAt, at: receivedAt };
    }
  }

  /** Null before anything was heard. */
  estimate(at: number): OffsetEstimate | null {
    if (this.#least === null) return null;
    const least = leastAt(this.#least, at);
    if (this.#most === null) return { offset: this.#least.value, error: Number.POSITIVE_INFINITY };
    const most = mostAt(this.#most, at);
    return { offset: (least + most) / 2, error: Math.max(0, (most - least) / 2) };
  }
}

function leastAt({ value, at }: Bound, now: number): number {
  return value - Math.max(0, now - at) * DRIFT;
}
function mostAt({ value, at }: Bound, now: number): number {
  return value + Math.max(0, now - at) * DRIFT;
}
