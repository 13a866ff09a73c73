import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type HeatCell, HeatCells } from './heatCells.ts';

const cellAt = (x: number, y: number, n: number): HeatCell => ({ x, y, n, lon: n * x, lat: n * y });

test('[ST315] parts of a cell are added up, its place is the middle of its cases', () => {
  const cells = new HeatCells();
  cells.add({ x: 3, y: 5, n: 1, lon: 121.46, lat: 31.2 });
  cells.add({ x: 3, y: 5, n: 3, lon: 3 * 121.4604, lat: 3 * 31.2004 });
  expect(cells.picture(10)).toEqual({ n: 4, most: 4, metres: 111, cells: [121.4603, 31.2003, 4] });
  expect(new HeatCells().picture(10)).toEqual({ n: 0, most: 0, metres: 111, cells: [] });
});

test('[ST315] however many places there are, no more cells than asked for are given and no case is lost', () => {
  const places = fc.array(
    fc.tuple(fc.integer({ min: -50, max: 50 }), fc.integer({ min: -50, max: 50 }), fc.integer({ min: 1, max: 9 })),
    { maxLength: 200 },
  );
  fc.assert(
    fc.property(places, fc.integer({ min: 4, max: 60 }), (all, limit) => {
      const cells = new HeatCells();
      for (const [x, y, n] of all) cells.add(cellAt(x, y, n));
      const picture = cells.picture(limit);
      const counts = picture.cells.filter((_, at) => at % 3 === 2);
      expect(counts.length).toBeLessThanOrEqual(limit);
      expect(counts.reduce((sum, n) => sum + n, 0)).toBe(all.reduce((sum, [, , n]) => sum + n, 0));
      expect(picture.most).toBe(Math.max(0, ...counts));
    }),
  );
});
