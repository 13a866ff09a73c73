import { QUEUES } from '#shared/contract/queues.ts';
import type { Cache } from '../cache/cache.ts';
import type { Statements } from '../db/statements.ts';
import type { Alarms } from './alarms.ts';

const LOOK_EVERY_MS = 5000;
/** more than so many at once is a holiday's end, not an alarm each */
const MOST_AT_ONCE = 20;
const URGENCY_RANKS = [0, 1, 2];
const RUNNING = QUEUES.supervised.filter((state) => state !== 'suspended');

interface OverdueRow {
  id: string;
  title: string;
  due_at: number;
  lon: number;
  lat: number;
}

/** Alarms the cases whose due time passes while the station runs; those that were late before stand in the queues. */
export function watchOverdue(
  cache: Cache,
  statements: Statements,
  alarms: Alarms,
  serverNow: () => number,
): () => void {
  let since = serverNow();
  const timer = setInterval(() => {
    const until = serverNow();
    for (const row of passed(cache, statements, since, until)) alarms.overdue(row);
    since = Math.max(since, until);
  }, LOOK_EVERY_MS);
  return () => clearInterval(timer);
}

/** Cases whose due time lies in [since, until), by ranges of the queue's index. */
function passed(cache: Cache, statements: Statements, since: number, until: number): OverdueRow[] {
  const set = cache.live;
  const rows = RUNNING.flatMap((state) =>
    URGENCY_RANKS.flatMap((urgency) =>
      statements.all<OverdueRow>(
        `SELECT id, title, due_at, lon, lat FROM cases_${set} INDEXED BY cases_${set}_queue
          WHERE state = ? AND urgency = ? AND due_at >= ? AND due_at < ? LIMIT ${MOST_AT_ONCE}`,
        state,
        urgency,
        since,
        until,
      ),
    ),
  );
  return rows.slice(0, MOST_AT_ONCE);
}
