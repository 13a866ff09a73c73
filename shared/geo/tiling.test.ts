import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  alignedTile,
  type CoordinateSystem,
  isAligned,
  pixelOf,
  planTile,
  sourceZoom,
  TILE_PIXELS,
  type TileId,
  type Tiling,
  toWgs84,
} from './index.ts';

const SHANGHAI = { lon: 121.4737, lat: 31.2304 };
const SOURCES: readonly [CoordinateSystem, Tiling][] = [
  ['gcj02', 'xyz'],
  ['gcj02', 'tms'],
  ['bd09', 'xyz'],
  ['bd09', 'baidu'],
  ['cgcs2000', 'geographic'],
];

function tileAt(lon: number, lat: number, z: number): TileId & { px: number; py: number } {
  const [px, py] = pixelOf(lon, lat, z, 'wgs84', 'xyz');
  const [x, y] = [Math.floor(px / TILE_PIXELS), Math.floor(py / TILE_PIXELS)];
  return { z, x, y, px: px - x * TILE_PIXELS, py: py - y * TILE_PIXELS };
}

/** Which pixel of the mosaic is drawn at a pixel of our tile. */
function drawnFrom(plan: ReturnType<typeof planTile>, px: number, py: number): [number, number] {
  const cell = plan.cells.find(({ dx, dy, size }) => px >= dx && px < dx + size && py >= dy && py < dy + size);
  if (!cell) throw new Error('no square holds the pixel');
  return [cell.sx + ((px - cell.dx) / cell.size) * cell.sw, cell.sy + ((py - cell.dy) / cell.size) * cell.sh];
}

/** The place in the plan's mosaic of a pixel of the source. */
function inMosaic(plan: ReturnType<typeof planTile>, tiling: Tiling, px: number, py: number): [number, number] {
  const first = plan.tiles[0];
  if (!first) throw new Error('a plan without tiles');
  const down = tiling === 'baidu' ? -first.y - 1 : tiling === 'tms' ? 2 ** first.z - 1 - first.y : first.y;
  return [px - first.x * TILE_PIXELS, py - down * TILE_PIXELS];
}

describe('tiles of another system', () => {
  it.each(SOURCES)(
    'of %s in %s come out within a metre of where WGS-84 has them, from afar within a third of a pixel',
    (system, tiling) => {
      const lon = fc.double({ min: 75, max: 133, noNaN: true });
      const lat = fc.double({ min: 19, max: 53, noNaN: true });
      fc.assert(
        fc.property(lon, lat, fc.integer({ min: 12, max: 19 }), (x, y, z) => {
          const tile = tileAt(x, y, z);
          const plan = planTile(tile, system, tiling);
          const [drawnX, drawnY] = drawnFrom(plan, tile.px, tile.py);
          const [thereX, thereY] = inMosaic(plan, tiling, ...pixelOf(x, y, sourceZoom(z, tiling), system, tiling));
          const pixel = (40_075_017 * Math.cos((y * Math.PI) / 180)) / 2 ** z / TILE_PIXELS;
          // At the zoom that is asked of it, Baidu's pixel is somewhat smaller than ours.
          const theirs = tiling === 'baidu' ? pixel * (2 ** 17 / 156_543) : pixel;
          const off = Math.hypot(drawnX - thereX, drawnY - thereY) * theirs;
          expect(off).toBeLessThan(Math.max(1, pixel / 3));
        }),
        { numRuns: 100 },
      );
    },
  );

  it('need few tiles, and name those that hold what is drawn', () => {
    for (const [system, tiling] of SOURCES) {
      for (const z of [12, 15, 18]) {
        const plan = planTile(tileAt(SHANGHAI.lon, SHANGHAI.lat, z), system, tiling);
        expect(plan.tiles.length).toBeLessThanOrEqual(9);
        for (const { sx, sy, sw, sh } of plan.cells) {
          expect(Math.min(sx, sy)).toBeGreaterThanOrEqual(-0.5);
          expect(sx + sw).toBeLessThanOrEqual(plan.width + 0.5);
          expect(sy + sh).toBeLessThanOrEqual(plan.height + 0.5);
        }
      }
    }
  });

  it('of Baidu are numbered as Baidu does', () => {
    // Baidu's manual has 116.404,39.915 at 12958175,4825923.77 of its plane, a metre to the pixel at zoom 18.
    const { lon, lat } = toWgs84(116.404, 39.915, 'bd09');
    const [px, py] = pixelOf(lon, lat, 18, 'bd09', 'baidu');
    expect(Math.hypot(px - 12_958_175, -py - 4_825_923.77)).toBeLessThan(1);
    const { tiles } = planTile(tileAt(lon, lat, 17), 'bd09', 'baidu');
    const own = { z: 18, x: Math.floor(12_958_175 / 256), y: Math.floor(4_825_923.77 / 256) };
    expect(tiles).toContainEqual(expect.objectContaining(own));
  });

  it('are taken as they are where only their numbers differ', () => {
    expect([isAligned('cgcs2000', 'tms'), isAligned('gcj02', 'xyz'), isAligned('wgs84', 'geographic')]).toEqual([
      true,
      false,
      false,
    ]);
    expect(alignedTile({ z: 3, x: 5, y: 1 }, 'tms')).toEqual({ z: 3, x: 5, y: 6 });
    expect(alignedTile({ z: 3, x: 5, y: 1 }, 'xyz')).toEqual({ z: 3, x: 5, y: 1 });
  });

  it('of plate carrée have two at zoom 1, as matrix set c has', () => {
    const plan = planTile({ z: 1, x: 1, y: 0 }, 'cgcs2000', 'geographic');
    expect(plan.tiles.every(({ z, x, y }) => z === 1 && x === 1 && y === 0)).toBe(true);
  });
});
