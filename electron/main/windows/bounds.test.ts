import { describe, expect, it } from 'vitest';
import { type DisplayArea, isStranded, placeWindow, wallDisplay } from './bounds.ts';

const display = (id: number, x: number, primary: boolean): DisplayArea => {
  const area = { x, y: 0, width: 1920, height: 1080 };
  return { id, primary, bounds: area, workArea: area };
};
const first = display(1, 0, true);
const second = display(2, 1920, false);
const wished = { width: 1280, height: 800 };

describe('placeWindow', () => {
  it('puts a window back where it was left', () => {
    const saved = { x: 2000, y: 100, width: 1000, height: 700 };
    expect(placeWindow(saved, wished, [first, second], first)).toEqual(saved);
  });

  it('brings it home when its display is gone', () => {
    const saved = { x: 2000, y: 100, width: 1000, height: 700 };
    expect(placeWindow(saved, wished, [first], first)).toEqual({ x: 320, y: 140, width: 1280, height: 800 });
  });

  it('never makes it larger than the display', () => {
    const small: DisplayArea = { ...first, workArea: { x: 0, y: 0, width: 1024, height: 700 } };
    expect(placeWindow(undefined, wished, [small], small)).toEqual({ x: 0, y: 0, width: 1024, height: 700 });
  });
});

describe('isStranded', () => {
  it('leaves a window alone that can still be got hold of, and finds one whose display is gone', () => {
    const onSecond = { x: 2000, y: 100, width: 1000, height: 700 };
    const across = { x: 1420, y: 100, width: 1000, height: 700 };
    expect(isStranded(onSecond, [first, second])).toBe(false);
    expect(isStranded(onSecond, [first])).toBe(true);
    expect(isStranded(across, [first])).toBe(false);
  });
});

describe('wallDisplay', () => {
  it('prefers the display it was on, then a second one, then the only one', () => {
    const third = display(3, 3840, false);
    expect(wallDisplay([first, second, third], 3).id).toBe(3);
    expect(wallDisplay([first, second, third], undefined).id).toBe(2);
    expect(wallDisplay([first], 3).id).toBe(1);
  });

  it('never puts two walls on one display while another is free', () => {
    const third = display(3, 3840, false);
    expect(wallDisplay([first, second, third], 2, new Set([2])).id).toBe(3);
    expect(wallDisplay([first, second], undefined, new Set([2])).id).toBe(1);
  });
});
