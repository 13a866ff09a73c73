import type { CityPlan } from './cityPlan.ts';
import type { Point } from './geometry.ts';
import { centroid, distance, insetConvex, rounded, signedArea } from './geometry.ts';
import type { Random } from './random.ts';
import type { BlockKind } from './types.ts';

/** Half the width of a street's carriageway and pavements, metres. */
const HALF_WIDTH = { main: 20, secondary: 12, lane: 5.5 } as const;

export interface Block {
  face: number;
  unit: number;
  kind: BlockKind;
  /** The block without its streets, metres. */
  ring: Point[];
  area: number;
  centre: Point;
}

/** The land inside the streets round a face. */
export function blockRing(plan: CityPlan, face: number, extra = 0): Point[] {
  const { map } = plan.layout;
  const loop = map.loop(face);
  const ring = loop.map((corner) => plan.points[corner] ?? ([0, 0] as Point));
  return insetConvex(ring, (side) => {
    const a = loop[(side + loop.length - 1) % loop.length] as number;
    return HALF_WIDTH[map.classOf(a, loop[side] as number)] + extra;
  });
}

/** Gives each block a use: shops and offices round two centres, works in the south-west, homes elsewhere, with schools and small parks among them. */
export function createBlocks(plan: CityPlan, random: Random): Block[] {
  const reach = Math.sqrt(plan.unitCodes.length / 1_156);
  const centres: Point[] = [
    [300 * reach, 500 * reach],
    [-2_300 * reach, -1_900 * reach],
  ];
  const works: Point = [3_300 * reach, -2_700 * reach];
  return plan.layout.unitOfFace.flatMap((unit, face): Block[] => {
    const ring = blockRing(plan, face);
    if (ring.length === 0) return [];
    const area = signedArea(ring);
    const centre = centroid(ring);
    const kind =
      plan.layout.kindOfUnit[unit] !== 'city' ? 'park' : chooseKind(centre, area, centres, works, reach, random);
    return [{ face, unit, kind, ring, area, centre }];
  });
}

function chooseKind(
  centre: Point,
  area: number,
  centres: readonly Point[],
  works: Point,
  reach: number,
  random: Random,
): BlockKind {
  const core = Math.min(...centres.map((point, i) => distance(point, centre) / (i === 0 ? 1_500 : 900)));
  const luck = random.next();
  if (area < 2_500) return luck < 0.5 ? 'square' : 'park';
  if (core < reach * 0.55)
    return luck < 0.5 ? 'commercial' : luck < 0.85 ? 'office' : luck < 0.92 ? 'square' : 'residential';
  if (core < reach) return luck < 0.25 ? 'commercial' : luck < 0.42 ? 'office' : luck < 0.48 ? 'park' : 'residential';
  if (distance(works, centre) < 1_700 * reach)
    return luck < 0.72 ? 'industrial' : luck < 0.8 ? 'office' : 'residential';
  if (area > 14_000 && luck < 0.045) return 'school';
  if (area > 14_000 && luck < 0.055) return 'hospital';
  if (luck < 0.13) return 'commercial';
  if (luck < 0.17) return 'park';
  return luck < 0.19 ? 'office' : 'residential';
}

/** A lake inside a ring: the ring shrunk, pinched here and there, and rounded. */
export function lakeRing(ring: readonly Point[], random: Random): Point[] {
  const centre = centroid(ring);
  const phase = random.range(0, 6);
  const reach = Math.sqrt(Math.abs(signedArea(ring)) / Math.PI);
  const shaped = Array.from({ length: 28 }, (_, i): Point => {
    const angle = (i / 28) * 2 * Math.PI;
    const wobble =
      0.62 + 0.13 * Math.sin(2 * angle + phase) + 0.09 * Math.sin(3 * angle + 2 * phase) + 0.04 * Math.sin(7 * angle);
    const radius = Math.min(reach * wobble, edgeDistance(ring, centre, angle) * 0.86);
    return [centre[0] + Math.cos(angle) * radius, centre[1] + Math.sin(angle) * radius];
  });
  return rounded(shaped, 1);
}

/** How far a ray from inside a convex ring goes before it leaves it. */
function edgeDistance(ring: readonly Point[], from: Point, angle: number): number {
  const [dx, dy] = [Math.cos(angle), Math.sin(angle)];
  let nearest = Number.POSITIVE_INFINITY;
  ring.forEach((a, i) => {
    const b = ring[(i + 1) % ring.length] as Point;
    const [ex, ey] = [b[0] - a[0], b[1] - a[1]];
    const cross = dx * ey - dy * ex;
    if (Math.abs(cross) < 1e-9) return;
    const t = ((a[0] - from[0]) * ey - (a[1] - from[1]) * ex) / cross;
    const s = ((a[0] - from[0]) * dy - (a[1] - from[1]) * dx) / cross;
    if (t > 0 && s >= 0 && s <= 1) nearest = Math.min(nearest, t);
  });
  return nearest;
}
