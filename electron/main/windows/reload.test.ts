import { expect, it } from 'vitest';
import { ReloadPauses } from './reload.ts';

it('loads a page again at once, and ever later one that goes on dying', () => {
  const pauses = new ReloadPauses();
  expect([0, 1000, 3000, 7000].map((now) => pauses.next(now))).toEqual([0, 1000, 2000, 4000]);
  for (let now = 10_000; now < 400_000; now += 30_000) pauses.next(now);
  expect(pauses.next(400_000)).toBe(30_000);
  expect(pauses.next(500_000)).toBe(0);
});
