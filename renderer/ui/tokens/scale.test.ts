import { expect, it } from 'vitest';
import { usualRem } from '#shared/contract/scales.ts';
import css from './scale.css?raw';

it('[ST364] a rem is what windows are measured by before they are drawn larger', () => {
  const said = /max\((\d+)px, min\((\d+)px \+ ([\d.]+)vw, (\d+)px \+ ([\d.]+)vh\)\)/.exec(css)?.slice(1).map(Number);
  const [least = 0, fromWidth = 0, perWidth = 0, fromHeight = 0, perHeight = 0] = said ?? [];
  for (const [width, height] of [
    [1920, 1080],
    [3840, 2160],
    [7680, 4320],
    [1280, 1024],
    [640, 360],
  ] as const) {
    const rem = Math.max(
      least,
      Math.min(fromWidth + (perWidth * width) / 100, fromHeight + (perHeight * height) / 100),
    );
    expect(usualRem({ width, height })).toBeCloseTo(rem, 6);
  }
});
