import { expect, it } from 'vitest';
import { remember, takeLast } from './undoStack.ts';

it('takes back the newest first and never one whose time is over', () => {
  let stack = remember([], { id: 'a', label: '立案', until: 1000 }, 0);
  stack = remember(stack, { id: 'b', label: '派遣', until: 2000 }, 500);
  const first = takeLast(stack, 900);
  expect(first.last?.id).toBe('b');
  expect(takeLast(first.rest, 900).last?.id).toBe('a');
  expect(takeLast(first.rest, 1000).last).toBeNull();
  expect(remember(stack, { id: 'c', label: '并案', until: 9000 }, 1500).map(({ id }) => id)).toEqual(['b', 'c']);
});
