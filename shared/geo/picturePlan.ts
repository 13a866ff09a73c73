import { type CoordinateSystem, fromWgs84, toWgs84 } from './crs.ts';
import { type Bbox, bboxOf, distanceMeters, type LonLat } from './distance.ts';
import { CELL_METRES } from './tiling.ts';

/** How one picture of another system, with its edges, is laid where WGS-84 has what it shows. Our picture is as large as the source's. */

export interface PicturePlan {
  /** west, south, east, north of our picture. Degrees, WGS-84 */
  box: Bbox;
  /** pixels of our picture */
  width: number;
  height: number;
  /** parts of the source's picture that become parts of ours. Pixels; parts beyond its edges have nothing to show */
  cells: { sx: number; sy: number; sw: number; sh: number; dx: number; dy: number; dw: number; dh: number }[];
}

/** parts each way at most: of a picture so wide that they are too large to be exact, they are a few of its pixels */
const MOST_CELLS = 128;
/** points of each edge that are carried over: between two an edge is straight but for centimetres */
const EDGE_POINTS = 32;
const MOST_PIXELS = 4096;

/** West, south, east, north in WGS-84 degrees of all that lies within edges of another system. */
export function boxInWgs84([west, south, east, north]: Bbox, system: CoordinateSystem): Bbox {
  const edge = Array.from({ length: EDGE_POINTS + 1 }, (_, n) => n / EDGE_POINTS).flatMap((share): LonLat[] => {
    const lon = west + (east - west) * share;
    const lat = south + (north - south) * share;
    return [
      [lon, south],
      [lon, north],
      [west, lat],
      [east, lat],
    ];
  });
  const carried = edge.map(([lon, lat]): LonLat => {
    const at = toWgs84(lon, lat, system);
    return [at.lon, at.lat];
  });
  return bboxOf(carried) ?? [west, south, east, north];
}

/**
 * Each part is placed by its own middle: what is drawn lies within a metre of where WGS-84 has it, or within a third of a pixel where that
 * is more. A very large picture is made smaller.
 * @param bounds edges of the picture in its own system; within them it is drawn as web maps are
 */
export function planPicture(
  bounds: Bbox,
  system: CoordinateSystem,
  size: { width: number; height: number },
): PicturePlan {
  const box = boxInWgs84(bounds, system);
  const shrunk = Math.min(1, MOST_PIXELS / Math.max(size.width, size.height));
  const [width, height] = [Math.ceil(size.width * shrunk), Math.ceil(size.height * shrunk)];
  const [ours, theirs] = [frameOf(box), frameOf(bounds)];
  const place = (px: number, py: number): [x: number, y: number] => {
    const shifted = fromWgs84(
      ours.west + (px / width) * ours.wide,
      latOf(ours.north - (py / height) * ours.high),
      system,
    );
    const x = ((shifted.lon - theirs.west) / theirs.wide) * size.width;
    return [x, ((theirs.north - mercator(shifted.lat)) / theirs.high) * size.height];
  };
  const middle = (box[1] + box[3]) / 2;
  const columns = edgesOf(width, distanceMeters([box[0], middle], [box[2], middle]) / CELL_METRES[system]);
  const rows = edgesOf(height, distanceMeters([box[0], box[1]], [box[0], box[3]]) / CELL_METRES[system]);
  const corners = rows.map((py) => columns.map((px) => place(px, py)));
  const cells = rows.slice(1).flatMap((bottom, row) =>
    columns.slice(1).map((right, column) => {
      const [dx, dy] = [columns[column] ?? 0, rows[row] ?? 0];
      const [west, north] = corners[row]?.[column] ?? [0, 0];
      const [east, south] = corners[row + 1]?.[column + 1] ?? [0, 0];
      const [sw, sh] = [east - west, south - north];
      const [x, y] = place((dx + right) / 2, (dy + bottom) / 2);
      return { sx: x - sw / 2, sy: y - sh / 2, sw, sh, dx, dy, dw: right - dx, dh: bottom - dy };
    }),
  );
  return { box, width, height, cells };
}

function frameOf([west, south, east, north]: Bbox) {
  return { west, wide: east - west, north: mercator(north), high: mercator(north) - mercator(south) };
}

/** Where parts begin and the last one ends: at whole pixels, or their edges would show. */
function edgesOf(pixels: number, wanted: number): number[] {
  const count = Math.max(1, Math.min(MOST_CELLS, pixels, Math.ceil(wanted)));
  return Array.from({ length: count + 1 }, (_, n) => Math.round((n * pixels) / count));
}

const mercator = (lat: number): number => Math.log(Math.tan(Math.PI / 4 + (lat * Math.PI) / 360));
const latOf = (y: number): number => (Math.atan(Math.sinh(y)) * 180) / Math.PI;
