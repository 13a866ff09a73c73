import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { distanceMeters } from './distance.ts';
import { STREET_REACH_METRES, StreetPieces } from './streetPieces.ts';

const [LON, LAT] = [121.46, 31.2];
const east = (metres: number) => LON + metres / (111_195 * Math.cos((LAT * Math.PI) / 180));
const north = (metres: number) => LAT + metres / 111_195;
/** A corner: 195 m to the east, 95 m to the north. */
const corner = new StreetPieces({
  lon: [LON, east(195), LON],
  lat: [LAT, LAT, north(95)],
  edgeA: [0, 0],
  edgeB: [1, 2],
});
const walked = (track: { t: number; lon: number; lat: number }[]) => {
  const found = new Map<number, number>();
  corner.along(track, (piece, t) => found.set(piece, t));
  return found;
};

describe('[ST335] the streets in pieces', () => {
  it('are as long as the streets, and none is longer than is seen', () => {
    expect(corner.count).toBe(8 + 4);
    expect(corner.metres.reduce((sum, metres) => sum + metres, 0)).toBeCloseTo(290, 0);
    expect(corner.line(0)[0]).toEqual([LON, LAT]);
    const [, end] = corner.line(7);
    expect(end[0]).toBeCloseTo(east(195), 5);
  });

  it('are found within their reach and nowhere else, the nearest first', () => {
    expect(corner.nearest(east(110), north(20))).toBe(4);
    expect(corner.nearest(east(110), north(-20))).toBe(4);
    expect(corner.nearest(east(110), north(STREET_REACH_METRES + 2))).toBe(-1);
    expect(corner.nearest(east(3), north(80))).toBe(8 + 3);
    fc.assert(
      fc.property(fc.integer({ min: -60, max: 260 }), fc.integer({ min: -60, max: 160 }), (x, y) => {
        const away = Math.min(
          Math.hypot(x - Math.min(195, Math.max(0, x)), y),
          Math.hypot(x, y - Math.min(95, Math.max(0, y))),
        );
        // A centimetre either way is not what this is about.
        fc.pre(Math.abs(away - STREET_REACH_METRES) > 0.5);
        expect(corner.nearest(east(x), north(y)) >= 0).toBe(away < STREET_REACH_METRES);
      }),
    );
  });

  it('are walked where a track runs along them, at the time it passed', () => {
    const found = walked([
      { t: 0, lon: east(8), lat: LAT },
      { t: 60_000, lon: east(90), lat: LAT },
    ]);
    expect([...found.keys()].sort((a, b) => a - b)).toEqual([0, 1, 2, 3]);
    expect(found.get(3)).toBeGreaterThan(found.get(1) ?? Infinity);
  });

  it('are not walked between fixes that are too far apart, in time or metres: only where somebody was seen', () => {
    const far = [
      { t: 0, lon: east(10), lat: LAT },
      { t: 10 * 60_000, lon: east(190), lat: LAT },
    ];
    expect([...walked(far).keys()]).toEqual([0, 7]);
  });

  it('are not walked by a way across that stays farther away than a street’s reach', () => {
    expect(distanceMeters([east(60), north(60)], [east(60), LAT])).toBeGreaterThan(STREET_REACH_METRES);
    const across = walked([
      { t: 0, lon: east(60), lat: north(60) },
      { t: 60_000, lon: east(160), lat: north(60) },
    ]);
    expect(across.size).toBe(0);
  });
});
