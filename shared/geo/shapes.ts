import { type LonLat, lonLatOf, type PointLike, pointInPolygon } from './distance.ts';

/**
 * Shapes drawn on the map, and how a point lies to them. Lengths are metres on the WGS-84 ellipsoid, flat around the point: within
 * 0.1 % of the geodesic up to 50 km, exact to the centimetre within a street.
 */

/** as the wire carries it */
type Corner = [lon: number, lat: number];

export type AreaGeometry =
  /** `ring` is closed: its last corner is its first */
  | { kind: 'polygon'; ring: Corner[] }
  | { kind: 'circle'; centre: Corner; radius: number }
  /** all that lies within half of `width` of the line */
  | { kind: 'corridor'; line: Corner[]; width: number };

const RADIANS = Math.PI / 180;
const EQUATOR_M = 6_378_137;
/** first eccentricity of WGS-84, squared */
const E2 = 0.006_694_379_990_14;

/** Metres to a degree at a latitude, eastward and northward, on the ellipsoid. */
export function metersPerDegree(lat: number): { east: number; north: number } {
  const sine = Math.sin(lat * RADIANS);
  const bend = 1 - E2 * sine * sine;
  const across = EQUATOR_M / Math.sqrt(bend);
  return {
    east: across * Math.cos(lat * RADIANS) * RADIANS,
    north: ((across * (1 - E2)) / bend) * RADIANS,
  };
}

/** Whether a point lies in an area; on its edge counts as inside for circles and corridors. */
export function isWithin(area: AreaGeometry, point: PointLike): boolean {
  if (area.kind === 'polygon') return pointInPolygon(point, [area.ring]);
  return metersFromEdge(area, point) <= 0;
}

/**
 * How far a point lies from the edge of an area, in metres: negative inside, the deeper the more. Infinite for a shape without points.
 */
export function metersFromEdge(area: AreaGeometry, point: PointLike): number {
  if (area.kind === 'circle') return metersToLine([area.centre], point) - area.radius;
  if (area.kind === 'corridor') return metersToLine(area.line, point) - area.width / 2;
  const away = metersToLine(area.ring, point);
  return pointInPolygon(point, [area.ring]) ? -away : away;
}

/** Metres from a point to the nearest place of a line. */
export function metersToLine(line: readonly LonLat[], point: PointLike): number {
  const [lon, lat] = lonLatOf(point);
  let nearest = Number.POSITIVE_INFINITY;
  let before: readonly [number, number] | null = null;
  for (const corner of line) {
    // A degree is measured where the way lies, between the point and the corner.
    const { east, north } = metersPerDegree((lat + corner[1]) / 2);
    const here = [(corner[0] - lon) * east, (corner[1] - lat) * north] as const;
    nearest = Math.min(nearest, before ? toSegment(before, here) : Math.hypot(here[0], here[1]));
    before = here;
  }
  return nearest;
}

/** From the origin to a segment. */
function toSegment([ax, ay]: readonly [number, number], [bx, by]: readonly [number, number]): number {
  const [dx, dy] = [bx - ax, by - ay];
  const long = dx * dx + dy * dy;
  const along = long === 0 ? 0 : Math.max(0, Math.min(1, -(ax * dx + ay * dy) / long));
  return Math.hypot(ax + along * dx, ay + along * dy);
}

/** The point so many metres from another in a direction, degrees clockwise from north. */
export function pointAt(from: PointLike, meters: number, bearing: number): Corner {
  const [lon, lat] = lonLatOf(from);
  const north = Math.cos(bearing * RADIANS) * meters;
  const halfway = lat + north / metersPerDegree(lat).north / 2;
  const scale = metersPerDegree(halfway);
  return [lon + (Math.sin(bearing * RADIANS) * meters) / scale.east, lat + north / scale.north];
}

/** A closed ring around a circle. @param corners how many */
export function circleRing(centre: LonLat, radius: number, corners = 72): Corner[] {
  const ring = Array.from({ length: corners }, (_, n) => pointAt(centre, radius, (n * 360) / corners));
  return ring[0] ? [...ring, ring[0]] : ring;
}

/** Every place that outlines a shape: what must be in sight to see all of it. */
export function extentOf(area: AreaGeometry): readonly LonLat[] {
  if (area.kind === 'polygon') return area.ring;
  if (area.kind === 'circle') return circleRing(area.centre, area.radius, 8);
  const aside = [0, 90, 180, 270];
  return area.line.flatMap((corner) => aside.map((bearing) => pointAt(corner, area.width / 2, bearing)));
}
