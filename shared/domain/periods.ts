/** Periods of reports: days, weeks from Monday and months as they are in Shanghai, where no clock is ever set. */
import { DAY_MS } from './calendar.ts';
import type { Period } from './cohorts.ts';

const SHANGHAI_MS = 8 * 3_600_000;

export const PERIOD_KINDS = ['day', 'week', 'month'] as const;
export type PeriodKind = (typeof PERIOD_KINDS)[number];

/** Midnight of the day that holds an instant. */
export function startOfDay(at: number): number {
  return Math.floor((at + SHANGHAI_MS) / DAY_MS) * DAY_MS - SHANGHAI_MS;
}

/** The whole period that holds an instant. */
export function periodAround(kind: PeriodKind, at: number): Period {
  const from = startOfDay(at);
  if (kind === 'day') return { from, to: from + DAY_MS };
  const day = new Date(from + SHANGHAI_MS);
  if (kind === 'week') {
    const monday = from - ((day.getUTCDay() + 6) % 7) * DAY_MS;
    return { from: monday, to: monday + 7 * DAY_MS };
  }
  const first = (months: number) => Date.UTC(day.getUTCFullYear(), day.getUTCMonth() + months, 1) - SHANGHAI_MS;
  return { from: first(0), to: first(1) };
}

/** The whole period before the one that holds an instant. */
export function periodBefore(kind: PeriodKind, at: number): Period {
  return periodAround(kind, periodAround(kind, at).from - 1);
}

/** A day as `2026-11-27`. */
export function dayText(at: number): string {
  return new Date(at + SHANGHAI_MS).toISOString().slice(0, 10);
}

/** Midnight of a day written as `2026-11-27`; null when there is no such day. */
export function dayOfText(text: string): number | null {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return null;
  const at = Date.parse(`${text}T00:00:00Z`) - SHANGHAI_MS;
  return Number.isFinite(at) && dayText(at) === text ? at : null;
}
