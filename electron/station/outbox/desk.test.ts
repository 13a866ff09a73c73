import { expect, test } from 'vitest';
import { Evidence } from './poison.ts';
import { steadyTime } from './steadyTime.ts';

test('[ST112] a bad answer speaks against a row only when a later one was taken since its last', () => {
  const evidence = new Evidence();
  expect(evidence.failed('a', evidence.leaves())).toBe(false);
  expect(evidence.failed('a', evidence.leaves())).toBe(false);
  const earlier = evidence.leaves();
  expect(evidence.failed('a', evidence.leaves())).toBe(false);
  evidence.taken('b', earlier);
  expect(evidence.failed('a', evidence.leaves())).toBe(false);
  evidence.taken('b', evidence.leaves());
  expect(evidence.failed('a', evidence.leaves())).toBe(true);
  expect(evidence.failed('a', evidence.leaves())).toBe(false);
});

test('[ST124] times are told by a clock nobody can set, and shown by the one everybody sees', () => {
  let wall = 1_000_000;
  let passed = 50;
  const steady = steadyTime(
    () => wall,
    () => passed,
  );
  const hold = steady.now() + 5000;
  wall -= 365 * 86_400_000;
  passed += 4000;
  wall += 4000;
  expect(hold - steady.now()).toBe(1000);
  expect(steady.toWall(hold)).toBe(wall + 1000);
});
