import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Box, placeNames, type Side, type Wish } from './placing.ts';

const view = { width: 800, height: 600 };
const GAP = 8;
const wish = (index: number, x: number, y: number): Wish => ({ index, x, y, width: 50, height: 16 });
const sidesOf = (placed: ReturnType<typeof placeNames>) => new Map(placed.map(({ index, side }) => [index, side]));
const overlap = (a: Box, b: Box) =>
  Math.min(a.left + a.width, b.left + b.width) > Math.max(a.left, b.left) &&
  Math.min(a.top + a.height, b.top + b.height) > Math.max(a.top, b.top);

describe('[ST301] names beside their marks', () => {
  it('never cover each other and never leave the map', () => {
    const anyWish = fc.record({ x: fc.integer({ min: -20, max: 820 }), y: fc.integer({ min: -20, max: 620 }) });
    fc.assert(
      fc.property(fc.array(anyWish, { maxLength: 60 }), (places) => {
        const placed = placeNames(
          places.map(({ x, y }, index) => wish(index, x, y)),
          GAP,
          view,
          new Map(),
        );
        for (const [n, one] of placed.entries()) {
          expect(one.left >= 0 && one.top >= 0 && one.left + 50 <= 800 && one.top + 16 <= 600).toBe(true);
          for (const other of placed.slice(n + 1)) expect(overlap(one, other)).toBe(false);
        }
      }),
    );
  });

  it('go to another side of the mark when one is taken; the earlier wish wins', () => {
    const placed = placeNames([wish(1, 100, 100), wish(2, 104, 100), wish(3, 102, 98)], GAP, view, new Map());
    expect([1, 2, 3].map((index) => sidesOf(placed).get(index))).toEqual(['right', 'left', 'above']);
  });

  it('keep their side while there is room, also where a better one comes free', () => {
    const before = new Map<number, Side>([[2, 'above']]);
    expect(sidesOf(placeNames([wish(2, 170, 100)], GAP, view, before)).get(2)).toBe('above');
    expect(sidesOf(placeNames([wish(2, 170, 20)], GAP, view, before)).get(2)).toBe('right');
  });

  it('leave free what something else stands on', () => {
    const taken = [{ left: 100, top: 80, width: 200, height: 40 }];
    expect(sidesOf(placeNames([wish(1, 95, 100)], GAP, view, new Map(), taken)).get(1)).toBe('left');
  });
});
