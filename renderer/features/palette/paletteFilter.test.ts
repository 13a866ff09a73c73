import { expect, it } from 'vitest';
import { findActions } from './paletteFilter.ts';

const actions = [
  { id: 'theme', label: '切换深色/浅色', words: 'theme dark', run: () => undefined },
  { id: 'settings', label: '设置', words: 'settings', run: () => undefined },
];

it('finds actions by every word, in either language', () => {
  expect(findActions(actions, '').map(({ id }) => id)).toEqual(['theme', 'settings']);
  expect(findActions(actions, '深色').map(({ id }) => id)).toEqual(['theme']);
  expect(findActions(actions, 'DARK theme').map(({ id }) => id)).toEqual(['theme']);
  expect(findActions(actions, 'dark settings')).toEqual([]);
});
