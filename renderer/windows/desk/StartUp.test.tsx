import { act } from 'react';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { renderForTest } from '../../ui/renderForTest.tsx';
import { StartUp } from './StartUp.tsx';

let unmount: () => void = () => undefined;
beforeEach(() => void vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] }));
afterEach(() => {
  unmount();
  vi.useRealTimers();
});

it('says why when a start takes longer than those of every day', async () => {
  const shown = await renderForTest(<StartUp />);
  unmount = shown.unmount;
  expect(shown.element.textContent).toContain('读取本机缓存后即可工作');
  act(() => void vi.advanceTimersByTime(4000));
  expect(shown.element.textContent).toContain('升级后第一次启动');
});
