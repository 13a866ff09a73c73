import type { GridTier } from '#shared/district/files.ts';
import type { CityPlan } from './cityPlan.ts';
import { suffixed } from './coding.ts';
import { centroid } from './geometry.ts';
import { sideOf } from './streets.ts';
import type { BorderLine, GridLabel } from './types.ts';
import { toLonLat } from './warp.ts';

/** All borders of grids, each side once, joined into lines. */
export function createBorders(plan: CityPlan): BorderLine[] {
  const { units, communities } = plan.shapes;
  const owners = new Map<string, { a: number; b: number; units: number[] }>();
  units.forEach(({ loops }, unit) => {
    for (const loop of loops) {
      loop.forEach((a, i) => {
        const b = loop[(i + 1) % loop.length] as number;
        const side = owners.get(sideOf(a, b)) ?? { a, b, units: [] };
        side.units.push(unit);
        owners.set(sideOf(a, b), side);
      });
    }
  });
  const tierOf = ([first, second]: number[]): GridTier => {
    const a = units[first ?? 0]?.parent;
    const b = second === undefined ? undefined : units[second]?.parent;
    if (a === undefined || b === undefined || communities[a]?.parent !== communities[b]?.parent) return 'street';
    return a === b ? 'unit' : 'community';
  };
  return (['street', 'community', 'unit'] as const).flatMap((tier) => {
    const sides = [...owners.values()].filter((side) => tierOf(side.units) === tier);
    return joinLines(sides.map(({ a, b }) => [a, b])).map(
      (corners): BorderLine => ({
        tier,
        line: corners.map((corner) => plan.positions[corner] ?? [0, 0]),
      }),
    );
  });
}

/** Joins sides end to end wherever exactly two meet. */
function joinLines(sides: Array<[number, number]>): number[][] {
  const atCorner = new Map<number, number[]>();
  sides.forEach((side, i) => {
    for (const corner of side) atCorner.set(corner, [...(atCorner.get(corner) ?? []), i]);
  });
  const used = new Set<number>();
  const lines: number[][] = [];
  const follow = (first: number, from: number): void => {
    const line = [from];
    let at = from;
    let side: number | undefined = first;
    while (side !== undefined && !used.has(side)) {
      used.add(side);
      const [a, b]: [number, number] = sides[side] as [number, number];
      at = a === at ? b : a;
      line.push(at);
      const meeting: number[] = atCorner.get(at) ?? [];
      side = meeting.length === 2 ? meeting.find((other) => !used.has(other)) : undefined;
    }
    lines.push(line);
  };
  const isEnd = (corner: number): boolean => atCorner.get(corner)?.length !== 2;
  sides.forEach(([a, b], i) => {
    if (used.has(i)) return;
    if (isEnd(a)) follow(i, a);
    else if (isEnd(b)) follow(i, b);
  });
  sides.forEach(([a], i) => {
    if (!used.has(i)) follow(i, a);
  });
  return lines;
}

/** Labels of streets and communities at their centres. */
export function gridLabels(plan: CityPlan): GridLabel[] {
  const label = (tier: GridLabel['tier'], codes: string[]): GridLabel[] => {
    const isStreet = tier === 'street';
    const names = isStreet ? plan.streetNames : plan.communityNames;
    return (isStreet ? plan.shapes.streets : plan.shapes.communities).map(
      ({ loops }, i): GridLabel => ({
        tier,
        code: codes[i] ?? '',
        name: suffixed(
          names[i] ?? { zh: '', en: '' },
          isStreet ? '街道' : '社区',
          isStreet ? 'Subdistrict' : 'Community',
        ),
        at: toLonLat(centroid((loops[0] ?? []).map((corner) => plan.points[corner] ?? [0, 0]))),
      }),
    );
  };
  return [...label('street', plan.streetCodes), ...label('community', plan.communityCodes)];
}
