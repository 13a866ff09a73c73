import { expect, it } from 'vitest';
import { driftAt } from './drift.ts';

it('never jumps, never goes far, and never stays', () => {
  const minutes = Array.from({ length: 24 * 60 }, (_, n) => driftAt(n * 60_000));
  for (const [n, { x, y }] of minutes.entries()) {
    expect(Math.max(Math.abs(x), Math.abs(y))).toBeLessThanOrEqual(4);
    const before = minutes[n - 1] ?? { x, y };
    expect(Math.hypot(x - before.x, y - before.y)).toBeLessThan(1);
  }
  const places = new Set(minutes.map(({ x, y }) => `${Math.round(x)} ${Math.round(y)}`));
  expect(places.size).toBeGreaterThan(40);
});
