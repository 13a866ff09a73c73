import { expect, test } from 'vitest';
import { COLUMNS, FIRST_LAYOUT, movedColumn, readLayout } from './columns.ts';

test('[ST238] a layout comes back as it was kept, and with the columns it did not know', () => {
  const moved = movedColumn({ ...FIRST_LAYOUT, table: true }, 'address', -1);
  expect(readLayout(JSON.stringify(moved))).toEqual(moved);
  const older = { ...moved, columns: moved.columns.filter(({ name }) => name !== 'claim') };
  expect(
    readLayout(JSON.stringify(older))
      .columns.map(({ name }) => name)
      .toSorted(),
  ).toEqual([...COLUMNS].toSorted());
  for (const unfit of [null, '{', '{"table":1}', '{"table":true,"dense":null,"columns":[{"name":"no"}]}'])
    expect(readLayout(unfit)).toEqual(FIRST_LAYOUT);
});

test('[ST238] a column moves among the others and stops at the ends', () => {
  const names = (layout: typeof FIRST_LAYOUT) => layout.columns.map(({ name }) => name);
  expect(names(movedColumn(FIRST_LAYOUT, 'title', -1)).slice(0, 3)).toEqual(['title', 'urgency', 'remaining']);
  expect(names(movedColumn(FIRST_LAYOUT, 'urgency', -1))).toEqual(names(FIRST_LAYOUT));
  expect(names(movedColumn(FIRST_LAYOUT, 'claim', 1))).toEqual(names(FIRST_LAYOUT));
});
