import { expect, test } from 'vitest';
import { fullJitter } from './backoff.ts';

test('the ceiling doubles up to the most, the jitter takes all of it, and it never gives up', () => {
  expect(fullJitter(0, 500, 30_000, 1)).toBe(500);
  expect(fullJitter(3, 500, 30_000, 1)).toBe(4000);
  expect(fullJitter(9, 500, 30_000, 1)).toBe(30_000);
  expect(fullJitter(100_000, 500, 30_000, 0.5)).toBe(15_000);
  expect(fullJitter(9, 500, 30_000, 0)).toBe(50);
});
