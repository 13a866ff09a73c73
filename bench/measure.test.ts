import { describe, expect, it } from 'vitest';
import { formatTable, p95, percentile, toRow } from './measure.ts';

describe('percentile', () => {
  it('takes the nearest rank', () => {
    const sorted = Array.from({ length: 100 }, (_, i) => i + 1);
    expect(percentile(sorted, 0.5)).toBe(50);
    expect(p95(sorted)).toBe(95);
    expect(percentile(sorted, 0)).toBe(1);
    expect(() => percentile([], 0.5)).toThrow(RangeError);
  });
});

describe('toRow', () => {
  it('sets the median beside the floor of the same run', () => {
    const row = toRow({ name: 'start', unit: 'ms', values: [900, 700, 800], floors: [500, 400, 600] });
    expect(row).toMatchObject({ value: 800, floor: 500, ratio: 1.6, runs: 3, min: 700, max: 900 });
    expect(formatTable([row])).toContain('1.60');
  });
});
