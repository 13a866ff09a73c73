import { describe, expect, test } from 'vitest';
import { BatchSize } from './batchSize.ts';

/** Batches of a store that takes so long for a row and a commit. */
function after(batches: number, msPerRow: number, commitMs: number): BatchSize {
  const size = new BatchSize();
  for (let n = 0; n < batches; n += 1) size.took(size.rows, size.rows * msPerRow + commitMs);
  return size;
}

describe('[ST149] rows of one transaction', () => {
  test.each([
    [0.1, 2],
    [0.05, 1],
    [0.2, 1],
  ])('settle where a batch takes some 8 ms (%d ms a row, %d ms a commit)', (msPerRow, commitMs) => {
    const { rows } = after(50, msPerRow, commitMs);
    expect(rows * msPerRow + commitMs).toBeLessThanOrEqual(8.5);
    expect(rows * msPerRow + commitMs).toBeGreaterThan(5);
  });

  test('never become none, nor without bound', () => {
    expect(after(50, 100, 100).rows).toBe(10);
    expect(after(50, 0, 0).rows).toBe(200);
  });

  test('do not follow the few rows that end a page', () => {
    const size = after(50, 0.1, 2);
    const before = size.rows;
    size.took(1, 2);
    expect(size.rows).toBe(before);
    size.took(before, 60);
    expect(size.rows).toBeLessThan(before / 2);
  });
});
