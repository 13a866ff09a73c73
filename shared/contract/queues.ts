import type { CaseState } from '../domain/case.ts';

/** The queues of a desk that are told by state, and the states each holds. `supervised` is a flag beside the state. */
export const QUEUES = {
  intake: ['reported'],
  dispatch: ['accepted', 'returned'],
  returned: ['returned'],
  'in-hand': ['dispatched', 'handling', 'escalated'],
  'reported-back': ['reported-back'],
  verify: ['verifying'],
  suspended: ['suspended'],
  supervised: [
    'reported',
    'accepted',
    'returned',
    'dispatched',
    'handling',
    'escalated',
    'reported-back',
    'verifying',
    'suspended',
  ],
  ended: ['closed', 'evaluated', 'rejected', 'merged', 'cancelled'],
} as const satisfies Record<string, readonly CaseState[]>;
export type StateQueue = keyof typeof QUEUES;
export const STATE_QUEUES = Object.keys(QUEUES) as [StateQueue, ...StateQueue[]];

/**
 * Queues that are lists of cases, whatever their states. `mine`: those the operator has claimed, and open ones they had a hand in
 * (settled, dispatched, spoke for); `watched`: those they keep an eye on, ended ones too; `recheck`: closed ones that were
 * sampled and not looked at once more yet.
 */
export const LIST_QUEUES = ['mine', 'watched', 'recheck'] as const;
export type ListQueue = (typeof LIST_QUEUES)[number];

export type QueueName = StateQueue | ListQueue;
/** In the order of a case's life; one's own lists before what has ended. */
export const QUEUE_NAMES = [
  ...STATE_QUEUES.filter((name) => name !== 'ended'),
  ...LIST_QUEUES,
  'ended',
] as unknown as readonly [QueueName, ...QueueName[]];

export function isListQueue(queue: QueueName): queue is ListQueue {
  return (LIST_QUEUES as readonly string[]).includes(queue);
}

/** Whether a queue's rows have to say their state. */
export function isOfOneState(queue: QueueName): boolean {
  return !isListQueue(queue) && QUEUES[queue].length === 1;
}

/** A list is counted no further. */
export const MOST_LISTED = 10_000;
