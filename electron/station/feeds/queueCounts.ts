import {
  isListQueue,
  QUEUE_NAMES,
  QUEUES,
  type QueueName,
  STATE_QUEUES,
  type StateQueue,
} from '#shared/contract/queues.ts';
import { countList } from './queueLists.ts';
import type { Feed, FeedContext } from './context.ts';

interface CountRow {
  state: string;
  supervised: number;
  n: number;
}

/** Rows of a queue, filtered by nothing: a counter tells, or a list as far as it is counted. */
export function queueTotal(context: FeedContext, queue: QueueName): number {
  if (isListQueue(queue)) return countList(context, queue, context.serverNow()).total;
  const rows = context.statements.all<CountRow>(`SELECT * FROM case_counts_${context.cache.live}`);
  return sumOf(rows, queue);
}

function sumOf(rows: readonly CountRow[], queue: StateQueue): number {
  const states: readonly string[] = QUEUES[queue];
  return rows
    .filter((row) => states.includes(row.state) && (queue !== 'supervised' || row.supervised === 1))
    .reduce((sum, row) => sum + row.n, 0);
}

/** Rows of a queue past their due time: ranges of its index. Ended and suspended cases have no running clock. */
function overdueOf(context: FeedContext, queue: StateQueue, now: number): number {
  if (queue === 'ended' || queue === 'suspended') return 0;
  const set = context.cache.live;
  const supervised = queue === 'supervised';
  const index = `cases_${set}_${supervised ? 'supervised' : 'queue'}`;
  const filter = supervised ? ' AND supervision IS NOT NULL' : '';
  let sum = 0;
  for (const state of QUEUES[queue]) {
    if (state === 'suspended') continue;
    for (const urgency of [0, 1, 2]) {
      const row = context.statements.one<{ n: number }>(
        `SELECT COUNT(*) AS n FROM cases_${set} INDEXED BY ${index}
          WHERE state = ? AND urgency = ? AND due_at < ?${filter}`,
        state,
        urgency,
        now,
      );
      sum += row?.n ?? 0;
    }
  }
  return sum;
}

/** Counting what is overdue costs as much as there is of it: an answer serves all windows for so long. */
const OVERDUE_FRESH_MS = 2000;
const overdueKept = new WeakMap<FeedContext, { at: number; counts: Map<StateQueue, number> }>();

function overdueCounts(context: FeedContext): Map<StateQueue, number> {
  const kept = overdueKept.get(context);
  if (kept && context.monotonic() - kept.at < OVERDUE_FRESH_MS) return kept.counts;
  const now = context.serverNow();
  const counts = new Map(STATE_QUEUES.map((queue) => [queue, overdueOf(context, queue, now)]));
  overdueKept.set(context, { at: context.monotonic(), counts });
  return counts;
}

export const queueCounts: Feed<'queue.counts'> = (context) => {
  const rows = context.statements.all<CountRow>(`SELECT * FROM case_counts_${context.cache.live}`);
  const overdue = overdueCounts(context);
  const now = context.serverNow();
  return QUEUE_NAMES.map((queue) =>
    isListQueue(queue)
      ? { queue, ...countList(context, queue, now) }
      : { queue, total: sumOf(rows, queue), overdue: overdue.get(queue) ?? 0 },
  );
};
