import { act } from 'react';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { renderForTest } from '../ui/renderForTest.tsx';
import { gatewayNow, setClockOffset, useNow } from './clock.ts';

const HOUR = 3_600_000;
const NOW = 1_700_000_000_000;

let unmount: () => void = () => undefined;
beforeEach(() => {
  vi.useFakeTimers({ now: NOW, toFake: ['Date', 'setInterval', 'clearInterval'] });
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
