import type { LonLat } from './distance.ts';

/** What a closed ring encloses and whether it is one: for areas of a district, where the earth is flat enough. */

const METERS_PER_DEGREE = 111_320;

/** Square metres inside a closed ring; within 1 % up to the size of a city. */
export function ringSquareMeters(ring: readonly LonLat[]): number {
  const scale = Math.cos(((ring[0]?.[1] ?? 0) * Math.PI) / 180) * METERS_PER_DEGREE ** 2;
  const doubled = edgesOf(ring).reduce((sum, [[x1, y1], [x2, y2]]) => sum + (x1 * y2 - x2 * y1), 0);
  return (Math.abs(doubled) / 2) * scale;
}

/** Whether two edges of a closed ring cross one another; those that only touch do not. */
export function crossesItself(ring: readonly LonLat[]): boolean {
  const edges = edgesOf(ring);
  return edges.some((one, at) => edges.some((other, n) => n > at && cross(one, other)));
}

type Edge = readonly [LonLat, LonLat];

function edgesOf(ring: readonly LonLat[]): Edge[] {
  return ring.slice(1).map((corner, at): Edge => [ring[at] ?? corner, corner]);
}

function cross([a, b]: Edge, [c, d]: Edge): boolean {
  return side(a, b, c) * side(a, b, d) < 0 && side(c, d, a) * side(c, d, b) < 0;
}

/** On which side of the line from `a` to `b` a point lies: 1, −1, or 0 on it. */
function side([ax, ay]: LonLat, [bx, by]: LonLat, [x, y]: LonLat): number {
  return Math.sign((bx - ax) * (y - ay) - (by - ay) * (x - ax));
}
