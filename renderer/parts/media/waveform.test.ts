import { expect, it } from 'vitest';
import { peaksOf, wavePath } from './waveform.ts';

it('draws a sound by its loudest samples, as high as its loudest', () => {
  const samples = Float32Array.from([0, 0.1, -0.4, 0.2, 0, 0, 0.1, -0.2]);
  expect(peaksOf(samples, 4).map((peak) => Number(peak.toFixed(2)))).toEqual([0.25, 1, 0, 0.5]);
  expect(peaksOf(new Float32Array(8), 2)).toEqual([0, 0]);
  expect(peaksOf(Float32Array.from([1]), 3)).toEqual([1, 0, 0]);
  expect(wavePath([1, 0.5])).toBe('M0 0.000L1 0.500L1 1.500L0 2.000Z');
  expect(wavePath([])).toBe('');
});
