import { distanceMeters } from '../geo/index.ts';
import type { DropReason } from '../protocol/positions.ts';

/** What a position must keep to be taken. Times in ms, lengths in metres. */
export interface PositionRules {
  /** furthest ahead of the centre's clock */
  futureMs: number;
  /** furthest back */
  pastMs: number;
  /** worst accuracy; a position that tells none is believed */
  accuracyMeters: number;
  /** fastest that anybody gets about, metres a second */
  jumpMetersPerSecond: number;
  /** so far from the last one nothing is a jump, at any speed; the accuracy that is told comes on top */
  jumpSlackMeters: number;
  /** so many jumps in a row that agree with each other are the truth, and what was taken before them was wrong */
  jumpAgreeing: number;
}

export interface JudgedFix {
  /** ms since the epoch */
  t: number;
  /** WGS-84 */
  lon: number;
  lat: number;
  /** metres */
  accuracy?: number;
}

/** Whether somebody can have been at both places at these times, whichever is the later one. */
export function isReachable(from: JudgedFix, to: JudgedFix, rules: PositionRules): boolean {
  const metres = distanceMeters(from, to) - rules.jumpSlackMeters - (to.accuracy ?? 0);
  return metres <= (Math.abs(to.t - from.t) / 1000) * rules.jumpMetersPerSecond;
}

/** What speaks against a fix by itself; null: nothing. */
export function faultOf(fix: JudgedFix, near: boolean, rules: PositionRules, now: number): DropReason | null {
  if (fix.t > now + rules.futureMs) return 'future';
  if (fix.t < now - rules.pastMs) return 'past';
  if (!near) return 'outside';
  return (fix.accuracy ?? 0) > rules.accuracyMeters ? 'accuracy' : null;
}
