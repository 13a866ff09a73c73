/** Plane geometry in metres: x east, y north. Rings are open (first point not repeated) unless said otherwise. */
export type Point = readonly [number, number];

export function distance(a: Point, b: Point): number {
  return Math.hypot(a[0] - b[0], a[1] - b[1]);
}

/** The point at `t` (0…1) between two points. */
export function mix(a: Point, b: Point, t: number): Point {
  return [a[0] + (b[0] - a[0]) * t, a[1] + (b[1] - a[1]) * t];
}

/** Calls back with each side of a ring. */
export function eachSide(ring: readonly Point[], visit: (a: Point, b: Point, index: number) => void): void {
  let a = ring[ring.length - 1];
  ring.forEach((b, index) => {
    if (a) visit(a, b, index);
    a = b;
  });
}

/** Signed area in m², positive when counter-clockwise. */
export function signedArea(ring: readonly Point[]): number {
  let twice = 0;
  eachSide(ring, (a, b) => {
    twice += a[0] * b[1] - b[0] * a[1];
  });
  return twice / 2;
}

/** Centre of gravity of a ring. */
export function centroid(ring: readonly Point[]): Point {
  const origin = ring[0];
  if (!origin) throw new RangeError('a ring has points');
  let twice = 0;
  let x = 0;
  let y = 0;
  eachSide(ring, (a, b) => {
    const [ax, ay, bx, by] = [a[0] - origin[0], a[1] - origin[1], b[0] - origin[0], b[1] - origin[1]];
    const cross = ax * by - bx * ay;
    twice += cross;
    x += (ax + bx) * cross;
    y += (ay + by) * cross;
  });
  if (twice === 0) return origin;
  return [origin[0] + x / (3 * twice), origin[1] + y / (3 * twice)];
}

/** Even-odd test. */
export function contains(ring: readonly Point[], point: Point): boolean {
  let inside = false;
  eachSide(ring, (a, b) => {
    if (a[1] > point[1] !== b[1] > point[1]) {
      const x = a[0] + ((point[1] - a[1]) / (b[1] - a[1])) * (b[0] - a[0]);
      if (point[0] < x) inside = !inside;
    }
  });
  return inside;
}

/** Distance of a point from the nearest side of a ring. */
export function distanceToRing(ring: readonly Point[], point: Point): number {
  let nearest = Number.POSITIVE_INFINITY;
  eachSide(ring, (a, b) => {
    const length2 = (b[0] - a[0]) ** 2 + (b[1] - a[1]) ** 2;
    const along = length2 === 0 ? 0 : ((point[0] - a[0]) * (b[0] - a[0]) + (point[1] - a[1]) * (b[1] - a[1])) / length2;
    nearest = Math.min(nearest, distance(point, mix(a, b, Math.max(0, Math.min(1, along)))));
  });
  return nearest;
}

/** Keeps the part of a convex ring where (point − origin) · normal ≤ offset. */
export function clipHalfPlane(ring: readonly Point[], normal: Point, offset: number): Point[] {
  const kept: Point[] = [];
  eachSide(ring, (a, b) => {
    const da = a[0] * normal[0] + a[1] * normal[1] - offset;
    const db = b[0] * normal[0] + b[1] * normal[1] - offset;
    if (da < 0 !== db < 0 && da !== db) kept.push(mix(a, b, da / (da - db)));
    if (db <= 0) kept.push(b);
  });
  return kept;
}

/** Shrinks a convex counter-clockwise ring; `by` gives the metres for the side that ends at corner i. Empty when nothing is left. */
export function insetConvex(ring: readonly Point[], by: (side: number) => number): Point[] {
  let inner: Point[] = [...ring];
  eachSide(ring, (a, b, side) => {
    const length = distance(a, b);
    if (length < 0.5 || inner.length < 3) return;
    const outward: Point = [(b[1] - a[1]) / length, -(b[0] - a[0]) / length];
    inner = clipHalfPlane(inner, outward, a[0] * outward[0] + a[1] * outward[1] - by(side));
  });
  return inner.length >= 3 && signedArea(inner) > 1 ? inner : [];
}

/** Rounds the corners of a ring (Chaikin), `times` over. */
export function rounded(ring: readonly Point[], times: number): Point[] {
  let current: Point[] = [...ring];
  for (let i = 0; i < times; i++) {
    const next: Point[] = [];
    eachSide(current, (a, b) => next.push(mix(a, b, 0.25), mix(a, b, 0.75)));
    current = next;
  }
  return current;
}

/** The box of least area round a ring, trying each side's direction: unit axis along the longer side and both extents. */
export function longAxis(ring: readonly Point[]): { axis: Point; long: number; short: number } {
  let best = { axis: [1, 0] as Point, long: 1, short: 1, area: Number.POSITIVE_INFINITY };
  eachSide(ring, (a, b) => {
    const length = distance(a, b);
    if (length < 1) return;
    const u: Point = [(b[0] - a[0]) / length, (b[1] - a[1]) / length];
    const v: Point = [-u[1], u[0]];
    const along = extent(ring, u);
    const across = extent(ring, v);
    if (along * across < best.area) {
      const isLong = along >= across;
      best = {
        axis: isLong ? u : v,
        long: Math.max(along, across),
        short: Math.min(along, across),
        area: along * across,
      };
    }
  });
  return best;
}

function extent(ring: readonly Point[], axis: Point): number {
  let low = Number.POSITIVE_INFINITY;
  let high = Number.NEGATIVE_INFINITY;
  for (const point of ring) {
    const at = point[0] * axis[0] + point[1] * axis[1];
    low = Math.min(low, at);
    high = Math.max(high, at);
  }
  return high - low;
}
