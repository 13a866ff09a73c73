/** A due time as an operator reads it: when, how much working time that is, and which days do not count on the way. */
import { daysBetween, namedDayWords, type WorkCalendar, workingMsBetween } from './calendar.ts';
import type { Limit } from './case.ts';

/** Days that are not worked in a row, named when the State Council names them; unnamed: a weekend. */
export interface RestDays {
  from: string;
  days: number;
  name: { zh: string; en: string } | null;
}

export interface DueTime {
  at: number;
  /** of working units, ms of work from now to the limit, negative when it has passed; null: it runs round the clock */
  workingMs: number | null;
  /** what is passed over on the way, in order; empty round the clock */
  skipped: RestDays[];
  /** days worked though they are of a weekend */
  madeUp: string[];
  /** the way crosses days the calendar does not know: the week decided */
  certain: boolean;
}

/** no due time is looked through further than this */
const MOST_DAYS = 400;

/** What a limit at `at` means, seen from `now`. */
export function dueTimeOf(now: number, at: number, unit: Limit['unit'], calendar: WorkCalendar): DueTime {
  if (unit === 'urgent-hour') return { at, workingMs: null, skipped: [], madeUp: [], certain: true };
  const days = daysBetween(now, at, MOST_DAYS);
  const kinds = days.map((day) => ({ day, kind: calendar.dayKind(day), name: namedDayWords(day) }));
  return {
    at,
    workingMs: workingMsBetween(now, at, calendar),
    skipped: kinds
      .filter(({ day, kind }) => kind === 'rest' || (kind === 'unknown' && isWeekend(day)))
      .reduce<RestDays[]>((runs, { day, name }) => withDay(runs, day, name), []),
    madeUp: kinds.filter(({ day, kind }) => kind === 'work' && isWeekend(day)).map(({ day }) => day),
    certain: kinds.every(({ kind }) => kind !== 'unknown'),
  };
}

/** The run grows while its days follow each other and have one name. */
function withDay(runs: RestDays[], day: string, name: RestDays['name']): RestDays[] {
  const last = runs.at(-1);
  const follows = last && dayAfter(last.from, last.days) === day && last.name?.zh === name?.zh;
  if (!follows) return [...runs, { from: day, days: 1, name }];
  return [...runs.slice(0, -1), { ...last, days: last.days + 1 }];
}

function dayAfter(day: string, n: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + n * 86_400_000).toISOString().slice(0, 10);
}

function isWeekend(day: string): boolean {
  const weekday = new Date(`${day}T00:00:00Z`).getUTCDay();
  return weekday === 0 || weekday === 6;
}

/** Whether a due time of its own tightens or loosens the limit it stands for, or neither. */
export function retiming(limit: number | null, at: number | null): 'tighter' | 'looser' | null {
  if (limit === null || at === null || at === limit) return null;
  return at < limit ? 'tighter' : 'looser';
}
