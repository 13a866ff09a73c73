import fc from 'fast-check';
import { expect, it } from 'vitest';
import { readStrip, STRIP_COLUMNS, stripBlocks } from './clockStrip.ts';

const time = fc.integer({ min: 0, max: 2 ** 48 - 1 });
const lightOf =
  (blocks: readonly boolean[], width: number, grey: (block: boolean) => number) => (x: number, y: number) =>
    grey(
      blocks[Math.floor(y / (width / STRIP_COLUMNS)) * STRIP_COLUMNS + Math.floor(x / (width / STRIP_COLUMNS))] ??
        false,
    );

it('is read as it was drawn, at any width, also from a picture without pure black and white', () => {
  fc.assert(
    fc.property(time, fc.integer({ min: 64, max: 4000 }), (at, width) => {
      const light = lightOf(stripBlocks(at), width, (block) => (block ? 190 : 60));
      expect(readStrip(width, light)).toBe(at);
    }),
  );
});

it('is not read from a picture without one, nor when blocks are wrong', () => {
  for (const light of [0, 255]) expect(readStrip(320, () => light)).toBeNull();
  fc.assert(
    fc.property(time, fc.uniqueArray(fc.integer({ min: 0, max: 63 }), { minLength: 1, maxLength: 2 }), (at, wrong) => {
      const blocks = stripBlocks(at).map((block, place) => (wrong.includes(place) ? !block : block));
      expect(
        readStrip(
          320,
          lightOf(blocks, 320, (block) => (block ? 255 : 0)),
        ),
      ).not.toBe(at);
    }),
  );
});
