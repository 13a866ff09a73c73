// @vitest-environment jsdom
import { expect, it } from 'vitest';
import { viewOf } from './Desk.tsx';

it('asks who it is before the station answers only where nobody can be signed in', () => {
  expect(viewOf(undefined, undefined)).toBe('starting');
  expect(viewOf(undefined, true)).toBe('starting');
  expect(viewOf(undefined, false)).toBe('sign-in');
  expect(viewOf('signed-out', true)).toBe('sign-in');
  expect(viewOf('signed-in', false)).toBe('desk');
  expect(viewOf('offline', false)).toBe('desk');
});
