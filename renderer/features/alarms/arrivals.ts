import type { QueueName } from '#shared/contract/queues.ts';
import type { Role } from '#shared/domain/roles.ts';

/** New cases by queue; none of them is 0. */
export type Arrived = ReadonlyMap<QueueName, number>;

/** The queues each role works on. */
const WORKED: Partial<Record<Role, readonly QueueName[]>> = {
  intake: ['intake'],
  dispatcher: ['dispatch', 'reported-back'],
  verifier: ['verify', 'recheck'],
  supervisor: ['supervised'],
  'shift-lead': ['intake', 'dispatch', 'reported-back'],
};

/**
 * How many more there are of the queues that these roles work on. What went from one of these to another, by an acceptance say,
 * is nothing new to whoever works on both.
 */
export function arrivedOf(
  roles: readonly Role[],
  before: ReadonlyMap<QueueName, number>,
  now: ReadonlyMap<QueueName, number>,
): Arrived {
  const queues = [...new Set(roles.flatMap((role) => WORKED[role] ?? []))];
  const changes = queues.map((queue) => [queue, (now.get(queue) ?? 0) - (before.get(queue) ?? 0)] as const);
  let left = changes.reduce((sum, [, more]) => sum + more, 0);
  const arrived = new Map<QueueName, number>();
  for (const [queue, more] of changes) {
    const n = Math.min(more, left);
    if (n <= 0) continue;
    arrived.set(queue, n);
    left -= n;
  }
  return arrived;
}

/** Both together. */
export function gathered(one: Arrived, other: Arrived): Arrived {
  const sum = new Map(one);
  for (const [queue, n] of other) sum.set(queue, (sum.get(queue) ?? 0) + n);
  return sum;
}
