import { expect, it } from 'vitest';
import { isAnswered, lateAt } from './receipts.ts';

it('counts those whose time has come since the sum was read', () => {
  const sum = { late: 2, next: { at: 1000, n: 3 } };
  expect([lateAt(sum, 999), lateAt(sum, 1000), lateAt({ late: 2, next: null }, 5000)]).toEqual([2, 5, 2]);
});

it('calls a command answered once all have given what it requires, and never one that goes to nobody', () => {
  expect(isAnswered({ total: 2, satisfied: 2 })).toBe(true);
  expect(isAnswered({ total: 2, satisfied: 1 })).toBe(false);
  expect(isAnswered({ total: 0, satisfied: 0 })).toBe(false);
});
