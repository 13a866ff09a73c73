import { expect, test } from 'vitest';
import { escapeOf } from './escape.ts';

const standing = { following: 3, locked: true, isFiltered: true, isBusy: false, isFree: true };

test('[ST318] Esc ends one thing at a time, and nothing of the map while something is measured or drawn', () => {
  expect(escapeOf({ ...standing, isBusy: true })).toBeNull();
  expect(escapeOf({ ...standing, isFree: false })).toBe('follow');
  expect(escapeOf({ ...standing, following: null, isFree: false })).toBeNull();
  expect(escapeOf({ ...standing, following: null })).toBe('lock');
  expect(escapeOf({ ...standing, following: null, locked: false })).toBe('filter');
  expect(escapeOf({ ...standing, following: null, locked: false, isFiltered: false })).toBeNull();
});
