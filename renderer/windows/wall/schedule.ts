import type { Scheduled } from '#shared/contract/wallPlan.ts';
import { DAY_MS } from '#shared/domain/calendar.ts';
import { startOfDay } from '#shared/domain/periods.ts';

function msOfDay({ at }: Scheduled): number {
  const [hours = 0, minutes = 0] = at.split(':').map(Number);
  return (hours * 60 + minutes) * 60_000;
}

/** The latest time at or before `now` at which an entry was due, ms. */
function lastDue(entry: Scheduled, now: number): number {
  const due = startOfDay(now) + msOfDay(entry);
  return due <= now ? due : due - DAY_MS;
}

/** What the schedule says since `from` (excluded; null: whatever was said last, yesterday at the earliest); null: nothing new. */
export function dueEntry(schedule: readonly Scheduled[], from: number | null, now: number): Scheduled | null {
  const due = schedule
    .map((entry) => ({ entry, at: lastDue(entry, now) }))
    .filter(({ at }) => from === null || at > from)
    .reduce<{ entry: Scheduled; at: number } | null>((last, one) => (last && last.at >= one.at ? last : one), null);
  return due?.entry ?? null;
}
