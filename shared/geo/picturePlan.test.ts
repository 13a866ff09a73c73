import fc from 'fast-check';
import { expect, it } from 'vitest';
import {
  type Bbox,
  boxInWgs84,
  type CoordinateSystem,
  fromWgs84,
  inBbox,
  type PicturePlan,
  planPicture,
} from './index.ts';

const SIZE = { width: 900, height: 700 };
const mercator = (lat: number): number => Math.log(Math.tan(Math.PI / 4 + (lat * Math.PI) / 360));
/** shares of a box from its west and north, as web maps are drawn */
const shareOf = (lon: number, lat: number, [west, south, east, north]: Bbox): [number, number] => [
  (lon - west) / (east - west),
  (mercator(north) - mercator(lat)) / (mercator(north) - mercator(south)),
];

/** How far from where it belongs a place of our picture, by its shares from west and south, is drawn: pixels of the source. */
function pixelsOff(plan: PicturePlan, bounds: Bbox, system: CoordinateSystem, east: number, north: number): number {
  const lon = plan.box[0] + (plan.box[2] - plan.box[0]) * east;
  const lat = plan.box[1] + (plan.box[3] - plan.box[1]) * north;
  const [right, down] = shareOf(lon, lat, plan.box);
  const [px, py] = [right * plan.width, down * plan.height];
  const cell = plan.cells.find(({ dx, dy, dw, dh }) => px >= dx && px < dx + dw && py >= dy && py < dy + dh);
  if (!cell) throw new Error('no part holds the pixel');
  const drawnX = cell.sx + ((px - cell.dx) / cell.dw) * cell.sw;
  const drawnY = cell.sy + ((py - cell.dy) / cell.dh) * cell.sh;
  const shifted = fromWgs84(lon, lat, system);
  const [x, y] = shareOf(shifted.lon, shifted.lat, bounds);
  return Math.hypot(drawnX - x * SIZE.width, drawnY - y * SIZE.height);
}

it.each(['gcj02', 'bd09'] as const)(
  '[ST368] a picture of %s comes out within a metre of where WGS-84 has it, or within a third of its pixel',
  (system) => {
    const share = fc.double({ min: 0.01, max: 0.99, noNaN: true });
    const shares = fc.array(fc.tuple(share, share), { minLength: 50, maxLength: 50 });
    for (const [n, width] of [0.005, 0.02, 0.1, 0.6, 3].entries()) {
      const bounds: Bbox = [121 - n * 4, 31, 121 - n * 4 + width, 31 + width * 0.7];
      const plan = planPicture(bounds, system, SIZE);
      const pixel = (width * 95_000) / SIZE.width;
      fc.assert(
        fc.property(shares, (all) => {
          for (const [east, north] of all)
            expect(pixelsOff(plan, bounds, system, east, north) * pixel).toBeLessThan(Math.max(1, pixel / 3));
        }),
        { numRuns: 10 },
      );
    }
  },
);

it('[ST368] all of the picture has room, and of a system that is not shifted it stays where it is', () => {
  const bounds: Bbox = [121.4, 31.1, 121.6, 31.3];
  expect(boxInWgs84(bounds, 'cgcs2000')).toEqual(bounds);
  const box = boxInWgs84(bounds, 'gcj02');
  expect(box[0]).toBeLessThan(121.397);
  expect(inBbox([121.5, 31.2], box)).toBe(true);
  const plan = planPicture(bounds, 'bd09', { width: 9000, height: 3000 });
  expect([plan.width, plan.height]).toEqual([4096, 1366]);
  expect(plan.cells.reduce((sum, { dw, dh }) => sum + dw * dh, 0)).toBe(4096 * 1366);
});
