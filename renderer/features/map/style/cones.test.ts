import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { VideoSourceView } from '#shared/contract/video.ts';
import { distanceMeters } from '#shared/geo/index.ts';
import { coneOf, conesData } from './cones.ts';

const camera = (more: Partial<VideoSourceView>): VideoSourceView => ({
  ...{ id: 'a', name: 'a', kind: 'camera', lon: 121.46, lat: 31.195, gridCode: '', streams: [] },
  ...{ heading: 0, view: 60, range: 100, ptz: false, presets: [], ...more },
});

it('draws what a camera sees: as far as it says, towards where it looks', () => {
  const heading = fc.integer({ min: 0, max: 359 });
  fc.assert(
    fc.property(heading, fc.integer({ min: 10, max: 180 }), fc.integer({ min: 20, max: 500 }), (at, view, range) => {
      const source = camera({ heading: at, view, range });
      const cone = coneOf(source) ?? [];
      for (const corner of cone.slice(1, -1)) expect(distanceMeters(corner, source)).toBeCloseTo(range, -1);
      const middle = cone[Math.floor(cone.length / 2)] ?? [0, 0];
      const angle =
        (Math.atan2((middle[0] - 121.46) * Math.cos((31.195 * Math.PI) / 180), middle[1] - 31.195) * 180) / Math.PI;
      expect(Math.abs(((angle - at + 540) % 360) - 180)).toBeLessThan(view / 2);
    }),
  );
  expect(coneOf(camera({ heading: null }))).toBeNull();
});

it('shows a camera without a direction as a point alone', () => {
  expect(conesData([camera({}), camera({ heading: null })]).features.map(({ geometry }) => geometry.type)).toEqual([
    'Polygon',
    'Point',
    'Point',
  ]);
});
