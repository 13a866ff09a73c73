import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bboxOf, distanceMeters, inBbox, type LonLat, pointInPolygon, seededRandom, toWgs84 } from './index.ts';

const lonLat: fc.Arbitrary<LonLat> = fc.tuple(
  fc.double({ min: 73, max: 135, noNaN: true }),
  fc.double({ min: 18, max: 53, noNaN: true }),
);
const SQUARE: LonLat[] = [
  [0, 0],
  [10, 0],
  [10, 10],
  [0, 10],
  [0, 0],
];
const HOLE: LonLat[] = SQUARE.map(([lon, lat]) => [3 + lon / 5, 3 + lat / 5]);

describe('distance', () => {
  it('is a degree of latitude in about 111.2 km and the same both ways', () => {
    expect(distanceMeters([116, 39], [116, 40])).toBeCloseTo(111_195, -1);
    expect(distanceMeters({ lon: 116.3913, lat: 39.9075 }, { lon: 121.4737, lat: 31.2304 }) / 1000).toBeCloseTo(
      1068,
      -1,
    );
    fc.assert(
      fc.property(lonLat, lonLat, lonLat, (a, b, c) => {
        expect(distanceMeters(a, b)).toBeCloseTo(distanceMeters(b, a), 6);
        expect(distanceMeters(a, a)).toBe(0);
        expect(distanceMeters(a, c)).toBeLessThanOrEqual(distanceMeters(a, b) + distanceMeters(b, c) + 1e-3);
      }),
    );
  });
});

describe('polygons and boxes', () => {
  it('hold what lies inside, not what lies outside or in a hole', () => {
    expect(pointInPolygon([2, 2], [SQUARE, HOLE])).toBe(true);
    expect(pointInPolygon([4, 4], [SQUARE, HOLE])).toBe(false);
    expect(pointInPolygon({ lon: 11, lat: 5 }, [SQUARE])).toBe(false);
    expect(pointInPolygon([2, 2], [])).toBe(false);
  });

  it('agree with arithmetic on a box', () => {
    const inner = fc.double({ min: -20, max: 20, noNaN: true });
    fc.assert(
      fc.property(inner, inner, (lon, lat) => {
        fc.pre(![0, 10].includes(lon) && ![0, 10].includes(lat));
        expect(pointInPolygon([lon, lat], [SQUARE])).toBe(lon > 0 && lon < 10 && lat > 0 && lat < 10);
      }),
    );
  });

  it('count a point on a shared border in one of the neighbours at most', () => {
    const east = SQUARE.map(([lon, lat]): LonLat => [lon + 10, lat]);
    const here = [pointInPolygon([10, 5], [SQUARE]), pointInPolygon([10, 5], [east])];
    expect(here.filter(Boolean).length).toBe(1);
  });

  it('box every point given', () => {
    expect(bboxOf([])).toBeNull();
    fc.assert(
      fc.property(fc.array(lonLat, { minLength: 1 }), (points) => {
        const box = bboxOf(points);
        expect(box && points.every((point) => inBbox(point, box))).toBe(true);
      }),
    );
  });
});

describe('coordinate systems', () => {
  it('bring GCJ-02 and BD-09 home within a few metres', () => {
    const home = { lon: 116.397, lat: 39.909 };
    expect(distanceMeters(toWgs84(116.40324, 39.91041, 'gcj02'), home)).toBeLessThan(10);
    expect(distanceMeters(toWgs84(116.40974, 39.91671, 'bd09'), home)).toBeLessThan(60);
    expect(toWgs84(116.397, 39.909, 'wgs84')).toEqual(home);
    expect(toWgs84(116.397, 39.909)).toEqual(home);
  });
});

describe('seeded randomness', () => {
  it('repeats from its seed, stays in [0, 1) and differs between seeds', () => {
    const draw = (seed: number) => Array.from({ length: 20 }, seededRandom(seed));
    fc.assert(
      fc.property(fc.integer(), (seed) => {
        const numbers = draw(seed);
        expect(draw(seed)).toEqual(numbers);
        expect(numbers.every((number) => number >= 0 && number < 1)).toBe(true);
        expect(draw(seed + 1)).not.toEqual(numbers);
      }),
    );
    const random = seededRandom(1);
    const mean = Array.from({ length: 10_000 }, random).reduce((sum, number) => sum + number, 0) / 10_000;
    expect(mean).toBeCloseTo(0.5, 1);
  });
});
