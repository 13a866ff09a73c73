import gcoord from 'gcoord';
import { type CoordinateSystem, fromWgs84, isShifted } from './crs.ts';

/**
 * How raster maps cut the earth into tiles, and which pixels of theirs a tile of ours is made of. Ours are those of web maps, on WGS-84:
 * 256 px, numbered from the north west.
 */

export const TILINGS = [
  /** web maps, numbered from the north */
  'xyz',
  /** the same from the south */
  'tms',
  /** plate carrée on degrees: WMTS matrix sets named `c`, EPSG:4490 or EPSG:4326 */
  'geographic',
  /** Baidu's own Mercator, from where its axes cross to the north east */
  'baidu',
] as const;
export type Tiling = (typeof TILINGS)[number];

export interface TileId {
  z: number;
  x: number;
  y: number;
}

export const TILE_PIXELS = 256;

/** What a tile of ours is drawn from. Lengths are pixels; a mosaic is the source's tiles side by side. */
export interface TilePlan {
  /** tiles as the source numbers them, each with its place in the mosaic */
  tiles: (TileId & { left: number; top: number })[];
  width: number;
  height: number;
  /** parts of the mosaic that become squares of our tile */
  cells: { sx: number; sy: number; sw: number; sh: number; dx: number; dy: number; size: number }[];
}

/** Baidu's zoom 18 has a metre to the pixel. */
const BAIDU_METRE_ZOOM = 18;
/** So wide a square is nowhere a metre beside where it belongs: GCJ-02's shift changes by some 4 m in a kilometre, BD-09’s by up to 50. */
export const CELL_METRES: Record<CoordinateSystem, number> = { wgs84: 500, cgcs2000: 500, gcj02: 250, bd09: 40 };
const EARTH_METRES = 40_075_017;
const MOST_CELLS = 32;
/** enough for plate carrée to pass for Mercator within a square */
const LEAST_CELLS = 4;

/** Whether the source's tiles are ours but for their number. */
export function isAligned(system: CoordinateSystem, tiling: Tiling): boolean {
  return !isShifted(system) && (tiling === 'xyz' || tiling === 'tms');
}

/** The source's zoom that is at least as fine as ours. */
export function sourceZoom(z: number, tiling: Tiling): number {
  return tiling === 'baidu' ? z + 1 : z;
}

/** A tile of an aligned source as it numbers it. */
export function alignedTile({ z, x, y }: TileId, tiling: Tiling): TileId {
  return { z, x, y: tiling === 'tms' ? 2 ** z - 1 - y : y };
}

/**
 * The tiles and their parts that make one of ours. Each square is placed by its own middle, so that what is drawn lies within a metre of
 * where WGS-84 has it, and from so far that a pixel is five metres and more within a third of one.
 */
export function planTile(tile: TileId, system: CoordinateSystem, tiling: Tiling): TilePlan {
  const z = sourceZoom(tile.z, tiling);
  const each = cellsOf(tile, system);
  const size = TILE_PIXELS / each;
  const place = (x: number, y: number) => {
    const { lon, lat } = lonLatOfPixel(tile, x, y);
    return pixelOf(lon, lat, z, system, tiling);
  };
  const corners = Array.from({ length: each + 1 }, (_, row) =>
    Array.from({ length: each + 1 }, (_, column) => place(column * size, row * size)),
  );
  const flat = corners.flat();
  const columns = rangeOf(flat.map(([px]) => px));
  const rows = rangeOf(flat.map(([, py]) => py));
  const cells = Array.from({ length: each * each }, (_, n) => {
    const [column, row] = [n % each, Math.floor(n / each)];
    const [west, north] = corners[row]?.[column] ?? [0, 0];
    const [east, south] = corners[row + 1]?.[column + 1] ?? [0, 0];
    const [sw, sh] = [east - west, south - north];
    const [px, py] = place((column + 0.5) * size, (row + 0.5) * size);
    return {
      sx: px - sw / 2 - columns.from * TILE_PIXELS,
      sy: py - sh / 2 - rows.from * TILE_PIXELS,
      sw,
      sh,
      ...{ dx: column * size, dy: row * size, size },
    };
  });
  return { tiles: tilesOf(z, columns, rows, tiling), width: columns.pixels, height: rows.pixels, cells };
}

function cellsOf({ z, y }: TileId, system: CoordinateSystem): number {
  const { lat } = lonLatOfPixel({ z, x: 0, y }, 0, TILE_PIXELS / 2);
  const metres = (EARTH_METRES * Math.cos((lat * Math.PI) / 180)) / 2 ** z;
  const wanted = 2 ** Math.ceil(Math.log2(Math.max(1, metres / CELL_METRES[system])));
  return Math.min(MOST_CELLS, Math.max(LEAST_CELLS, wanted));
}

interface Range {
  from: number;
  count: number;
  pixels: number;
}

function rangeOf(pixels: readonly number[]): Range {
  const from = Math.floor(Math.min(...pixels) / TILE_PIXELS);
  const count = Math.max(1, Math.ceil(Math.max(...pixels) / TILE_PIXELS) - from);
  return { from, count, pixels: count * TILE_PIXELS };
}

function tilesOf(z: number, columns: Range, rows: Range, tiling: Tiling): TilePlan['tiles'] {
  const tiles: TilePlan['tiles'] = [];
  for (let row = 0; row < rows.count; row += 1) {
    for (let column = 0; column < columns.count; column += 1) {
      const down = rows.from + row;
      const y = tiling === 'baidu' ? -down - 1 : alignedTile({ z, x: 0, y: down }, tiling).y;
      tiles.push({ z, x: columns.from + column, y, left: column * TILE_PIXELS, top: row * TILE_PIXELS });
    }
  }
  return tiles;
}

/** Degrees of a pixel of one of our tiles. */
export function lonLatOfPixel({ z, x, y }: TileId, px: number, py: number): { lon: number; lat: number } {
  const world = 2 ** z;
  const mercator = Math.PI * (1 - (2 * (y + py / TILE_PIXELS)) / world);
  return { lon: ((x + px / TILE_PIXELS) / world) * 360 - 180, lat: (Math.atan(Math.sinh(mercator)) * 180) / Math.PI };
}

/** Pixels of a source at one of its zooms, east and south of where it counts from, for a WGS-84 place. */
export function pixelOf(
  wgsLon: number,
  wgsLat: number,
  z: number,
  system: CoordinateSystem,
  tiling: Tiling,
): [px: number, py: number] {
  if (tiling === 'baidu') {
    const shifted = fromWgs84(wgsLon, wgsLat, 'bd09');
    const [east, north] = gcoord.transform([shifted.lon, shifted.lat], gcoord.BD09, gcoord.BD09MC);
    const metres = 2 ** (BAIDU_METRE_ZOOM - z);
    return [east / metres, -north / metres];
  }
  const { lon, lat } = fromWgs84(wgsLon, wgsLat, system);
  const world = TILE_PIXELS * 2 ** z;
  if (tiling === 'geographic') return [((lon + 180) / 360) * world, ((90 - lat) / 360) * world];
  const mercator = Math.log(Math.tan(Math.PI / 4 + (lat * Math.PI) / 360));
  return [((lon + 180) / 360) * world, (0.5 - mercator / (2 * Math.PI)) * world];
}
