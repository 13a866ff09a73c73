import fc from 'fast-check';
import { expect, it } from 'vitest';
import { mercatorX, mercatorY } from '#shared/contract/fleetTick.ts';
import { affineOf, cameraOf } from '../camera.ts';
import { fullTick } from '../fleet/fullTick.ts';
import { ON_DUTY_FROM } from '../fleet/kinds.ts';
import { FleetStore } from '../fleet/store.ts';
import { nearestInView } from './nearest.ts';

const origin = { originX: mercatorX(121.46), originY: mercatorY(31.195), time: 0 };
const camera = cameraOf(121.46, 31.195, 17, 800, 600);
const affine = affineOf(camera, origin.originX, origin.originY);
const shown = { from: ON_DUTY_FROM, mask: null, at: 0 };

it('[ST301] finds those nearest to a point, nearest first, as sorting them all does', () => {
  const place = fc.record({ x: fc.integer({ min: -200, max: 1000 }), y: fc.integer({ min: -200, max: 800 }) });
  fc.assert(
    fc.property(fc.array(place, { maxLength: 80 }), place, fc.integer({ min: 1, max: 20 }), (places, focus, most) => {
      const store = new FleetStore();
      const records = places.map(({ x, y }, index) => {
        const [dx, dy] = [(x - affine.x0) / affine.scale, (y - affine.y0) / affine.scale];
        return { index, dx, dy, heading: 0, status: index % 5 === 0 ? 1 : 3, speed: 0 };
      });
      store.take(fullTick(origin, records));
      const away = (index: number) =>
        Math.hypot(
          store.dx(index) * affine.scale + affine.x0 - focus.x,
          store.dy(index) * affine.scale + affine.y0 - focus.y,
        );
      const sorted = places
        .map((_, index) => index)
        .filter((index) => {
          const x = store.dx(index) * affine.scale + affine.x0;
          const y = store.dy(index) * affine.scale + affine.y0;
          return index % 5 !== 0 && x >= 0 && y >= 0 && x <= camera.width && y <= camera.height;
        })
        .map(away)
        .sort((a, b) => a - b)
        .slice(0, most);
      const found = nearestInView(store, affine, camera, shown, focus, most);
      expect(found.map(away)).toEqual(sorted);
    }),
  );
});
