import { describe, expect, it } from 'vitest';
import { scaleBar } from './scaleBar.ts';

describe('the scale bar', () => {
  it('is a round length no wider than 120 pixels and never a stub', () => {
    for (let zoom = 9; zoom < 20; zoom += 0.3) {
      const { metres, width } = scaleBar(31.2, zoom, 120);
      expect(width).toBeLessThanOrEqual(120);
      expect(width).toBeGreaterThan(40);
      expect(Number(String(metres)[0])).toBeOneOf([1, 2, 5]);
    }
  });

  it('halves its length with each zoom', () => {
    const near = scaleBar(31.2, 15, 120);
    const far = scaleBar(31.2, 14, 120);
    expect(far.metres / far.width / (near.metres / near.width)).toBeCloseTo(2, 0);
  });
});
