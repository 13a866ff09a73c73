import type { Point } from './geometry.ts';
import { signedArea } from './geometry.ts';

/**
 * Outline of the union of loops that share corners: sides walked in both directions cancel. Outline first, holes after it;
 * the area stays on the left of every side.
 */
export function joinLoops(loops: ReadonlyArray<readonly number[]>, points: readonly Point[]): number[][] {
  const sides = new Map<number, Set<number>>();
  for (const loop of loops) {
    loop.forEach((a, i) => {
      const b = loop[(i + 1) % loop.length] as number;
      if (sides.get(b)?.delete(a)) return;
      const ends = sides.get(a) ?? new Set<number>();
      ends.add(b);
      sides.set(a, ends);
    });
  }
  const rings: number[][] = [];
  for (const [start, ends] of sides) {
    while (ends.size > 0) rings.push(walk(start, sides, points));
  }
  const area = (ring: number[]): number => signedArea(ring.map((corner) => points[corner] ?? [0, 0]));
  return rings.sort((a, b) => area(b) - area(a));
}

function walk(start: number, sides: Map<number, Set<number>>, points: readonly Point[]): number[] {
  const ring = [start];
  let before = start;
  let at = take(start, [...(sides.get(start) ?? [])][0] ?? start, sides);
  while (at !== start) {
    ring.push(at);
    const ends = [...(sides.get(at) ?? [])];
    const next = ends.length === 1 ? ends[0] : nextClockwise(before, at, ends, points);
    if (next === undefined) throw new Error('an outline does not close');
    before = at;
    at = take(at, next, sides);
  }
  return ring;
}

function take(from: number, to: number, sides: Map<number, Set<number>>): number {
  sides.get(from)?.delete(to);
  return to;
}

/** Where several outlines touch in one corner: stay on the one that bounds the same area. */
function nextClockwise(
  before: number,
  at: number,
  ends: readonly number[],
  points: readonly Point[],
): number | undefined {
  const angle = (to: number): number => {
    const [x, y] = points[at] ?? [0, 0];
    const [tx, ty] = points[to] ?? [0, 0];
    return Math.atan2(ty - y, tx - x);
  };
  const back = angle(before);
  const turn = (to: number): number => (((back - angle(to)) % (2 * Math.PI)) + 2 * Math.PI) % (2 * Math.PI);
  return [...ends].sort((a, b) => turn(a) - turn(b))[0];
}
