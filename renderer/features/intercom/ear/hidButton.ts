import type { Settings } from '#shared/contract/settings.ts';

export type HidButton = NonNullable<Settings['hidButton']>;
/** What a device says of itself when something about it changed, or all the time. */
export interface HidReport {
  reportId: number;
  bytes: Uint8Array;
}

/** ms from the beginning: what a device says in them is how it rests, for many say it over and over */
const RESTING = 300;
/** a press that is meant lasts so long, ms; what only passes by, as a counter or a stick that is moved, does not */
const HELD = 150;
/** no device of buttons says more, bytes */
const LONGEST = 64;

/** How one byte has stood since `since`, and how it stood before; what was never told is taken for all off. */
interface Stand {
  value: number;
  since: number;
  before: number;
}

/**
 * Learns which button is pressed: bits of one byte that went on, stayed so for a moment with all of their byte, and went off again. Only what
 * goes off is a button: much of a report is always on, and held to talk it would never end.
 */
export class HidLearner {
  readonly #began: number;
  readonly #stands = new Map<number, Stand[]>();

  /** @param now ms that only go forward */
  constructor(now: number) {
    this.#began = now;
  }

  /** The button that was let go with this report, or null. */
  take({ reportId, bytes }: HidReport, now: number): HidButton | null {
    const resting = now - this.#began < RESTING;
    const stands = this.#stands.get(reportId) ?? [];
    this.#stands.set(reportId, stands);
    let learned: HidButton | null = null;
    for (const [byte, value] of bytes.subarray(0, LONGEST).entries()) {
      const stand = stands[byte];
      if (stand?.value === value) continue;
      stands[byte] = { value, since: now, before: resting ? value : (stand?.value ?? 0) };
      if (!stand || now - stand.since < HELD) continue;
      const mask = stand.value & ~stand.before & ~value;
      if (mask !== 0) learned ??= { reportId, byte, mask };
    }
    return learned;
  }
}

/** Whether the button is held by this report; null when the report tells nothing of it. */
export function isHeld({ reportId, bytes }: HidReport, button: HidButton): boolean | null {
  const value = reportId === button.reportId ? bytes[button.byte] : undefined;
  return value === undefined ? null : (value & button.mask) === button.mask;
}

/** A number an operator can tell two buttons of a device by, from 1 on. */
export function numberOf({ byte, mask }: HidButton): number {
  return byte * 8 + Math.log2(mask & -mask) + 1;
}
