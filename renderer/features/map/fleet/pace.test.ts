import { describe, expect, it } from 'vitest';
import { Pace } from './pace.ts';

function spend(pace: Pace, ms: number): void {
  for (let picture = 0; picture < 50; picture++) pace.spent(ms);
}

describe('how often the fleet is painted between two ticks', () => {
  it('[ST297] leaves two thirds of the time to the rest', () => {
    const pace = new Pace();
    expect(pace.wait).toBe(33);
    spend(pace, 2);
    expect(pace.wait).toBe(33);
    spend(pace, 30);
    expect(pace.wait).toBeCloseTo(90, 0);
    expect(pace.keepsUp).toBe(true);
  });

  it('[ST297] gives up where pictures are dear, and begins again well below the limit', () => {
    const pace = new Pace();
    spend(pace, 60);
    expect(pace.keepsUp).toBe(false);
    spend(pace, 40);
    expect(pace.keepsUp).toBe(false);
    spend(pace, 25);
    expect(pace.keepsUp).toBe(true);
    spend(pace, 40);
    expect(pace.keepsUp).toBe(true);
  });

  it('is not upset by one dear picture', () => {
    const pace = new Pace();
    spend(pace, 5);
    pace.spent(150);
    expect(pace.keepsUp).toBe(true);
  });

  it('believes what was measured of a GPU: drawing by it seems to cost nothing', () => {
    const pace = new Pace(80);
    spend(pace, 0.2);
    expect(pace.keepsUp).toBe(false);
  });
});
