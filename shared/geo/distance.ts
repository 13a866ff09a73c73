/** Distances and areas on WGS-84 degrees. Points are GeoJSON pairs or anything that carries `lon` and `lat`. */

export type LonLat = readonly [lon: number, lat: number];
export type PointLike = LonLat | { readonly lon: number; readonly lat: number };
/** West, south, east, north in degrees. */
export type Bbox = [west: number, south: number, east: number, north: number];

/** Mean radius of the earth, metres (IUGG). */
const EARTH_RADIUS_M = 6_371_008.8;
const RADIANS = Math.PI / 180;

/** The pair of a point. */
export function lonLatOf(point: PointLike): LonLat {
  return 'lon' in point ? [point.lon, point.lat] : point;
}

/** Great-circle distance in metres (haversine; within 0.5 % of the ellipsoid). */
export function distanceMeters(a: PointLike, b: PointLike): number {
  const [lonA, latA] = lonLatOf(a);
  const [lonB, latB] = lonLatOf(b);
  const halfLat = Math.sin(((latB - latA) * RADIANS) / 2);
  const halfLon = Math.sin(((lonB - lonA) * RADIANS) / 2);
  const square = halfLat ** 2 + Math.cos(latA * RADIANS) * Math.cos(latB * RADIANS) * halfLon ** 2;
  return 2 * EARTH_RADIUS_M * Math.asin(Math.min(1, Math.sqrt(square)));
}

/**
 * Whether a point lies in a GeoJSON polygon: first ring outline, further rings holes. Even-odd rule; a point exactly
 * on an edge shared by two polygons lies in one of them at most.
 */
export function pointInPolygon(point: PointLike, rings: readonly (readonly LonLat[])[]): boolean {
  const [lon, lat] = lonLatOf(point);
  return rings.reduce((inside, ring) => inside !== crossesOdd(lon, lat, ring), false);
}

function crossesOdd(lon: number, lat: number, ring: readonly LonLat[]): boolean {
  let odd = false;
  let previous = ring[ring.length - 1];
  for (const corner of ring) {
    if (previous && corner[1] > lat !== previous[1] > lat) {
      const crossing = ((previous[0] - corner[0]) * (lat - corner[1])) / (previous[1] - corner[1]) + corner[0];
      if (lon < crossing) odd = !odd;
    }
    previous = corner;
  }
  return odd;
}

/** The smallest box around the points; null when there are none. */
export function bboxOf(points: Iterable<PointLike>): Bbox | null {
  let box: Bbox | null = null;
  for (const point of points) {
    const [lon, lat] = lonLatOf(point);
    box = box
      ? [Math.min(box[0], lon), Math.min(box[1], lat), Math.max(box[2], lon), Math.max(box[3], lat)]
      : [lon, lat, lon, lat];
  }
  return box;
}

/** Whether a point lies in a box, edges included. */
export function inBbox(point: PointLike, [west, south, east, north]: Readonly<Bbox>): boolean {
  const [lon, lat] = lonLatOf(point);
  return lon >= west && lon <= east && lat >= south && lat <= north;
}
