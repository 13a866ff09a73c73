import { describe, expect, it } from 'vitest';
import { isShown, maskBytes, maskOf, maskSize } from './mask.ts';

describe('a mask of workers', () => {
  it('shows whom it names and nobody else, also beyond its end', () => {
    const mask = maskOf([0, 7, 8, 19, 400], 20);
    const shown = Array.from({ length: 500 }, (_, index) => index).filter((index) => isShown(mask, index));
    expect(shown).toEqual([0, 7, 8, 19]);
    expect(maskSize(mask)).toBe(4);
  });

  it('is everybody when there is none', () => {
    expect([0, 1, 19_999].every((index) => isShown(null, index))).toBe(true);
  });

  it('is a byte each for the GPU', () => {
    expect([...maskBytes(maskOf([1, 9], 10), 12)]).toEqual([0, 1, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0]);
  });
});
