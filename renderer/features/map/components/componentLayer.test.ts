import fc from 'fast-check';
import { expect, test } from 'vitest';
import { WIDEST_BOX } from '#shared/contract/mapLayerViews.ts';
import { askedBox, COMPONENT_GROUPS, componentMark, groupOf } from './componentLayer.ts';

test('[ST316] what is asked for holds the view, and a map that is moved a little asks the same', () => {
  const views = fc.tuple(
    fc.double({ min: 100, max: 130, noNaN: true }),
    fc.double({ min: 20, max: 50, noNaN: true }),
    fc.double({ min: 0.0001, max: WIDEST_BOX - 0.01, noNaN: true }),
  );
  fc.assert(
    fc.property(views, ([west, south, size]) => {
      const box = askedBox({ west, south, east: west + size, north: south + size });
      expect(box?.west).toBeLessThanOrEqual(west + 1e-9);
      expect(box?.south).toBeLessThanOrEqual(south + 1e-9);
      expect(box?.east).toBeGreaterThanOrEqual(west + size - 1e-9);
      expect(box?.north).toBeGreaterThanOrEqual(south + size - 1e-9);
    }),
  );
  const view = { west: 121.4601, south: 31.1951, east: 121.4659, north: 31.1989 };
  expect(askedBox(view)).toEqual({ west: 121.46, south: 31.194, east: 121.466, north: 31.2 });
  expect(askedBox({ ...view, west: 121.4611 })).toEqual(askedBox(view));
  expect(askedBox({ ...view, east: 121.7 })).toBeNull();
});

test('[ST316] each group has a shape of its own; what belongs to none of them is local', () => {
  expect(new Set(COMPONENT_GROUPS.map((group) => componentMark(group, 'dark').shape)).size).toBe(6);
  expect(groupOf('9901010107000001')).toBe('01');
  expect(groupOf('9901019907000001')).toBe('21');
  expect(groupOf('no code')).toBe('21');
});
