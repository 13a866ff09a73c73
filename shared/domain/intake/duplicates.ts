import { distanceMeters } from '../../geo/index.ts';
import { DAY_MS } from '../calendar.ts';
import { type CaseState, ENDED_STATES } from '../case.ts';
import type { Confidence } from './confidence.ts';
import { pairLikeness, type Pairs, pairsOf } from './likeness.ts';

/** Within what another report of the same problem is looked for. */
export const DUPLICATES = {
  /** metres around the place */
  metres: 200,
  /** of open cases; ended ones are still complained about for `endedDays` */
  days: 30,
  endedDays: 7,
} as const;

/** digits of a category that name its group */
const GROUP_DIGITS = 4;

export interface Told {
  /** '' while none is chosen: then the words must tell */
  categoryCode: string;
  title: string;
  text: string;
  lon: number;
  lat: number;
}
export interface EarlierCase extends Told {
  id: string;
  state: CaseState;
  reportedAt: number;
}

/** Why two reports may be one. */
export interface Duplicate {
  id: string;
  confidence: Confidence;
  /** 0…1, the order they are shown in */
  score: number;
  /** metres between them */
  distance: number;
  /** 0…1, of their words */
  alike: number;
  sameType: boolean;
}

export function groupOf(categoryCode: string): string {
  return categoryCode.slice(0, GROUP_DIGITS);
}

/** What is told, made ready to be compared with many. */
export interface Comparable {
  told: Told;
  title: Pairs;
  all: Pairs;
}
export function comparable(told: Told): Comparable {
  return { told, title: pairsOf(told.title), all: pairsOf(`${told.title} ${told.text}`) };
}

/** Whether an earlier case may be the same problem as what is told now; null: it is another one. Times in ms. */
export function duplicateOf({ told, title, all }: Comparable, earlier: EarlierCase, now: number): Duplicate | null {
  const distance = distanceMeters(told, earlier);
  if (distance > DUPLICATES.metres || now - earlier.reportedAt > lookBack(earlier.state)) return null;
  const hasType = told.categoryCode !== '';
  if (hasType && groupOf(told.categoryCode) !== groupOf(earlier.categoryCode)) return null;
  const other = comparable(earlier);
  const alike = Math.max(pairLikeness(title, other.title), pairLikeness(all, other.all));
  const sameType = hasType && told.categoryCode === earlier.categoryCode;
  const near = 1 - distance / DUPLICATES.metres;
  const score = 0.45 * near + 0.35 * alike + (sameType ? 0.2 : 0);
  const confidence = confidenceOf(score, distance, alike, sameType);
  return confidence && { id: earlier.id, confidence, score, distance, alike, sameType };
}

/** Most likely first. */
export function rankDuplicates(duplicates: readonly Duplicate[]): Duplicate[] {
  return duplicates.toSorted((a, b) => b.score - a.score || a.distance - b.distance || a.id.localeCompare(b.id));
}

function lookBack(state: CaseState): number {
  return (ENDED_STATES.includes(state) ? DUPLICATES.endedDays : DUPLICATES.days) * DAY_MS;
}

const SAME_SPOT_METRES = 40;

function confidenceOf(score: number, distance: number, alike: number, sameType: boolean): Confidence | null {
  if (sameType && distance <= SAME_SPOT_METRES && alike >= 0.5) return 'certain';
  if (score >= 0.6) return 'likely';
  return score >= 0.35 ? 'doubtful' : null;
}
