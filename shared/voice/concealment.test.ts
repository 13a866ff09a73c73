import { describe, expect, it } from 'vitest';
import { Concealment, isQuiet, merge } from './concealment.ts';
import { FRAME_SAMPLES } from './sequence.ts';

const voiced = (from: number) =>
  Float32Array.from({ length: FRAME_SAMPLES }, (_, i) => {
    const t = (from + i) / 48_000;
    return 0.3 * Math.sin(2 * Math.PI * 140 * t) + 0.1 * Math.sin(2 * Math.PI * 420 * t + 1);
  });
const power = (block: Float32Array) => block.reduce((sum, sample) => sum + sample * sample, 0) / block.length;
function likeness(a: Float32Array, b: Float32Array): number {
  const product = a.reduce((sum, sample, i) => sum + sample * (b[i] ?? 0), 0) / a.length;
  return product / Math.sqrt(power(a) * power(b));
}

describe('concealment', () => {
  it('[VO4] makes up a block like the one that was lost, without a step', () => {
    const concealment = new Concealment();
    for (let n = 0; n < 4; n += 1) concealment.heard(voiced(n * FRAME_SAMPLES));
    const made = new Float32Array(FRAME_SAMPLES);
    concealment.conceal(made);
    const lost = voiced(4 * FRAME_SAMPLES);
    expect(likeness(made, lost)).toBeGreaterThan(0.97);
    expect(Math.abs((made[0] ?? 0) - (lost[0] ?? 0))).toBeLessThan(0.02);
  });

  it('[VO4] fades to silence within 100 ms and joins what comes after', () => {
    const concealment = new Concealment();
    for (let n = 0; n < 4; n += 1) concealment.heard(voiced(n * FRAME_SAMPLES));
    const powers = Array.from({ length: 6 }, () => {
      const made = new Float32Array(FRAME_SAMPLES);
      concealment.conceal(made);
      return power(made);
    });
    expect(powers).toEqual(powers.toSorted((a, b) => b - a));
    expect(powers[5]).toBe(0);
    const again = voiced(10 * FRAME_SAMPLES);
    const untouched = again.slice();
    concealment.heard(again);
    expect(Math.abs(again[0] ?? 1)).toBeLessThan(0.001);
    expect(again.slice(192)).toEqual(untouched.slice(192));
  });

  it('merges two blocks into one and knows what nobody hears', () => {
    const first = voiced(0);
    const [start] = first;
    const second = voiced(7000);
    merge(first, second);
    expect(first[0]).toBe(start);
    expect(first[959]).toBeCloseTo(second[959] ?? 0, 2);
    expect(isQuiet(first)).toBe(false);
    expect(isQuiet(first.map((sample) => sample / 500))).toBe(true);
  });
});
