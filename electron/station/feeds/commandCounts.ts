import type { Period } from '#shared/domain/cohorts.ts';
import type { Counts } from '#shared/domain/counts.ts';
import type { FeedContext } from './context.ts';

/** What is counted of commands: no facts of cases. */

/** Receipts by which a worker has taken a command on, or has answered it for good. */
const ACKNOWLEDGED = ['accepted', 'arrived', 'done', 'declined'];

/** Adds the acknowledgements of the commands issued in a period, one command at each step: it may have gone to thousands. */
export function* addCommands(context: FeedContext, { from, to }: Period, counts: Counts): Generator<void> {
  const set = context.cache.live;
  const commands = context.statements.all<{ id: string; issued_at: number }>(
    `SELECT id, issued_at FROM commands_${set} WHERE issued_at >= ? AND issued_at < ?`,
    from,
    to,
  );
  const states = ACKNOWLEDGED.map((state) => `'${state}'`).join(', ');
  for (const { id, issued_at } of commands) {
    const row = context.statements.one<{ n: number; at: number | null }>(
      `SELECT COUNT(*) AS n, SUM(at) AS at FROM (
         SELECT MIN(at) AS at FROM receipts_${set}
          WHERE command_id = ? AND json_extract(value, '$.state') IN (${states}) GROUP BY worker_id)`,
      id,
    );
    counts.commandsAcknowledged += row?.n ?? 0;
    counts.acknowledgeMs += (row?.at ?? 0) - (row?.n ?? 0) * issued_at;
    yield;
  }
}
