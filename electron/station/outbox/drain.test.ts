import { expect, test } from 'vitest';
import { Drain } from './drain.ts';

const row = (n: number, user_id = 'lead') => ({ n, user_id });

test('[ST123] counts what waited when the link came up, goes on after a broken link, and is gone when through', () => {
  const drain = new Drain();
  expect(drain.progress).toBeNull();
  drain.begin('lead', 3, 10);
  drain.left([row(8)]);
  // Neither what was done meanwhile nor another user's work is part of it.
  drain.left([row(11), row(7, 'intake')]);
  expect(drain.progress).toEqual({ done: 1, total: 3 });
  drain.begin('lead', 4, 12);
  expect(drain.progress).toEqual({ done: 1, total: 5 });
  drain.left([row(9), row(10), row(11), row(12)]);
  expect(drain.progress).toBeNull();
  drain.begin('intake', 2, 14);
  expect(drain.progress).toEqual({ done: 0, total: 2 });
  drain.end();
  expect(drain.progress).toBeNull();
});
