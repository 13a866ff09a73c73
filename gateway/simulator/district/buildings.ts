import type { CityPlan } from './cityPlan.ts';
import type { Point } from './geometry.ts';
import { contains, distance, eachSide, insetConvex, longAxis, signedArea } from './geometry.ts';
import type { Block } from './landUse.ts';
import type { Random } from './random.ts';
import { sideOf } from './streets.ts';
import type { Building, BuildingKind } from './types.ts';
import { toLonLat } from './warp.ts';

/** How buildings stand in a block: footprint along and across its direction, gaps, floors and how many lots stay empty; metres. */
interface Pattern {
  kind: BuildingKind;
  along: [number, number];
  across: [number, number];
  gapAlong: number;
  gapAcross: number;
  levels: [number, number];
  empty: number;
}

const PATTERNS: Record<string, Pattern> = {
  slabs: {
    kind: 'residential',
    along: [42, 66],
    across: [12, 14],
    gapAlong: 14,
    gapAcross: 24,
    levels: [6, 11],
    empty: 0.06,
  },
  towers: {
    kind: 'residential',
    along: [24, 32],
    across: [18, 24],
    gapAlong: 26,
    gapAcross: 34,
    levels: [18, 32],
    empty: 0.12,
  },
  lanes: {
    kind: 'residential',
    along: [34, 58],
    across: [10, 12],
    gapAlong: 8,
    gapAcross: 13,
    levels: [2, 4],
    empty: 0.1,
  },
  shops: {
    kind: 'commercial',
    along: [38, 80],
    across: [30, 52],
    gapAlong: 14,
    gapAcross: 18,
    levels: [3, 8],
    empty: 0.08,
  },
  offices: {
    kind: 'office',
    along: [30, 46],
    across: [28, 40],
    gapAlong: 26,
    gapAcross: 28,
    levels: [12, 40],
    empty: 0.12,
  },
  works: {
    kind: 'industrial',
    along: [50, 110],
    across: [26, 44],
    gapAlong: 18,
    gapAcross: 20,
    levels: [1, 3],
    empty: 0.12,
  },
  school: {
    kind: 'school',
    along: [48, 70],
    across: [14, 18],
    gapAlong: 24,
    gapAcross: 34,
    levels: [3, 5],
    empty: 0.3,
  },
  hospital: {
    kind: 'hospital',
    along: [50, 74],
    across: [20, 26],
    gapAlong: 24,
    gapAcross: 30,
    levels: [6, 16],
    empty: 0.15,
  },
};

function patternFor(block: Block, random: Random): Pattern | undefined {
  const luck = random.next();
  const name = {
    residential: luck < 0.58 ? 'slabs' : luck < 0.84 ? 'towers' : 'lanes',
    commercial: 'shops',
    office: 'offices',
    industrial: 'works',
    school: 'school',
    hospital: 'hospital',
    park: '',
    square: '',
  }[block.kind];
  return PATTERNS[name];
}

/** Fills the blocks with footprints. Homes stand in rows that face south as far as their block allows. */
export function createBuildings(plan: CityPlan, blocks: readonly Block[], random: Random): Building[] {
  const buildings: Building[] = [];
  const nextNumber = new Map<string, number>();
  for (const block of blocks) {
    const pattern = patternFor(block, random);
    if (!pattern) continue;
    const road = mainRoad(plan, block);
    for (const ring of lots(block, pattern, random)) {
      const number = (nextNumber.get(road) ?? random.int(0, 9)) + random.int(1, 3) * 2;
      nextNumber.set(road, number);
      buildings.push({
        kind: pattern.kind,
        ring: ring.map(toLonLat),
        size: Math.round(signedArea(ring)),
        levels: random.int(...pattern.levels),
        address: `${road}${number}号`,
        gridCode: plan.unitCodes[block.unit] ?? '',
      });
    }
  }
  return buildings;
}

