import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { GridFeature } from '#shared/district/files.ts';
import { closed } from './coding.ts';
import { generateDistrict } from './generateDistrict.ts';
import { contains, type Point, signedArea } from './geometry.ts';
import type { District } from './types.ts';
import { toMetres } from './warp.ts';

const district = generateDistrict(1);

function digest(value: unknown): string {
  return createHash('sha256').update(JSON.stringify(value)).digest('hex');
}

function ofTier(made: District, tier: GridFeature['properties']['tier']): GridFeature[] {
  return made.grids.filter((grid) => grid.properties.tier === tier);
}

/** Outline in metres, open. */
function outline(grid: GridFeature): Point[] {
  return (grid.geometry.coordinates[0] ?? []).slice(0, -1).map(toMetres);
}

function areaOf(grid: GridFeature): number {
  return grid.geometry.coordinates.reduce((sum, ring) => sum + signedArea(ring.slice(0, -1).map(toMetres)), 0);
}

/** Side a→b of every ring of the grids, each with how often it is walked. */
function sidesOf(grids: readonly GridFeature[]): Map<string, number> {
  const sides = new Map<string, number>();
  for (const ring of grids.flatMap((grid) => grid.geometry.coordinates)) {
    ring.slice(1).forEach((to, i) => {
      const side = `${ring[i]}>${to}`;
      sides.set(side, (sides.get(side) ?? 0) + 1);
    });
  }
  return sides;
}

/** How many nodes can be reached from the first one over edges that stay among the given nodes. */
function reachable(nodes: readonly number[], edges: ReadonlyArray<readonly [number, number, number, number]>): number {
  const allowed = new Set(nodes);
  const next = new Map<number, number[]>();
  for (const [a, b] of edges) {
    if (!allowed.has(a) || !allowed.has(b)) continue;
    next.set(a, [...(next.get(a) ?? []), b]);
    next.set(b, [...(next.get(b) ?? []), a]);
  }
  const seen = new Set(nodes.slice(0, 1));
  for (const node of seen) for (const other of next.get(node) ?? []) seen.add(other);
  return seen.size;
}

/** A lattice of places, off every corner: those on the district's land lie in exactly one grid, the others in none. */
function expectEachPointOnce(made: District, outlines: readonly Point[][]): void {
  const land = made.map.land.map(toMetres);
  const [west, south, east, north] = made.info.bbox;
  for (let i = 0; i < 144; i++) {
    const lon = west + ((east - west) * ((i % 12) + 0.317)) / 12;
    const lat = south + ((north - south) * (Math.floor(i / 12) + 0.481)) / 12;
    const point = toMetres([lon, lat]);
    const holders = outlines.filter((ring) => contains(ring, point)).length;
    expect(holders, `${lon}, ${lat}`).toBe(contains(land, point) ? 1 : 0);
  }
}

function expectTiling(made: District): void {
  const whole = signedArea(made.map.land.map(toMetres));
  for (const tier of ['street', 'community', 'unit'] as const) {
    const grids = ofTier(made, tier);
    const areas = grids.map(areaOf);
    expect(Math.min(...areas), `${tier}: every grid runs counter-clockwise and has an area`).toBeGreaterThan(1_000);
    const sum = areas.reduce((a, b) => a + b, 0);
    expect(Math.abs(sum - whole) / whole, `${tier}: areas add up`).toBeLessThan(1e-9);
    const repeated = [...sidesOf(grids)].filter(([, count]) => count > 1);
    expect(repeated, `${tier}: no side is walked twice the same way`).toEqual([]);
    expectEachPointOnce(made, grids.map(outline));
  }
}

test('the same seed gives the same district, another seed another one', () => {
  expect(digest(generateDistrict(1))).toBe(digest(district));
  expect(digest(generateDistrict(2, { workers: 10 }).grids)).not.toBe(digest(district.grids));
});

test('the reference district has 6 streets, 46 communities, 1,156 unit grids and 20,000 workers in 46 teams', () => {
  expect(['street', 'community', 'unit'].map((tier) => ofTier(district, tier as 'unit').length)).toEqual([
    6, 46, 1_156,
  ]);
  expect(district.workers).toHaveLength(20_000);
  expect(district.teams).toHaveLength(46);
  expect(district.components.components.length).toBeGreaterThanOrEqual(3_000);
  expect(district.departments.length).toBeGreaterThanOrEqual(24);
  expect(district.map.buildings.length).toBeGreaterThan(5_000);
});

