// @vitest-environment jsdom
import { expect, it } from 'vitest';
import { acceleratorOf } from './globalKey.ts';

it.each([
  [{ key: 'F8' }, 'F8'],
  [{ key: 'F8', ctrlKey: true }, 'Ctrl+F8'],
  [{ key: ' ', ctrlKey: true, altKey: true }, 'Ctrl+Alt+Space'],
  [{ key: 't', altKey: true }, 'Alt+T'],
  [{ key: 'ArrowUp', ctrlKey: true }, 'Ctrl+Up'],
  [{ key: 't' }, null],
  [{ key: ' ' }, null],
  [{ key: 'T', shiftKey: true }, null],
  [{ key: 'Control', ctrlKey: true }, undefined],
])('%o is %s', (init, accelerator) => {
  expect(acceleratorOf(new KeyboardEvent('keydown', init))).toBe(accelerator);
});
