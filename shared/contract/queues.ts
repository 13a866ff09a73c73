import type { CaseState } from '../domain/case.ts';

/** The queues of a desk and the states each holds. `supervised` is a flag beside the state. */
export const QUEUES = {
  intake: ['reported'],
  dispatch: ['accepted', 'returned'],
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
export type QueueName = keyof typeof QUEUES;
export const QUEUE_NAMES = Object.keys(QUEUES) as [QueueName, ...QueueName[]];
