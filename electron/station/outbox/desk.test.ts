import { describe, expect, test } from 'vitest';
import { baseAfter } from './desk.ts';
import { Evidence } from './poison.ts';
import { steadyTime } from './steadyTime.ts';

describe('[ST103] what an own action builds on once the one before it is taken', () => {
  const accept = { kind: 'case.accept' as const, base_version: 4, seen_version: 4 };
  const note = { ...accept, kind: 'case.annotate' as const };
  test('is its version: the centre checked what lay between', () => {
    expect(baseAfter(accept, 5, { seen_version: 4 })).toBe(5);
    expect(baseAfter(accept, 7, { seen_version: 4 })).toBe(7);
    expect(baseAfter(note, 5, { seen_version: 4 })).toBe(5);
  });
  test('behind a note that was taken over something unseen, what lay before it: the centre must check', () => {
    expect(baseAfter(note, 6, { seen_version: 4 })).toBe(4);
    expect(baseAfter(note, 8, { seen_version: 6 })).toBe(6);
    expect(baseAfter(note, 7, { seen_version: 6 })).toBe(7);
  });
  test('stays what it was when it was taken on an older picture', () => {
    expect(baseAfter(accept, 5, { seen_version: 3 })).toBeNull();
  });
});

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
