import { describe, expect, it } from 'vitest';
import { STATUS } from '#shared/protocol/fleetFrame.ts';
import { FIRST_LOOK, KIND_OF_STATUS, KINDS, kindOf, kindSize, markSize, SOS } from './kinds.ts';

const { online, onDuty, busy, sos, stale, outOfGrid } = STATUS;
const kind = (status: number) => KINDS[kindOf(status)];

describe('how a worker is drawn', () => {
  it('[ST300] follows the status bits', () => {
    expect(kind(online | onDuty)).toBe('free');
    expect(kind(online | onDuty | outOfGrid)).toBe('out');
    expect(kind(online | onDuty | outOfGrid | busy)).toBe('busy');
    expect(kind(online | onDuty | busy)).toBe('busy');
    expect(kind(online | onDuty | busy | stale)).toBe('stale');
    expect(kind(onDuty)).toBe('stale');
    expect(kind(online)).toBe('online');
    expect(kind(online | stale)).toBe('off');
    expect(kind(0)).toBe('off');
  });

  it('shows an SOS whatever else is true', () => {
    for (let status = 0; status < 256; status++) if (status & sos) expect(kind(status)).toBe('sos');
    expect(Array.from(KIND_OF_STATUS)).toEqual(Array.from({ length: 256 }, (_, status) => kindOf(status)));
  });

  it('grows with the zoom and keeps an SOS largest', () => {
    const zooms = [10, 12, 12.5, 13, 14, 15, 16, 17, 19];
    const sizes = zooms.map((zoom) => markSize(zoom, FIRST_LOOK, 16_000));
    expect(sizes).toEqual([...sizes].sort((a, b) => a - b));
    expect(markSize(17, FIRST_LOOK, 300)).toBe(markSize(17, FIRST_LOOK, 16_000));
    for (const zoom of zooms)
      expect(kindSize(SOS, zoom, FIRST_LOOK, 300)).toBeGreaterThan(kindSize(3, zoom, FIRST_LOOK, 300));
  });

  it('is plain where there is room, smaller in a crowd, never too small to see', () => {
    const district = 13.3;
    expect(markSize(district, FIRST_LOOK, 300)).toBeGreaterThanOrEqual(7);
    expect(markSize(district, FIRST_LOOK, 1500)).toBeGreaterThanOrEqual(5);
    const spacing = Math.sqrt(FIRST_LOOK.ground / 16_000) * 512 * 2 ** district;
    const crowded = markSize(district, FIRST_LOOK, 16_000);
    expect(crowded).toBeGreaterThanOrEqual(3);
    expect(crowded).toBeLessThan(spacing * 0.6);
    for (const magnify of [1, 1.7, 2.9])
      expect(markSize(10, { ...FIRST_LOOK, magnify }, 60_000)).toBeGreaterThanOrEqual(3);
  });

  it('grows with the screen: as large on four times the pixels, to the eye', () => {
    const large = { ...FIRST_LOOK, magnify: 2 };
    for (const known of [300, 16_000])
      expect(markSize(14.3, large, known)).toBeGreaterThan(1.7 * markSize(13.3, FIRST_LOOK, known));
  });
});
