import { act } from 'react';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { renderForTest } from '../ui/renderForTest.tsx';
import { gatewayNow, setClockOffset, useNow, useTickAt } from './clock.ts';

const HOUR = 3_600_000;
const NOW = 1_700_000_000_000;

let unmount: () => void = () => undefined;
beforeEach(() => {
  vi.useFakeTimers({ now: NOW, toFake: ['Date', 'setInterval', 'clearInterval', 'setTimeout', 'clearTimeout'] });
  setClockOffset(0);
});
afterEach(() => {
  unmount();
  vi.useRealTimers();
});

function Now() {
  return <p>{useNow(60_000)}</p>;
}

it('[ST12] what shows the time follows at once when the machine clock was set', async () => {
  const shown = await renderForTest(<Now />);
  unmount = shown.unmount;
  expect(shown.element.textContent).toBe(String(NOW));
  vi.setSystemTime(NOW - 5 * HOUR);
  act(() => setClockOffset(5 * HOUR));
  expect(gatewayNow()).toBe(NOW);
  act(() => setClockOffset(6 * HOUR));
  expect(shown.element.textContent).toBe(String(NOW + HOUR));
});

function Until({ end }: { end: number }) {
  const now = useNow(60_000);
  useTickAt(60_000, end);
  return <p>{now >= end ? 'over' : 'runs'}</p>;
}

it('[ST276] what ends between two ticks is seen to end when it ends', async () => {
  setClockOffset(1000);
  const shown = await renderForTest(<Until end={NOW + 6000} />);
  unmount = shown.unmount;
  act(() => void vi.advanceTimersByTime(4900));
  expect(shown.element.textContent).toBe('runs');
  act(() => void vi.advanceTimersByTime(200));
  expect(shown.element.textContent).toBe('over');
});
