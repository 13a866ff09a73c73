import fc from 'fast-check';
import { expect, test } from 'vitest';
import { classesOf, classOf, coloursOf, SCALES } from './classes.ts';

test('equal steps cut the range, quantiles the grids', () => {
  const values = [0, 1, 2, 3, 4, 5, 6, 7, 8, 100];
  expect(classesOf(values, 'equal')).toEqual([
    { from: 0, to: 8, n: 9 },
    { from: 100, to: 100, n: 1 },
  ]);
  expect(classesOf(values, 'quantile')).toEqual([
    { from: 0, to: 1, n: 2 },
    { from: 2, to: 3, n: 2 },
    { from: 4, to: 5, n: 2 },
    { from: 6, to: 7, n: 2 },
    { from: 8, to: 100, n: 2 },
  ]);
});

test('a legend made of the classes is true: every value in one, none empty, none over the next', () => {
  const figures = fc.array(fc.oneof(fc.integer({ min: 0, max: 20 }), fc.double({ min: 0, max: 1, noNaN: true })), {
    maxLength: 300,
  });
  fc.assert(
    fc.property(figures, fc.constantFrom(...SCALES), (values, scale) => {
      const classes = classesOf(values, scale);
      for (const value of values) expect(classOf(value, classes)).not.toBeNull();
      expect(classes.reduce((sum, { n }) => sum + n, 0)).toBe(values.length);
      for (const [at, { from, to, n }] of classes.entries()) {
        expect(n).toBe(values.filter((value) => value >= from && value <= to).length);
        expect(from).toBeGreaterThan(classes[at - 1]?.to ?? -1);
      }
      expect(classes.length).toBeLessThanOrEqual(5);
    }),
  );
});

test('nothing known makes no class, one value one; the colours span the scale', () => {
  expect(classesOf([], 'quantile')).toEqual([]);
  expect(classesOf([3, 3, 3], 'equal')).toEqual([{ from: 3, to: 3, n: 3 }]);
  expect(classOf(null, [{ from: 0, to: 1, n: 1 }])).toBeNull();
  expect(coloursOf(2)).toEqual(['#440154', '#fde725']);
  expect(new Set(coloursOf(5)).size).toBe(5);
});
