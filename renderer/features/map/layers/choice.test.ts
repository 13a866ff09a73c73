import { expect, test } from 'vitest';
import { moved, ordered } from './choice.ts';

test('layers that were never moved keep their place among the others', () => {
  expect(ordered(['a', 'b', 'c'], [])).toEqual(['a', 'b', 'c']);
  expect(ordered(['a', 'b', 'c'], ['c', 'a'])).toEqual(['c', 'a', 'b']);
  expect(ordered(['new', 'a', 'b'], ['b', 'a'])).toEqual(['new', 'b', 'a']);
  expect(ordered(['a'], ['gone', 'a'])).toEqual(['a']);
});

test('a layer is moved within the list and no further', () => {
  expect(moved(['a', 'b', 'c'], 'c', 0)).toEqual(['c', 'a', 'b']);
  expect(moved(['a', 'b', 'c'], 'a', 9)).toEqual(['b', 'c', 'a']);
  expect(moved(['a', 'b', 'c'], 'a', -1)).toEqual(['a', 'b', 'c']);
});
