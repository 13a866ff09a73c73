// @vitest-environment node
import { describe, expect, it } from 'vitest';
import { STATUS } from '#shared/protocol/fleetFrame.ts';
import { KIND_OF_STATUS, KINDS, kindOf, kindSize, markSize } from './kinds.ts';

const { online, onDuty, busy, sos, stale, outOfGrid } = STATUS;
const kind = (status: number) => KINDS[kindOf(status)];

describe('how a worker is drawn', () => {
  it('follows the status bits', () => {
    expect(kind(online | onDuty)).toBe('free');
    expect(kind(online | onDuty | outOfGrid)).toBe('free');
    expect(kind(online | onDuty | busy)).toBe('busy');
    expect(kind(online | onDuty | busy | stale)).toBe('stale');
    expect(kind(onDuty)).toBe('stale');
    expect(kind(online)).toBe('off');
    expect(kind(0)).toBe('off');
  });

  it('shows an SOS whatever else is true', () => {
    for (let status = 0; status < 256; status++) if (status & sos) expect(kind(status)).toBe('sos');
    expect(Array.from(KIND_OF_STATUS)).toEqual(Array.from({ length: 256 }, (_, status) => kindOf(status)));
  });

  it('grows with the zoom and keeps an SOS largest', () => {
    const zooms = [10, 12, 12.5, 13, 14, 15, 16, 17, 19];
    const sizes = zooms.map((zoom) => markSize(zoom, 1, 16_000));
    expect(sizes).toEqual([...sizes].sort((a, b) => a - b));
    expect(sizes[0]).toBe(3);
    expect(markSize(14, 2, 16_000)).toBe(2 * markSize(14, 1, 16_000));
    expect(markSize(12, 1, 300)).toBe(7);
    expect(markSize(17, 1, 300)).toBe(markSize(17, 1, 16_000));
    for (const zoom of zooms) expect(kindSize(4, zoom, 1, 300)).toBeGreaterThan(kindSize(2, zoom, 1, 300));
  });
});
