// @vitest-environment jsdom
import { Evented, type Map as MapLibreMap } from 'maplibre-gl';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { Point } from '../choose/choosing.ts';
import { followMouse } from './followMouse.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** The events of a map are MapLibre's own; what it draws with is not needed for them. */
function begin() {
  const host = document.createElement('div');
  const events = new (class extends Evented {
    getCanvasContainer = () => host;
  })();
  const told: (Point | null)[] = [];
  const stop = followMouse(events as unknown as MapLibreMap, (at) => told.push(at));
  const move = (x: number, y: number) => events.fire('mousemove', { point: { x, y } });
  const drag = () => host.dispatchEvent(new Event('dragstart'));
  return { told, stop, move, drag, leave: () => events.fire('mouseout') };
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

it.each(['leave', 'drag'] as const)(
  '[ST350] [ST359] tells at once that the mouse has left (%s), and no place after it',
  (way) => {
    const { told, move, [way]: leaves } = begin();
    move(1, 1);
    leaves();
    expect(told).toEqual([null]);
    vi.advanceTimersToNextFrame();
    expect(told.at(-1)).toBeNull();
    move(3, 3);
    vi.advanceTimersToNextFrame();
    expect(told.at(-1)).toEqual({ x: 3, y: 3 });
  },
);

it('tells nothing after it was stopped', () => {
  const { told, stop, move, leave, drag } = begin();
  move(1, 1);
  stop();
  leave();
  drag();
  vi.advanceTimersToNextFrame();
  expect(told).toEqual([]);
});
