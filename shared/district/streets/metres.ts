/** Metres of one degree of latitude (mean earth radius 6,371,008.8 m). */
const METRES_PER_DEGREE = 111_195;
const RADIANS = Math.PI / 180;

/** Metres between two WGS-84 positions; flat-earth, good to 0.1 % within a district. */
export function metresBetween(lonA: number, latA: number, lonB: number, latB: number): number {
  const east = (lonB - lonA) * Math.cos(((latA + latB) / 2) * RADIANS);
  const north = latB - latA;
  return Math.sqrt(east * east + north * north) * METRES_PER_DEGREE;
}

/** Degrees clockwise from north, in [0, 360). */
export function bearing(lonA: number, latA: number, lonB: number, latB: number): number {
  const east = (lonB - lonA) * Math.cos(((latA + latB) / 2) * RADIANS);
  const degrees = Math.atan2(east, latB - latA) / RADIANS;
  return degrees < 0 ? degrees + 360 : degrees;
}

/** The position this many metres east and north of another, as [lon, lat]. */
export function offset(lon: number, lat: number, east: number, north: number): [number, number] {
  return [lon + east / (METRES_PER_DEGREE * Math.cos(lat * RADIANS)), lat + north / METRES_PER_DEGREE];
}

/** How far along a → b (0…1) the point lies nearest to p. */
export function nearestFraction(
  pLon: number,
  pLat: number,
  aLon: number,
  aLat: number,
  bLon: number,
  bLat: number,
): number {
  const scale = Math.cos(aLat * RADIANS);
  const bx = (bLon - aLon) * scale;
  const by = bLat - aLat;
  const square = bx * bx + by * by;
  if (square === 0) return 0;
  const fraction = ((pLon - aLon) * scale * bx + (pLat - aLat) * by) / square;
  return Math.min(1, Math.max(0, fraction));
}
