import { Geodesic } from 'geographiclib-geodesic';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type AreaGeometry,
  circleRing,
  extentOf,
  isWithin,
  metersFromEdge,
  metersPerDegree,
  metersToLine,
  pointAt,
} from './index.ts';

// The independent values are those of GeographicLib (Karney 2013, exact to nanometres) on the same ellipsoid.
const earth = Geodesic.WGS84;
const CENTRE: [number, number] = [121.46, 31.195];
const place = (meters: number, bearing: number, from = CENTRE): [number, number] => {
  const { lon2 = 0, lat2 = 0 } = earth.Direct(from[1], from[0], bearing, meters);
  return [lon2, lat2];
};

const somewhere = fc.record({
  lon: fc.double({ min: 73, max: 135, noNaN: true }),
  lat: fc.double({ min: 18, max: 53, noNaN: true }),
  bearing: fc.double({ min: 0, max: 360, noNaN: true }),
  meters: fc.double({ min: 10, max: 20_000, noNaN: true }),
});

describe('lengths on the ellipsoid', () => {
  it('are the published degrees of WGS-84', () => {
    // Kilometres to a degree of latitude and of longitude, as tables of the ellipsoid give them.
    const published = [
      [0, 110.574, 111.32],
      [15, 110.649, 107.55],
      [30, 110.852, 96.486],
      [45, 111.132, 78.847],
      [60, 111.412, 55.8],
    ] as const;
    for (const [lat, north, east] of published) {
      expect(metersPerDegree(lat).north / 1000).toBeCloseTo(north, 2);
      expect(metersPerDegree(lat).east / 1000).toBeCloseTo(east, 2);
    }
  });

  it('agree with the geodesic within 0.1 % over all of China, up to 20 km', () => {
    fc.assert(
      fc.property(somewhere, ({ lon, lat, bearing, meters }) => {
        const to = place(meters, bearing, [lon, lat]);
        expect(Math.abs(metersToLine([to], [lon, lat]) - meters)).toBeLessThan(Math.max(0.01, meters / 1000));
        const there = pointAt([lon, lat], meters, bearing);
        const { s12 = 0 } = earth.Inverse(to[1], to[0], there[1], there[0]);
        expect(s12).toBeLessThan(Math.max(0.01, meters / 300));
      }),
    );
  });
});

describe('a point and an area', () => {
  it('of a circle: within its radius to the centimetre, wherever the point lies', () => {
    const circle: AreaGeometry = { kind: 'circle', centre: CENTRE, radius: 500 };
    for (const bearing of [0, 33, 90, 171, 260, 359]) {
      expect(isWithin(circle, place(499.98, bearing))).toBe(true);
      expect(isWithin(circle, place(500.02, bearing))).toBe(false);
      expect(metersFromEdge(circle, place(800, bearing))).toBeCloseTo(300, 1);
      expect(metersFromEdge(circle, place(120, bearing))).toBeCloseTo(-380, 1);
    }
  });

  it('of a corridor: half its width to either side, and around its ends', () => {
    const [east, turn] = [place(1000, 90), place(600, 0, place(1000, 90))];
    const corridor: AreaGeometry = { kind: 'corridor', line: [CENTRE, east, turn], width: 40 };
    const middle = place(500, 90);
    expect(metersFromEdge(corridor, place(15, 0, middle))).toBeCloseTo(-5, 1);
    expect(metersFromEdge(corridor, place(35, 180, middle))).toBeCloseTo(15, 1);
    expect(isWithin(corridor, place(19.9, 270))).toBe(true);
    expect(isWithin(corridor, place(20.1, 270))).toBe(false);
    expect(isWithin(corridor, place(19, 90, place(300, 0, east)))).toBe(true);
    expect(metersFromEdge(corridor, place(50, 0, turn))).toBeCloseTo(30, 1);
  });

  it('of a polygon: inside or not, and how far from its nearest edge', () => {
    const ring = [place(1000, 315), place(1000, 45), place(1000, 135), place(1000, 225)];
    const square: AreaGeometry = { kind: 'polygon', ring: [...ring, place(1000, 315)] };
    const half = 1000 * Math.SQRT1_2;
    expect(isWithin(square, { lon: CENTRE[0], lat: CENTRE[1] })).toBe(true);
    expect(Math.abs(metersFromEdge(square, CENTRE) + half)).toBeLessThan(0.2);
    expect(isWithin(square, place(half + 1, 0))).toBe(false);
    expect(Math.abs(metersFromEdge(square, place(half + 100, 90)) - 100)).toBeLessThan(0.2);
    expect(Math.abs(metersFromEdge(square, place(1300, 45)) - 300)).toBeLessThan(0.2);
  });

  it('of shapes without points is nowhere', () => {
    expect(metersFromEdge({ kind: 'corridor', line: [], width: 10 }, CENTRE)).toBe(Number.POSITIVE_INFINITY);
    expect(isWithin({ kind: 'polygon', ring: [] }, CENTRE)).toBe(false);
  });
});

it('what outlines a shape lies on its edge', () => {
  const circle: AreaGeometry = { kind: 'circle', centre: CENTRE, radius: 750 };
  for (const corner of [...circleRing(CENTRE, 750), ...extentOf(circle)])
    expect(Math.abs(metersFromEdge(circle, corner))).toBeLessThan(0.1);
  expect(circleRing(CENTRE, 750).at(-1)).toEqual(circleRing(CENTRE, 750)[0]);
});
