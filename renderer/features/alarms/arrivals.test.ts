import { expect, it } from 'vitest';
import { arrivedOf, gathered } from './arrivals.ts';

it('[ST277] tells the queues of one’s roles that grew, by how much, and gathers what comes after', () => {
  const before = new Map([
    ['intake', 3],
    ['dispatch', 5],
    ['verify', 1],
  ] as const);
  const now = new Map([
    ['intake', 5],
    ['dispatch', 5],
    ['verify', 9],
  ] as const);
  const arrived = arrivedOf(['shift-lead', 'dispatcher'], before, now);
  expect([...arrived]).toEqual([['intake', 2]]);
  expect([...gathered(arrived, new Map([['intake', 1]]))]).toEqual([['intake', 3]]);
  expect([...arrivedOf(['verifier'], before, now)]).toEqual([['verify', 8]]);
  expect(arrivedOf(['admin'], before, now).size).toBe(0);
});

it('[ST277] takes a case that went from one of these queues to another for nothing new', () => {
  const accepted = [
    new Map([['intake', 3]] as const),
    new Map([
      ['intake', 2],
      ['dispatch', 1],
    ] as const),
  ] as const;
  expect(arrivedOf(['shift-lead'], ...accepted).size).toBe(0);
  expect([...arrivedOf(['dispatcher'], ...accepted)]).toEqual([['dispatch', 1]]);
});
