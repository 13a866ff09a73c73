import { MercatorCoordinate } from 'maplibre-gl';
import { describe, expect, it } from 'vitest';
import { mercatorX, mercatorY } from '#shared/contract/fleetTick.ts';
import { affineOf, cameraOf, carryOver, project } from './camera.ts';

const LON = 121.46;
const LAT = 31.195;

describe('the overlays’ camera', () => {
  it('puts the centre in the middle of the view', () => {
    expect(project(cameraOf(LON, LAT, 14.3, 1920, 1080), LON, LAT)).toEqual({ x: 960, y: 540 });
  });

  it('agrees with MapLibre’s mercator and 512-pixel world to a hundredth of a pixel', () => {
    for (const zoom of [10, 12.7, 15.5, 19]) {
      const camera = cameraOf(LON, LAT, zoom, 1280, 720);
      for (const [lon, lat] of [
        [121.41, 31.157],
        [121.5133, 31.2328],
        [121.4601, 31.1949],
      ] as const) {
        const centre = MercatorCoordinate.fromLngLat([LON, LAT]);
        const there = MercatorCoordinate.fromLngLat([lon, lat]);
        const world = 512 * 2 ** zoom;
        const at = project(camera, lon, lat);
        expect(at.x).toBeCloseTo((there.x - centre.x) * world + 640, 2);
        expect(at.y).toBeCloseTo((there.y - centre.y) * world + 360, 2);
      }
    }
  });

  it('keeps tick floats exact to a twentieth of a pixel at the nearest zoom', () => {
    const originX = mercatorX(LON);
    const originY = mercatorY(LAT);
    const camera = cameraOf(121.512, 31.231, 19, 1920, 1080);
    const { scale, x0 } = affineOf(camera, originX, originY);
    const x = Math.fround(mercatorX(121.5121) - originX) * scale + x0;
    expect(Math.abs(x - project(camera, 121.5121, 31.231).x)).toBeLessThan(0.5);
  });

  it('carries a painted picture to where the map has gone', () => {
    const painted = cameraOf(LON, LAT, 14, 1000, 800);
    const now = cameraOf(LON + 0.002, LAT - 0.001, 14.6, 1000, 800);
    const { scale, x, y } = carryOver(painted, now);
    const before = project(painted, 121.463, 31.197);
    const after = project(now, 121.463, 31.197);
    expect(before.x * scale + x).toBeCloseTo(after.x, 6);
    expect(before.y * scale + y).toBeCloseTo(after.y, 6);
  });
});
