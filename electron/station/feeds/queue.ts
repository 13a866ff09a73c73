import { toCaseRow } from '../cache/caseStore.ts';
import type { Feed } from './context.ts';
import { queueTotal } from './queueCounts.ts';
import { asksNothing, fitsNone } from './queueFilter.ts';
import { readKey } from './queueOrder.ts';
import { countOf, pageOf } from './queueRows.ts';

export const queuePage: Feed<'queue.page'> = (context, { queue, filter = {}, after, limit }) => {
  const total = queueTotal(context, queue);
  if (fitsNone(queue, filter)) return { rows: [], next: null, total };
  const { rows, next } = pageOf(context, { queue, filter, key: readKey(after), total }, limit);
  return { rows: rows.map(toCaseRow), next, total };
};

export const queueCount: Feed<'queue.count'> = (context, { queue, filter }) => {
  const total = queueTotal(context, queue);
  if (fitsNone(queue, filter)) return { n: 0, exact: true };
  if (asksNothing(filter)) return { n: total, exact: true };
  return countOf(context, { queue, filter, key: null, total });
};
