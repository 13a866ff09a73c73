import type { Point } from './geometry.ts';
import { centroid, distance, mix, signedArea } from './geometry.ts';
import type { Layout } from './layout.ts';
import { joinLoops } from './outline.ts';
import { bankCorners, type River } from './river.ts';

/** One grid of a tier as corners of the plan: outline first, then holes. Not yet named or coded. */
export interface GridShape {
  loops: number[][];
  /** Index of the grid of the tier above that holds it. */
  parent: number;
}

export interface GridShapes {
  units: GridShape[];
  communities: GridShape[];
  streets: GridShape[];
  /** Corners of the plan that are junctions or bends of streets in or on each unit grid. */
  unitCorners: number[][];
}

/**
 * Joins blocks to unit grids, units to communities and communities to `streetCount` streets of like area.
 * Grids on a bank reach to the middle of the river, so the grids cover the water too. Adds the corners along the middle to the plan.
 */
export function createGridShapes(layout: Layout, streetCount: number): GridShapes {
  const { map, river } = layout;
  const blocksOfUnit: number[][] = layout.communityOfUnit.map(() => []);
  layout.unitOfFace.forEach((unit, face) => {
    blocksOfUnit[unit]?.push(face);
  });
  const reach = riverReach(layout, river);
  const outlines = blocksOfUnit.map((faces) =>
    joinLoops(
      faces.map((face) => map.loop(face)),
      map.points,
    ),
  );
  const unitLoops = outlines.map((loops) => loops.map(reach));
  const units = unitLoops.map((loops, unit): GridShape => ({ loops, parent: layout.communityOfUnit[unit] ?? 0 }));
  const unitsOf = (community: number): number[][] =>
    units.filter((unit) => unit.parent === community).flatMap((unit) => unit.loops);
  const loops = Array.from({ length: layout.communityCount }, (_, i) => joinLoops(unitsOf(i), map.points));
  const streetOf = shareStreets(
    loops.map((rings) => rings.map((ring) => ring.map((corner) => map.point(corner)))),
    loops,
    streetCount,
  );
  const communities = loops.map((rings, i): GridShape => ({ loops: rings, parent: streetOf[i] ?? 0 }));
  const streets = Array.from(
    { length: streetCount },
    (_, street): GridShape => ({
      loops: joinLoops(
        communities.filter((community) => community.parent === street).flatMap((community) => community.loops),
        map.points,
      ),
      parent: 0,
    }),
  );
  const unitCorners = blocksOfUnit.map((faces) => [...new Set(faces.flatMap((face) => map.loop(face)))]);
  return { units, communities, streets, unitCorners };
}

/** Makes a function that leads a loop's stretch along a bank out to the middle of the river. */
function riverReach(layout: Layout, river: River): (loop: number[]) => number[] {
  const { map } = layout;
  const banks = [bankCorners(map, river.north), bankCorners(map, river.south)];
  const length = distance(...river.middle);
  const middle = new Map<number, number>();
  const order: Array<{ t: number; corner: number }> = [];
  const all = banks.flatMap((bank, side) => bank.map(({ corner, t }) => ({ corner, t, side })));
  for (const { corner, t } of all.sort((a, b) => a.t - b.t)) {
    const last = order.at(-1);
    if (last && (t - last.t) * length < 1) middle.set(corner, last.corner);
    else {
      const made = map.addPoint(mix(...river.middle, t));
      order.push({ t, corner: made });
      middle.set(corner, made);
    }
  }
  const rank = new Map(order.map(({ corner }, i) => [corner, i]));
  const sideOf = new Map(all.map(({ corner, side }) => [corner, side]));
  const between = (from: number, to: number): number[] => {
    const [a, b] = [rank.get(from) ?? 0, rank.get(to) ?? 0];
    const path = order.slice(Math.min(a, b), Math.max(a, b) + 1).map(({ corner }) => corner);
    return a <= b ? path : path.reverse();
  };
  return (loop) => {
    const onBank = (i: number): boolean => {
      const a = sideOf.get(loop[i % loop.length] as number);
      return a !== undefined && a === sideOf.get(loop[(i + 1) % loop.length] as number);
    };
    const start = loop.findIndex((_, i) => onBank(i) && !onBank(i + loop.length - 1));
    if (start < 0) return loop;
    let end = start;
    while (onBank(end)) end++;
    const first = loop[start] as number;
    const last = loop[end % loop.length] as number;
    const rest = Array.from(
      { length: loop.length - (end - start) - 1 },
      (_, i) => loop[(end + 1 + i) % loop.length] as number,
    );
    return [first, ...between(middle.get(first) ?? 0, middle.get(last) ?? 0), last, ...rest];
  };
}

/** Grows `count` streets from far-apart communities, the smallest first, so that each is of one piece. */
function shareStreets(rings: Point[][][], loops: number[][][], count: number): number[] {
  const areas = rings.map((parts) => parts.reduce((sum, ring) => sum + signedArea(ring), 0));
  const centres = rings.map((parts) => centroid(parts[0] ?? []));
  const neighbours = neighbourTable(loops);
  const seeds = farApart(centres, count);
  const streetOf: Array<number | undefined> = rings.map(() => undefined);
  const sizes = seeds.map((seed, street) => {
    streetOf[seed] = street;
    return areas[seed] ?? 0;
  });
  for (let left = rings.length - count; left > 0; left--) {
    const bySize = sizes.map((size, street) => ({ size, street })).sort((a, b) => a.size - b.size);
    for (const { street } of bySize) {
      const seed = centres[seeds[street] ?? 0] ?? [0, 0];
      const open = neighbours
        .flatMap((others, i) => (streetOf[i] === street ? [...others] : []))
        .filter((i) => streetOf[i] === undefined);
      if (open.length === 0) continue;
      const off = (i: number): number => distance(centres[i] ?? seed, seed);
      const next = open.reduce((a, b) => (off(b) < off(a) ? b : a));
      streetOf[next] = street;
      sizes[street] = (sizes[street] ?? 0) + (areas[next] ?? 0);
      break;
    }
  }
  return streetOf.map((street) => street ?? 0);
}

function neighbourTable(loops: number[][][]): Array<Set<number>> {
  const owner = new Map<string, number>();
  const table = loops.map(() => new Set<number>());
  loops.forEach((rings, i) => {
    for (const ring of rings) {
      ring.forEach((a, k) => {
        const b = ring[(k + 1) % ring.length] as number;
        const other = owner.get(`${b},${a}`);
        owner.set(`${a},${b}`, i);
        if (other === undefined) return;
        table[i]?.add(other);
        table[other]?.add(i);
      });
    }
  });
  return table;
}

function farApart(centres: readonly Point[], count: number): number[] {
  const west = centres.reduce((best, centre, i) => (centre[0] < (centres[best]?.[0] ?? 0) ? i : best), 0);
  const chosen = [west];
  while (chosen.length < count) {
    const gap = (i: number): number =>
      Math.min(...chosen.map((other) => distance(centres[i] ?? [0, 0], centres[other] ?? [0, 0])));
    chosen.push(centres.reduce((best, _, i) => (gap(i) > gap(best) ? i : best), 0));
  }
  return chosen;
}
