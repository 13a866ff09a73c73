// @vitest-environment jsdom
import { Evented, type Map as MapLibreMap } from 'maplibre-gl';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { Point } from '../choose/choosing.ts';
import { followMouse } from './followMouse.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** The events of a map are MapLibre's own; what it draws with is not needed for them. */
function begin() {
  const events = new (class extends Evented {})();
  const told: (Point | null)[] = [];
  const stop = followMouse(events as unknown as MapLibreMap, (at) => told.push(at));
  const move = (x: number, y: number) => events.fire('mousemove', { point: { x, y } });
  return { told, stop, move, leave: () => events.fire('mouseout') };
}

it('[ST350] tells the last place of a frame, once', () => {
  const { told, move } = begin();
  move(1, 1);
  move(2, 2);
  expect(told).toEqual([]);
  vi.advanceTimersToNextFrame();
  vi.advanceTimersToNextFrame();
  expect(told).toEqual([{ x: 2, y: 2 }]);
});

it('[ST350] tells at once that the mouse has left, and no place after it', () => {
  const { told, move, leave } = begin();
  move(1, 1);
  leave();
  expect(told).toEqual([null]);
  vi.advanceTimersToNextFrame();
  expect(told.at(-1)).toBeNull();
  move(3, 3);
  vi.advanceTimersToNextFrame();
  expect(told.at(-1)).toEqual({ x: 3, y: 3 });
});

it('tells nothing after it was stopped', () => {
  const { told, stop, move, leave } = begin();
  move(1, 1);
  stop();
  leave();
  vi.advanceTimersToNextFrame();
  expect(told).toEqual([]);
});
