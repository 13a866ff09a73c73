import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { offset } from '../district/streets/metres.ts';
import { pointInPolygon } from './distance.ts';
import { GridMap, type GridShape } from './gridMap.ts';

/** A chequered district of squares of 0.01°, one of them with a hole. */
const shapes: GridShape[] = Array.from({ length: 100 }, (_, i) => {
  const [west, south] = [121 + (i % 10) * 0.01, 31 + Math.floor(i / 10) * 0.01];
  const square = (from: number, to: number) =>
    [
      [from, from],
      [to, from],
      [to, to],
      [from, to],
      [from, from],
    ].map(([x = 0, y = 0]) => [west + x, south + y] as const);
  return { code: `grid-${i}`, rings: i === 55 ? [square(0, 0.01), square(0.004, 0.006)] : [square(0, 0.01)] };
});

describe('the grid map', () => {
  const map = new GridMap(shapes);

  it('finds the same grid as testing every polygon would', () => {
    const place = fc.tuple(
      fc.double({ min: 120.99, max: 121.11, noNaN: true }),
      fc.double({ min: 30.99, max: 31.11, noNaN: true }),
    );
    fc.assert(
      fc.property(place, ([lon, lat]) => {
        const slow = shapes.find((shape) => pointInPolygon([lon, lat], shape.rings))?.code ?? '';
        expect(map.gridAt(lon, lat)).toBe(slow);
      }),
      { numRuns: 2000 },
    );
  });

  it('leaves out none that is near', () => {
    const far = fc.integer({ min: -300, max: 300 });
    const at = fc.double({ min: 0.005, max: 0.095, noNaN: true });
    fc.assert(
      fc.property(at, at, far, far, (x, y, east, north) => {
        const near = map.near(121 + x, 31 + y, 450);
        const [lon, lat] = offset(121 + x, 31 + y, east, north);
        const there = map.gridAt(lon, lat);
        if (there) expect(near).toContain(there);
        expect(near.length).toBeLessThanOrEqual(9);
      }),
    );
    expect(map.near(122, 32, 100)).toEqual([]);
  });

  it('knows holes, outsides and grids it has no shape of', () => {
    expect(map.gridAt(121.052, 31.052)).toBe('grid-55');
    expect(map.gridAt(121.055, 31.055)).toBe('');
    expect(map.holds('grid-55', 121.055, 31.055)).toBe(false);
    expect(map.holds('unknown', 0, 0)).toBe(true);
    expect(new GridMap([]).gridAt(121, 31)).toBe('');
  });
});
