/**
 * Working time on the Chinese statutory calendar. Everything counts in Asia/Shanghai (UTC+8, no daylight saving time
 * in the years this serves); instants are integer milliseconds since the epoch, days are `YYYY-MM-DD` there.
 */
import chineseDays from 'chinese-days';
import type { Limit } from './case.ts';

export const HOUR_MS = 3_600_000;
export const DAY_MS = 24 * HOUR_MS;
const MINUTE_MS = 60_000;
const SHANGHAI_OFFSET_MS = 8 * HOUR_MS;
/** No due time lies beyond this (2100-01-01 UTC, the end of the wire's time range). */
const HORIZON = 4_102_444_800_000;
/** How far to look for a working moment before giving up: a calendar without one must not hang the desk. */
const MAX_IDLE_DAYS = 366;

export type DayKind = 'work' | 'rest' | 'unknown';

export interface WorkCalendar {
  /** 'unknown' beyond the published years: the weekday rule is used and the result is flagged as uncertain. */
  dayKind(day: string): DayKind;
  /** working hours of a working day in minutes of the day, ascending, not overlapping */
  hours: { start: number; end: number }[];
}

/** 09:00–12:00 and 13:00–17:30. */
export const DEFAULT_HOURS = [
  { start: 9 * 60, end: 12 * 60 },
  { start: 13 * 60, end: 17 * 60 + 30 },
];

/** The `YYYY-MM-DD` day in Shanghai that holds an instant. */
export function shanghaiDay(at: number): string {
  return dayName(dayNumber(at));
}

/** The days since 1970-01-01 of an instant, in Shanghai. */
export function dayNumber(at: number): number {
  return Math.floor((at + SHANGHAI_OFFSET_MS) / DAY_MS);
}

function dayName(day: number): string {
  return new Date(day * DAY_MS).toISOString().slice(0, 10);
}

/** The instant at which a numbered day begins in Shanghai. */
export function dayStart(day: number): number {
  return day * DAY_MS - SHANGHAI_OFFSET_MS;
}

/**
 * The calendar the State Council publishes each year (chinese-days' data), with make-up days.
 * `overrides` (day → kind) is the admin's table for years or local days the data does not hold; it wins.
 */
export function statutoryCalendar(
  overrides: Record<string, 'work' | 'rest'> = {},
  hours: WorkCalendar['hours'] = DEFAULT_HOURS,
): WorkCalendar {
  const known = new Map<string, boolean>();
  const kinds = new Map<string, DayKind>();
  return {
    hours,
    dayKind(day) {
      const own = overrides[day];
      if (own) return own;
      const cached = kinds.get(day);
      if (cached) return cached;
      const year = day.slice(0, 4);
      if (!known.has(year)) known.set(year, isPublished(year));
      const kind: DayKind = known.get(year) ? publishedKind(day) : 'unknown';
      kinds.set(day, kind);
      return kind;
    },
  };
}

/** Whether the State Council names the day; null when it is an ordinary one, for which the week decides. */
function namedDay(day: string): { work: boolean; name: string } | null {
  // West of Greenwich chinese-days shifts both its tables and a bare date by a day, so that they still agree; its
  // weekdays do not. Hence: the tables from there, the week from here.
  const { work, name } = chineseDays.getDayDetail(day);
  return name.includes(',') ? { work, name } : null;
}

function publishedKind(day: string): DayKind {
  return (namedDay(day)?.work ?? isWeekday(Date.parse(`${day}T00:00:00Z`) / DAY_MS)) ? 'work' : 'rest';
}

/** Monday to Friday; day 0 (1970-01-01) was a Thursday. */
function isWeekday(day: number): boolean {
  const weekday = (day + 4) % 7;
  return weekday >= 1 && weekday <= 5;
}

/** New Year's Day is a holiday in every published year; where it is an ordinary day the year is not in the data. */
function isPublished(year: string): boolean {
  return namedDay(`${year}-01-01`)?.name.includes('元旦') ?? false;
}

interface Segment {
  start: number;
  end: number;
}