/** Name of the most important street round a block; its houses are numbered there. */
function mainRoad(plan: CityPlan, block: Block): string {
  const rank = { main: 0, secondary: 1, lane: 2 } as const;
  const loop = plan.layout.map.loop(block.face);
  const names = loop.map(
    (corner, i) =>
      plan.network.streets[plan.network.streetOfSide.get(sideOf(corner, loop[(i + 1) % loop.length] as number)) ?? 0],
  );
  return names.reduce((a, b) => (a && b && rank[b.street] < rank[a.street] ? b : a))?.name.zh ?? '';
}

function lots(block: Block, pattern: Pattern, random: Random): Point[][] {
  const yard = insetConvex(block.ring, () => (pattern.kind === 'commercial' ? 4 : 7));
  if (yard.length === 0) return [];
  const axis = rowDirection(yard, pattern.kind);
  const across: Point = [-axis[1], axis[0]];
  const local = (point: Point): Point => [
    point[0] * axis[0] + point[1] * axis[1],
    point[0] * across[0] + point[1] * across[1],
  ];
  const world = (u: number, v: number): Point => [u * axis[0] + v * across[0], u * axis[1] + v * across[1]];
  const ends = yard.map(local);
  const [lowU, highU] = [Math.min(...ends.map((p) => p[0])), Math.max(...ends.map((p) => p[0]))];
  const [lowV, highV] = [Math.min(...ends.map((p) => p[1])), Math.max(...ends.map((p) => p[1]))];
  const found: Point[][] = [];
  const rows = Math.max(1, Math.floor((highV - lowV + pattern.gapAcross) / (pattern.across[1] + pattern.gapAcross)));
  const pitch = (highV - lowV) / rows;
  for (let row = 0; row < rows; row++) {
    const depth = Math.min(random.range(...pattern.across), highV - lowV);
    const v = lowV + row * pitch + (pitch - depth) / 2;
    const length = random.range(...pattern.along);
    for (let u = lowU; u < highU - pattern.along[0] * 0.6; ) {
      const size = Math.min(length * random.range(0.92, 1.06), highU - u);
      const ring = [world(u, v), world(u + size, v), world(u + size, v + depth), world(u, v + depth)];
      if (!ring.every((corner) => contains(yard, corner))) {
        u += 9;
        continue;
      }
      if (!random.chance(pattern.empty)) found.push(depth > 17 && random.chance(0.16) ? notched(ring, random) : ring);
      u += size + pattern.gapAlong * random.range(0.85, 1.25);
    }
  }
  return found;
}

/** Direction of rows: along the side of the block that runs most nearly east–west for homes and schools, else along the longest side. */
function rowDirection(yard: readonly Point[], kind: BuildingKind): Point {
  if (kind !== 'residential' && kind !== 'school') return longAxis(yard).axis;
  let best: Point = [1, 0];
  let least = Number.POSITIVE_INFINITY;
  eachSide(yard, (a, b) => {
    const length = distance(a, b);
    if (length < 35) return;
    const slope = Math.abs(b[1] - a[1]) / length;
    if (slope < least) {
      least = slope;
      best =
        b[0] > a[0]
          ? [(b[0] - a[0]) / length, (b[1] - a[1]) / length]
          : [(a[0] - b[0]) / length, (a[1] - b[1]) / length];
    }
  });
  return least < 0.55 ? best : [1, 0];
}

/** Cuts a corner out of a footprint: an L. */
function notched(ring: readonly Point[], random: Random): Point[] {
  const [a, b, c, d] = ring as [Point, Point, Point, Point];
  const share = random.range(0.35, 0.6);
  const at = (s: number, t: number): Point => [
    a[0] + (b[0] - a[0]) * s + (d[0] - a[0]) * t,
    a[1] + (b[1] - a[1]) * s + (d[1] - a[1]) * t,
  ];
  return [a, b, at(1, 0.5), at(share, 0.5), at(share, 1), d].filter((point) => point !== c);
}
