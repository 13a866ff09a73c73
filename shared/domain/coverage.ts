/**
 * Which areas have nobody in them, for how long, and how that stands against what the centre wants: told by where people on duty
 * were seen. Nothing is said of times at which nobody listened.
 */
import { type DayHours, stretchAround } from './dayHours.ts';

export const COVERAGE_TIERS = ['street', 'community', 'unit'] as const;
export type CoverageTier = (typeof COVERAGE_TIERS)[number];
/** digits of an area's code */
export const TIER_DIGITS: Record<CoverageTier, number> = { street: 9, community: 12, unit: 14 };

/** What a centre wants of each area of a tier. */
export type CoverageAim = {
  /** nobody may be missing from it for longer; 0: no such aim */
  minutes: number;
  /** so many at least are in it at any time; 0: no such aim */
  least: number;
};
/** What a centre wants of its areas, and between which local times of the day it does; equal times: all day. */
export type CoveragePolicy = Record<CoverageTier, CoverageAim> & { hours: DayHours };

export const COVERAGE_POLICY: CoveragePolicy = {
  hours: { from: '08:00', to: '20:00' },
  street: { minutes: 30, least: 3 },
  community: { minutes: 60, least: 0 },
  unit: { minutes: 240, least: 0 },
};

/** Since when the aims hold, ms; −∞ when they always do, null when they do not now. */
export function inForceSince({ hours }: CoveragePolicy, at: number): number | null {
  if (hours.from === hours.to) return Number.NEGATIVE_INFINITY;
  return stretchAround(at, hours)?.from ?? null;
}

/** The gravest first: empty for too long, fewer than wanted, empty within the aim, well. */
export const COVERAGE_STATES = ['late', 'thin', 'empty', 'covered'] as const;
export type CoverageState = (typeof COVERAGE_STATES)[number];

/** Who is in an area, and when somebody was. */
export interface Presence {
  /** on duty, heard of lately, in it */
  present: number;
  /** on duty, last heard of in it, silent since */
  silent: number;
  /** when somebody on duty was last seen in it, ms; 0: not known */
  lastAt: number;
}

export interface CoverageQuestion {
  /** the moment that is told of, ms */
  asOf: number;
  /** since when this desk has listened without a break, ms */
  heardSince: number;
  aim: CoverageAim;
  /** since when the aim holds; null: not now */
  inForceSince: number | null;
}

export interface Judged {
  state: CoverageState;
  /** since when nobody has been seen in it, ms; null: somebody is */
  since: number | null;
  /** false: nobody was seen since this desk began to listen, which may be later than when the last one left */
  exact: boolean;
  /** ms beyond the longest time it may be empty */
  over: number;
}

const MINUTE = 60_000;

/** How an area stands. Only what was listened to counts against the aim, and only while it is in force. */
export function judge({ present, lastAt }: Presence, question: CoverageQuestion): Judged {
  const { asOf, heardSince, aim } = question;
  const inForce = question.inForceSince;
  const tooFew = inForce !== null && present < aim.least;
  if (present > 0) return { state: tooFew ? 'thin' : 'covered', since: null, exact: true, over: 0 };
  const since = Math.min(asOf, Math.max(lastAt, heardSince));
  const counts = inForce !== null && aim.minutes > 0;
  const over = counts ? Math.max(0, asOf - Math.max(since, inForce) - aim.minutes * MINUTE) : 0;
  return { state: over > 0 ? 'late' : tooFew ? 'thin' : 'empty', since, exact: lastAt >= heardSince, over };
}

/** room for what ranks within a state: it must never reach the next one */
const STATE_STEP = 1e13;
const MISSING_STEP = 1e10;
const MOST_MS = MISSING_STEP - 1;
const MOST_PRESENT = 1e6;

/** How pressing an area is, as a number: greater is worse. */
export function pressure(presence: Presence, judged: Judged, { asOf, aim }: CoverageQuestion): number {
  const rank = COVERAGE_STATES.length - COVERAGE_STATES.indexOf(judged.state);
  const empty = judged.since === null ? 0 : Math.min(MOST_MS, asOf - judged.since);
  switch (judged.state) {
    case 'late':
      return rank * STATE_STEP + Math.min(MOST_MS, judged.over);
    case 'thin':
      return rank * STATE_STEP + (aim.least - presence.present) * MISSING_STEP + empty;
    case 'empty':
      return rank * STATE_STEP + empty;
    case 'covered':
      return rank * STATE_STEP + Math.max(0, MOST_PRESENT - presence.present);
  }
}

/**
 * The places of the greatest values, the greatest first, at most so many; of equal ones the first place. For tens of thousands:
 * only those that may be among them are put in order.
 */
export function greatest(values: Float64Array, limit: number, takes: (place: number) => boolean): number[] {
  const places: number[] = [];
  for (let place = 0; place < values.length; place += 1) if (takes(place)) places.push(place);
  const valueAt = (place: number): number => values[place] ?? 0;
  const inOrder = (some: number[]) => some.sort((a, b) => valueAt(b) - valueAt(a) || a - b).slice(0, limit);
  if (places.length <= limit || limit === 0) return inOrder(places);
  const least = Float64Array.from(places, valueAt).sort()[places.length - limit] ?? 0;
  const above = places.filter((place) => valueAt(place) > least);
  const level: number[] = [];
  for (const place of places) {
    if (above.length + level.length === limit) break;
    if (valueAt(place) === least) level.push(place);
  }
  return inOrder([...above, ...level]);
}