test('every grid has a parent one tier up, whose code is its prefix', () => {
  const known = new Map(district.grids.map((grid) => [grid.properties.code, grid.properties.tier]));
  const above = { street: undefined, community: 'street', unit: 'community' } as const;
  const digits = { street: 9, community: 12, unit: 14 };
  for (const { properties } of district.grids) {
    expect(properties.code).toHaveLength(digits[properties.tier]);
    expect(properties.code.startsWith(properties.parent)).toBe(true);
    expect(known.get(properties.parent)).toBe(above[properties.tier]);
  }
  expect(known.size).toBe(district.grids.length);
});

test('grids of every tier cover the district without a gap or an overlap', () => expectTiling(district));

test('a community is exactly the union of its unit grids', () => {
  const units = ofTier(district, 'unit');
  for (const community of ofTier(district, 'community')) {
    const own = units.filter((unit) => unit.properties.parent === community.properties.code);
    const sum = own.reduce((total, unit) => total + areaOf(unit), 0);
    expect(sum / areaOf(community)).toBeCloseTo(1, 9);
  }
});

describe('streets', () => {
  const { nodes, edges, grids } = district.streets;

  test('every node can be reached from every other', () => {
    expect(
      reachable(
        nodes.map((_, i) => i),
        edges,
      ),
    ).toBe(nodes.length);
  });

  test('every unit grid has streets of its own to walk, all connected', () => {
    expect(grids.map((grid) => grid.code)).toEqual(ofTier(district, 'unit').map((unit) => unit.properties.code));
    expect(grids.filter((grid) => reachable(grid.nodes, edges) !== grid.nodes.length)).toEqual([]);
  });

  test('streets have names in both languages', () => {
    expect(district.streets.names.filter(({ zh, en }) => zh === '' || en === '')).toEqual([]);
  });
});

test('every worker has a known unit grid, the team of its community and a name of two or three characters', () => {
  const units = new Set(ofTier(district, 'unit').map((unit) => unit.properties.code));
  const teams = new Map(district.teams.map((team) => [team.id, team.communityCode]));
  district.workers.forEach((worker, index) => {
    expect(worker.index).toBe(index);
    expect(units.has(worker.gridCode)).toBe(true);
    expect(worker.gridCode.startsWith(teams.get(worker.teamId) ?? 'no team')).toBe(true);
    expect(worker.name).toMatch(/^\p{Script=Han}{2,4}$/u);
  });
  expect(new Set(district.workers.slice(0, 1_156).map((worker) => worker.gridCode)).size).toBe(1_156);
});

test('every component stands inside its grid, has a code of its kind and a known owner', () => {
  const outlines = new Map(ofTier(district, 'unit').map((unit) => [unit.properties.code, outline(unit)]));
  const kinds = new Map(district.components.kinds.map((kind) => [kind.code, kind.departmentCode]));
  const departments = new Set(district.departments.map((department) => department.code));
  const codes = new Set<string>();
  for (const component of district.components.components) {
    codes.add(component.code);
    expect(contains(outlines.get(component.gridCode) ?? [], toMetres([component.lon, component.lat]))).toBe(true);
    expect(kinds.get(component.code.slice(6, 10))).toBe(component.departmentCode);
    expect(departments.has(component.departmentCode)).toBe(true);
  }
  expect(codes.size).toBe(district.components.components.length);
});

test('any seed and size gives a whole district', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 2 ** 40 }), fc.integer({ min: 100, max: 420 }), (seed, unitGrids) => {
      const made = generateDistrict(seed, { unitGrids, workers: 50 });
      expect(ofTier(made, 'unit')).toHaveLength(unitGrids);
      expectTiling(made);
      expect(
        reachable(
          made.streets.nodes.map((_, i) => i),
          made.streets.edges,
        ),
      ).toBe(made.streets.nodes.length);
    }),
    { numRuns: 25 },
  );
});

test('options out of range are refused in words', () => {
  expect(() => generateDistrict(-1)).toThrow('whole number of 0 or more');
  expect(() => generateDistrict(1, { unitGrids: 20 })).toThrow('from 100 to 40000');
});

test('a ring is closed by repeating its first position', () => {
  expect(
    closed([
      [1, 2],
      [3, 4],
      [5, 6],
    ]),
  ).toEqual([
    [1, 2],
    [3, 4],
    [5, 6],
    [1, 2],
  ]);
  expect(closed([])).toEqual([]);
});