/** The working segments of a day, and whether the calendar knows that day. */
function segmentsOf(day: number, calendar: WorkCalendar): { segments: Segment[]; certain: boolean } {
  const kind = calendar.dayKind(dayName(day));
  const works = kind === 'work' || (kind === 'unknown' && isWeekday(day));
  const start = dayStart(day);
  const segments = works
    ? calendar.hours.map((hour) => ({ start: start + hour.start * MINUTE_MS, end: start + hour.end * MINUTE_MS }))
    : [];
  return { segments, certain: kind !== 'unknown' };
}

/** Milliseconds of work in one working day. */
export function workingDayMs(calendar: WorkCalendar): number {
  return calendar.hours.reduce((sum, hour) => sum + (hour.end - hour.start) * MINUTE_MS, 0);
}

/**
 * The instant a limit that starts at `at` ends. Urgent hours run round the clock; working hours are spent inside the
 * working hours; a working day ends at the same working moment of the n-th next working day (a start outside the
 * working hours counts from the next opening). `certain` is false when the way there crosses a day the calendar does
 * not know, or when the limit runs past the horizon (2100).
 */
export function addLimit(at: number, limit: Limit, calendar: WorkCalendar): { dueAt: number; certain: boolean } {
  if (limit.unit === 'urgent-hour') {
    const dueAt = at + Math.round(limit.value * HOUR_MS);
    return dueAt > HORIZON ? { dueAt: Math.max(at, HORIZON), certain: false } : { dueAt, certain: true };
  }
  if (limit.unit === 'working-hour') return spend(at, limit.value * HOUR_MS, calendar, false);
  return spend(at, limit.value * workingDayMs(calendar), calendar, true);
}

/** Adds working milliseconds; with no calendar in reach of work it gives the horizon, uncertain. */
export function addWorkingMs(at: number, ms: number, calendar: WorkCalendar): number {
  return spend(at, ms, calendar, false).dueAt;
}

/**
 * Walks working segments from `at` until `ms` of them is used up. When the last millisecond falls on the end of a
 * segment, `opening` chooses the next opening (whole working days) instead of that end (working hours).
 */
function spend(at: number, ms: number, calendar: WorkCalendar, opening: boolean): { dueAt: number; certain: boolean } {
  let left = Math.round(ms);
  let certain = true;
  let idle = 0;
  for (let day = dayNumber(at); dayStart(day) < HORIZON && idle < MAX_IDLE_DAYS; day += 1) {
    const today = segmentsOf(day, calendar);
    certain &&= today.certain;
    idle = today.segments.length > 0 ? 0 : idle + 1;
    for (const segment of today.segments) {
      const from = Math.max(segment.start, at);
      const room = segment.end - from;
      if (room <= 0) continue;
      if (left < room || (left === room && !opening)) return { dueAt: from + left, certain };
      left -= room;
    }
  }
  return { dueAt: Math.max(at, HORIZON), certain: false };
}

/** Working milliseconds between two instants; negative when `b` lies before `a`. */
export function workingMsBetween(a: number, b: number, calendar: WorkCalendar): number {
  // Taken from zero: a night backwards is 0, not −0.
  if (b < a) return 0 - workingMsBetween(b, a, calendar);
  let sum = 0;
  for (let day = dayNumber(a); dayStart(day) < b; day += 1) {
    for (const segment of segmentsOf(day, calendar).segments) {
      sum += Math.max(0, Math.min(segment.end, b) - Math.max(segment.start, a));
    }
  }
  return sum;
}

/** The Chinese and the English name of a day the State Council names, a holiday or a make-up day; null for any other. */
export function namedDayWords(day: string): { zh: string; en: string } | null {
  const [en, zh] = namedDay(day)?.name.split(',') ?? [];
  return en && zh ? { en, zh } : null;
}

/** The days of Shanghai from one instant to another, both included: at most `most` of them. */
export function daysBetween(from: number, to: number, most: number): string[] {
  const [first, last] = [dayNumber(from), Math.min(dayNumber(to), dayNumber(from) + most - 1)];
  return Array.from({ length: Math.max(0, last - first + 1) }, (_, n) => dayName(first + n));
}
