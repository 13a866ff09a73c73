/** A point of a unit's way. */
export interface WayPoint {
  t: number;
  lon: number;
  lat: number;
}

/** Where somebody was at a moment: between two points in a straight line, before the first at it, after the last there. */
export function placeAt(points: readonly WayPoint[], t: number): WayPoint | null {
  const after = points.findIndex((point) => point.t >= t);
  const [first, last] = [points[0], points.at(-1)];
  if (!first || !last) return null;
  if (after === -1) return { ...last, t };
  const [a, b] = [points[after - 1], points[after]];
  if (!a || !b) return { ...first, t };
  const part = (t - a.t) / (b.t - a.t);
  return { t, lon: a.lon + (b.lon - a.lon) * part, lat: a.lat + (b.lat - a.lat) * part };
}

/** The way somebody had gone until a moment. */
export function wayUntil(points: readonly WayPoint[], t: number): [lon: number, lat: number][] {
  const gone = points.filter((point) => point.t <= t);
  const here = placeAt(points, t);
  return [...gone, ...(here && gone.length > 0 ? [here] : [])].map(({ lon, lat }) => [lon, lat]);
}
