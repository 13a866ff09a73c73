import { MOST_COUNTED, type QueueFilter } from '#shared/contract/queueFilter.ts';
import type { QueueName } from '#shared/contract/queues.ts';

/** The order of queues, and how a part of one is asked for and found. */

/**
 * What one call may cost, whatever is asked of however many cases. A page that is not full when it reaches a bound tells
 * where to go on.
 */
export interface Bounds {
  /** so few rows are fetched by the search index and sorted; where it knows of more, the queue's own index is walked */
  found: number;
  /** so many are listed by the search index while the queue is walked; words that more have are looked for in the rows */
  listed: number;
  /** so many entries of the queue's index are passed */
  walked: number;
  /** so many cases of a list are passed: each is read */
  members: number;
  /** so many rows' texts are read */
  read: number;
  /** rows are counted no further */
  counted: number;
  /** nor are rows whose texts must be read */
  countedByText: number;
}
export const BOUNDS: Bounds = {
  found: 700,
  listed: 10_000,
  walked: 30_000,
  members: 3000,
  read: 400,
  counted: MOST_COUNTED,
  countedByText: 100,
};

/** Where a row stands in a queue. */
export interface Ordered {
  urgency: number;
  due_at: number;
  id: string;
}

export type Values = Record<string, string | number>;

export const IN_ORDER = ' ORDER BY urgency, due_at, id';

/** Reads the name of a row's place; null for none and for what names none. */
export function readKey(text: string | undefined): Ordered | null {
  if (text === undefined) return null;
  const [urgency, dueAt, ...id] = text.split(':');
  const key = { urgency: Number(urgency), due_at: Number(dueAt), id: id.join(':') };
  return Number.isFinite(key.urgency) && Number.isFinite(key.due_at) ? key : null;
}

export const keyText = ({ urgency, due_at, id }: Ordered): string => `${urgency}:${due_at}:${id}`;
export const keyValues = ({ urgency, due_at, id }: Ordered): Values => ({
  keyUrgency: urgency,
  keyDueAt: due_at,
  keyId: id,
});

export function isBefore(a: Ordered, b: Ordered): boolean {
  if (a.urgency !== b.urgency) return a.urgency < b.urgency;
  return a.due_at === b.due_at ? a.id < b.id : a.due_at < b.due_at;
}

/** A part of a queue that is asked for: behind a key, under a filter. */
export interface Asked {
  queue: QueueName;
  filter: QueueFilter;
  key: Ordered | null;
  /** rows of the queue under no filter */
  total: number;
}

/** How its rows are found. */
export interface Way {
  /** the statement, in no order yet */
  sql(columns: string): string;
  values: Values;
  /** words that the statement cannot tell: the rows' texts must be read */
  words: readonly string[];
  /** where this call stops though the queue goes on; null: at its end */
  end: Ordered | null;
}
