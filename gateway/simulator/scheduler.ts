const SLOTS = 1024;
const NONE = -1;

/**
 * A timer wheel with one entry per key (0…keys-1). The simulator drives it with one timer for all its people; an entry
 * beyond the wheel's span waits at its far end and is laid again.
 */
export class TimerWheel {
  /** milliseconds */
  readonly tickMs: number;
  private readonly slots: number[][] = Array.from({ length: SLOTS }, () => []);
  /** tick at which a key is due, and tick of the slot that holds its valid entry */
  private readonly due: Float64Array;
  private readonly laid: Float64Array;
  private current: number;

  constructor(keys: number, tickMs: number, now: number) {
    this.tickMs = tickMs;
    this.due = new Float64Array(keys).fill(NONE);
    this.laid = new Float64Array(keys).fill(NONE);
    this.current = Math.floor(now / tickMs);
  }

  /** Sets when a key is due (ms; replaces what was set before; Infinity takes it off). Never before the next tick. */
  set(key: number, at: number): void {
    if (at === Number.POSITIVE_INFINITY) {
      this.due[key] = NONE;
      this.laid[key] = NONE;
      return;
    }
    this.lay(key, Math.max(this.current + 1, Math.ceil(at / this.tickMs)));
  }

  private lay(key: number, tick: number): void {
    this.due[key] = tick;
    const slot = Math.min(tick, this.current + SLOTS - 1);
    // an entry already in the right slot is used again: hearing ten commands at once lays one entry
    if (this.laid[key] === slot) return;
    this.laid[key] = slot;
    this.slots[slot % SLOTS]?.push(key);
  }

  /** Calls `fire` for every key that has come due up to `now`, in the order of their ticks. */
  advance(now: number, fire: (key: number) => void): void {
    const last = Math.floor(now / this.tickMs);
    while (this.current < last) {
      this.current++;
      const tick = this.current;
      const keys = this.slots[tick % SLOTS] ?? [];
      this.slots[tick % SLOTS] = [];
      for (const key of keys) {
        if (this.laid[key] !== tick) continue;
        this.laid[key] = NONE;
        const due = this.due[key] ?? NONE;
        if (due > tick) {
          this.lay(key, due);
          continue;
        }
        this.due[key] = NONE;
        fire(key);
      }
    }
  }
}
