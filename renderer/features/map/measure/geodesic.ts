import geographic from 'geographiclib-geodesic';
import type { LonLat } from '#shared/geo/index.ts';

/** Lengths and areas on the WGS-84 ellipsoid, exact to what a screen can point at. */

const earth = geographic.Geodesic.WGS84;

/** Metres between two places, the shortest way. */
export function geodesicMeters([lonA, latA]: LonLat, [lonB, latB]: LonLat): number {
  return earth.Inverse(latA, lonA, latB, lonB).s12 ?? 0;
}

/** Metres of each leg of a line. */
export function legsOf(points: readonly LonLat[]): number[] {
  return points.slice(1).map((point, at) => geodesicMeters(points[at] ?? point, point));
}

/** Square metres within the points taken as corners, and metres around them; zero of fewer than three. */
export function enclosed(points: readonly LonLat[]): { area: number; around: number } {
  if (points.length < 3) return { area: 0, around: 0 };
  const polygon = earth.Polygon(false);
  for (const [lon, lat] of points) polygon.AddPoint(lat, lon);
  const { area = 0, perimeter } = polygon.Compute(false, true);
  return { area: Math.abs(area), around: perimeter };
}
