import type { StreetClass } from '#shared/district/files.ts';
import type { Point } from './geometry.ts';
import { clipHalfPlane, distance } from './geometry.ts';
import type { PlanarMap } from './planarMap.ts';

/** The two banks and the middle of the river on the unbent plan, each from west to east. */
export interface River {
  north: [Point, Point];
  south: [Point, Point];
  middle: [Point, Point];
}

/** A straight main street of the unbent plan. */
export interface Avenue {
  origin: Point;
  direction: Point;
}

const HALF_RIVER = 88;
/** Slope of the river on the unbent plan. */
export const RIVER_SLOPE = 0.1;

/** Splits the outline at the river into a north and a south face. */
export function addBanks(map: PlanarMap, outline: readonly Point[], riverY: number): River {
  const normal: Point = [-RIVER_SLOPE, 1];
  const up = Math.hypot(...normal);
  const parts = [
    {
      ring: clipHalfPlane(outline, [-normal[0], -normal[1]], -(riverY + HALF_RIVER * up)),
      level: riverY + HALF_RIVER * up,
    },
    { ring: clipHalfPlane(outline, normal, riverY - HALF_RIVER * up), level: riverY - HALF_RIVER * up },
  ];
  const ends = parts.map(({ ring, level }): [Point, Point] => {
    map.addFace(
      ring.map((point) => map.addPoint(point)),
      'secondary',
    );
    const bank = ring.filter((point) => Math.abs(point[1] - RIVER_SLOPE * point[0] - level) < 0.01);
    return bank.sort((a, b) => a[0] - b[0]).slice(0, 2) as [Point, Point];
  });
  const middle = clipHalfPlane(outline, normal, riverY)
    .filter((point) => Math.abs(point[1] - RIVER_SLOPE * point[0] - riverY) < 0.01)
    .sort((a, b) => a[0] - b[0]);
  return { north: ends[0] as [Point, Point], south: ends[1] as [Point, Point], middle: middle as [Point, Point] };
}

/** Corners of the plan on one bank, from west to east, with their place along the bank (0…1). */
export function bankCorners(map: PlanarMap, bank: [Point, Point]): Array<{ corner: number; t: number }> {
  const [west, east] = bank;
  const length = distance(west, east);
  const found: Array<{ corner: number; t: number }> = [];
  map.points.forEach((point, corner) => {
    const along = ((point[0] - west[0]) * (east[0] - west[0]) + (point[1] - west[1]) * (east[1] - west[1])) / length;
    const off = ((point[0] - west[0]) * (east[1] - west[1]) - (point[1] - west[1]) * (east[0] - west[0])) / length;
    if (Math.abs(off) < 0.01) found.push({ corner, t: along / length });
  });
  return found.sort((a, b) => a.t - b.t);
}

/** Bridges of the avenues: between the corners of both banks nearest to each line. */
export function bridgesOf(
  map: PlanarMap,
  river: River,
  avenues: readonly Avenue[],
): Array<[number, number, StreetClass]> {
  const banks = [bankCorners(map, river.north), bankCorners(map, river.south)] as const;
  const bridges: Array<[number, number, StreetClass]> = [];
  for (const { origin, direction } of avenues) {
    const ends = banks.map((corners) => nearestToLine(map, corners.slice(1, -1), origin, direction));
    const [north, south] = ends;
    if (north !== undefined && south !== undefined) bridges.push([north, south, 'main']);
  }
  return bridges;
}

function nearestToLine(
  map: PlanarMap,
  corners: Array<{ corner: number }>,
  origin: Point,
  direction: Point,
): number | undefined {
  const length = Math.hypot(...direction);
  const off = (corner: number): number => {
    const point = map.point(corner);
    return Math.abs((point[0] - origin[0]) * direction[1] - (point[1] - origin[1]) * direction[0]) / length;
  };
  const near = corners.map(({ corner }) => corner).filter((corner) => off(corner) < 250);
  return near.length === 0 ? undefined : near.reduce((a, b) => (off(b) < off(a) ? b : a));
}

/** Lesser bridges where streets of both banks happen to meet the river opposite each other. */
export function addSmallBridges(map: PlanarMap, river: River, bridges: Array<[number, number, StreetClass]>): void {
  const north = bankCorners(map, river.north);
  const south = bankCorners(map, river.south);
  const length = distance(...river.middle);
  const place = new Map([...north, ...south].map(({ corner, t }) => [corner, t * length]));
  for (const { corner, t } of north.slice(1, -1)) {
    const apart = (other: number): number => Math.abs((place.get(other) ?? 0) - t * length);
    const opposite = south.slice(1, -1).find((other) => apart(other.corner) < 45);
    const isFree = bridges.every(([a, b]) => apart(a) > 420 && apart(b) > 420);
    if (opposite && isFree) bridges.push([corner, opposite.corner, 'secondary']);
  }
}
