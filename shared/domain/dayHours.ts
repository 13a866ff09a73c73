import type { Period } from './cohorts.ts';

/** Local times `HH:MM` between which something holds; past midnight when `to` is before `from`, never when they are equal. */
export type DayHours = { from: string; to: string };

const DAY_MINUTES = 1440;
const MINUTE_MS = 60_000;
/** China has one time zone and no summer time */
const CHINA_MINUTES = 480;

/** The stretch of these hours that holds a moment, ms; null: none does. */
export function stretchAround(at: number, { from, to }: DayHours): Period | null {
  const [start, end] = [minutesOf(from), minutesOf(to)];
  const local = Math.floor(at / MINUTE_MS) + CHINA_MINUTES;
  const minute = ((local % DAY_MINUTES) + DAY_MINUTES) % DAY_MINUTES;
  const sinceStart = (minute - start + DAY_MINUTES) % DAY_MINUTES;
  const length = (end - start + DAY_MINUTES) % DAY_MINUTES;
  if (sinceStart >= length) return null;
  const begun = (local - CHINA_MINUTES - sinceStart) * MINUTE_MS;
  return { from: begun, to: begun + length * MINUTE_MS };
}

function minutesOf(text: string): number {
  const [hours = 0, minutes = 0] = text.split(':').map(Number);
  return hours * 60 + minutes;
}
