import fc from 'fast-check';
import { expect, test } from 'vitest';
import { HeatCells, PARTS } from './heatCells.ts';

const partsOf = (lon: number, lat: number) =>
  [Math.round((lon + 180) * PARTS), Math.round((lat + 90) * PARTS)] as const;

test('[ST315] a cell’s place is the middle of its cases', () => {
  const cells = new HeatCells(10);
  cells.add(...partsOf(121.46, 31.2));
  for (let n = 0; n < 3; n += 1) cells.add(...partsOf(121.4604, 31.2004));
  expect(cells.picture()).toEqual({ n: 4, most: 4, metres: 111, cells: [121.4603, 31.2003, 4] });
  expect(new HeatCells(10).picture()).toEqual({ n: 0, most: 0, metres: 111, cells: [] });
  const west = new HeatCells(10);
  west.add(...partsOf(-70.5, -33.4));
  expect(west.picture().cells).toEqual([-70.5, -33.4, 1]);
});

test('[ST315] [ST367] however many places there are, no more cells than asked for are given, no case is lost, and their order is nothing', () => {
  const degrees = (least: number) => fc.integer({ min: 0, max: 20_000 }).map((n) => least + n / PARTS);
  const places = fc.array(fc.tuple(degrees(121), degrees(31)), { maxLength: 200 });
  fc.assert(
    fc.property(places, fc.integer({ min: 4, max: 60 }), (all, limit) => {
      const counted = (some: typeof all) => {
        const cells = new HeatCells(limit);
        for (const place of some) cells.add(...partsOf(...place));
        return cells.picture();
      };
      const picture = counted(all);
      const counts = picture.cells.filter((_, at) => at % 3 === 2);
      expect(counts.length).toBeLessThanOrEqual(limit);
      expect(counts.reduce((sum, n) => sum + n, 0)).toBe(all.length);
      expect(picture).toMatchObject({ n: all.length, most: Math.max(0, ...counts) });
      const { cells, ...rest } = counted(all.toReversed());
      expect(rest).toEqual({ n: picture.n, most: picture.most, metres: picture.metres });
      const ascending = (values: number[]) => values.toSorted((a, b) => a - b);
      expect(ascending(cells.filter((_, at) => at % 3 === 2))).toEqual(ascending(counts));
    }),
  );
});
