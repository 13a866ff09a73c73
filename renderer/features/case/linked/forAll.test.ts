import { expect, it } from 'vitest';
import type { CaseRow } from '#shared/contract/views.ts';
import { previewOf } from './forAll.ts';

const row = (id: string, state: CaseRow['state'], supervisionLevel: number | null = null) =>
  ({ id, state, supervisionLevel }) as CaseRow;
const rows = [row('a', 'handling'), row('b', 'closed'), row('c', 'dispatched', 2)];

it('says of each linked case whether it would be done, and why not', () => {
  expect(previewOf(rows, { action: 'annotate' }).done).toHaveLength(3);
  const first = previewOf(rows, { action: 'supervise', level: 1 });
  expect(first.done.map(({ id }) => id)).toEqual(['a']);
  expect(first.left.map(({ row: { id }, why }) => [id, why])).toEqual([
    ['b', 'ended'],
    ['c', 'pressed'],
  ]);
  expect(previewOf(rows, { action: 'supervise', level: 3 }).done.map(({ id }) => id)).toEqual(['a', 'c']);
});
