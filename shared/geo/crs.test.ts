import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type CoordinateSystem, distanceMeters, fromWgs84, toWgs84 } from './index.ts';

type Pair = readonly [lon: number, lat: number];
/**
 * Pairs others published: three of the eviltransform project, the example of AMap's own conversion service, one of the coordtransform
 * project, and an answer of Baidu's own service to the example of its manual (which scatters its answers by about half a metre).
 */
const PUBLISHED: readonly { of: string; wgs84: Pair; system: CoordinateSystem; there: Pair; within: number }[] = [
  {
    of: 'Shanghai',
    wgs84: [121.5272106, 31.1774276],
    system: 'gcj02',
    there: [121.531541859215, 31.17530398364597],
    within: 0.01,
  },
  {
    of: 'Shenzhen',
    wgs84: [113.912316, 22.543847],
    system: 'gcj02',
    there: [113.9171764808363, 22.540796131694766],
    within: 0.01,
  },
  {
    of: 'Beijing',
    wgs84: [116.377817, 39.911954],
    system: 'gcj02',
    there: [116.38404722455657, 39.91334545536069],
    within: 0.01,
  },
  {
    of: 'AMap',
    wgs84: [116.481499, 39.990475],
    system: 'gcj02',
    there: [116.487585177952, 39.991754014757],
    within: 0.5,
  },
  {
    of: 'coordtransform',
    wgs84: [116.404, 39.915],
    system: 'gcj02',
    there: [116.41024449916938, 39.91640428150164],
    within: 0.01,
  },
  {
    of: 'Baidu',
    wgs84: [114.21892734521, 29.575429778924],
    system: 'bd09',
    there: [114.23074952312, 29.57908262908],
    within: 1,
  },
];

describe('coordinate systems', () => {
  it.each(PUBLISHED)('agree with the published pair of $of both ways', ({ wgs84, system, there, within }) => {
    expect(distanceMeters(fromWgs84(...wgs84, system), there)).toBeLessThan(within);
    expect(distanceMeters(toWgs84(...there, system), wgs84)).toBeLessThan(within);
  });

  it('come back from where they went, anywhere in China', () => {
    const lon = fc.double({ min: 75, max: 133, noNaN: true });
    const lat = fc.double({ min: 19, max: 53, noNaN: true });
    fc.assert(
      fc.property(lon, lat, fc.constantFrom('gcj02', 'bd09'), (x, y, system) => {
        const there = fromWgs84(x, y, system);
        // The published ways back are approximations: 0.28 m at most of 400,000 places; a pin may lie 1 m from its street.
        expect(distanceMeters(toWgs84(there.lon, there.lat, system), [x, y])).toBeLessThan(0.5);
        expect(distanceMeters(there, [x, y])).toBeGreaterThan(50);
      }),
    );
  });

  it('take CGCS2000 for WGS-84', () => {
    expect(fromWgs84(121.5, 31.2, 'cgcs2000')).toEqual({ lon: 121.5, lat: 31.2 });
    expect(toWgs84(121.5, 31.2, 'cgcs2000')).toEqual({ lon: 121.5, lat: 31.2 });
  });
});
