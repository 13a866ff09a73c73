import { expect, it } from 'vitest';
import { fittingScale, nextScale, SCALES, usualRem } from './scales.ts';

const size = (width: number, height: number) => ({ width, height });
const HD = size(1920, 1080);

it('goes step by step and stops at the ends', () => {
  expect([nextScale(1, 1), nextScale(1, -1), nextScale(3, 1), nextScale(0.7, -1)]).toEqual([1.1, 0.9, 3, 0.7]);
});

it('knows how large writing is on a display: 14 px at 1920×1080, 24 at 3840×2160, 44 at 7680×4320', () => {
  const rems = [HD, size(3840, 2160), size(7680, 4320), size(1280, 720)].map(usualRem);
  expect(rems.map(Math.round)).toEqual([14, 24, 44, 13]);
});

it('[ST364] a desk is drawn at 300 % where a display is filled by it, and never so large that it has no room', () => {
  const most = (width: number, height: number) => fittingScale(3, 'desk', size(width, height));
  expect([most(1920, 1080), most(3840, 2160), most(7680, 4320)]).toEqual([3, 3, 3]);
  // With a title and a task bar.
  expect(most(1920, 1001)).toBe(3);
  expect([most(1600, 900), most(1366, 768), most(1280, 720), most(640, 360)]).toEqual([2.5, 2, 2, 1.1]);
});

it('[ST364] a scale is made smaller for want of room alone, and never below the usual', () => {
  for (const scale of SCALES) {
    expect(fittingScale(scale, 'desk', HD)).toBe(scale);
    expect(fittingScale(scale, 'wall', size(480, 270)), 'a wall is measured by its display').toBe(scale);
    expect(fittingScale(scale, 'desk', size(300, 200))).toBe(Math.min(scale, 1));
  }
});
