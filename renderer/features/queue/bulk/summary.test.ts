import { expect, test } from 'vitest';
import type { BulkRow } from '#shared/contract/deskFeeds.ts';
import { summaryOf } from './summary.ts';

const row = (id: string, refusal: string | null, dueAt: number | null): BulkRow => ({
  ...{ id, version: 1, number: null, title: id, refusal, payload: {}, dueAt },
});

test('[ST235] tells how many may, who may not by reason, and when the first and last fall due', () => {
  const rows = [row('a', null, 50), row('b', 'role-missing', 10), row('c', 'wrong-state', 1), row('d', null, 20)];
  const { may, refused, due } = summaryOf([...rows, row('e', 'wrong-state', 2)]);
  expect(may.map(({ id }) => id)).toEqual(['a', 'd']);
  expect(refused.map(({ reason, rows: those }) => [reason, those.map(({ id }) => id)])).toEqual([
    ['wrong-state', ['c', 'e']],
    ['role-missing', ['b']],
  ]);
  expect(due).toEqual({ from: 20, to: 50 });
  expect(summaryOf([row('a', null, null)]).due).toBeNull();
});
