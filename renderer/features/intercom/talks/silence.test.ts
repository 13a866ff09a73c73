import { expect, it } from 'vitest';
import { afterSilence, peaks, silences } from './silence.ts';

const RATE = 1000;
/** seconds of voice (true) and of silence, one after another */
function talk(...parts: [voice: boolean, seconds: number][]): Float32Array {
  return Float32Array.from(
    parts.flatMap(([voice, seconds]) =>
      Array.from({ length: seconds * RATE }, (_, n) => (voice ? Math.sin(n) * 0.3 : 0.001)),
    ),
  );
}

it('finds what is longer than a breath, and leaves a margin before the next word', () => {
  const found = silences(talk([true, 1], [false, 0.4], [true, 1], [false, 2], [true, 1]), RATE);
  expect(found).toHaveLength(1);
  expect(found[0]?.from).toBeCloseTo(2.55, 1);
  expect(found[0]?.to).toBeCloseTo(4.25, 1);
});

it('finds the silence a recording ends with, and none where somebody speaks throughout', () => {
  expect(silences(talk([true, 1], [false, 1]), RATE)).toHaveLength(1);
  expect(silences(talk([true, 3]), RATE)).toEqual([]);
  expect(silences(new Float32Array(), RATE)).toEqual([]);
});

it('jumps from within a silence to its end, and nowhere else', () => {
  const list = [{ from: 2, to: 4 }];
  expect(afterSilence(list, 2.5)).toBe(4);
  expect(afterSilence(list, 4)).toBeNull();
  expect(afterSilence(list, 1)).toBeNull();
});

it('draws as many peaks as asked for', () => {
  const drawn = peaks(talk([true, 1], [false, 1]), 4);
  expect(drawn).toHaveLength(4);
  expect(drawn[0]).toBeGreaterThan(0.2);
  expect(drawn[3]).toBeLessThan(0.01);
});
