import type { Bilingual, Bbox } from '#shared/district/files.ts';
import type { CityPlan } from './cityPlan.ts';
import { codeGrids, DISTRICT_CODE, gridFeatures } from './coding.ts';
import { createComponents } from './components.ts';
import { seatedDepartments } from './departments.ts';
import { createGridShapes } from './grids.ts';
import { createLayout } from './layout.ts';
import { createMapContent } from './mapContent.ts';
import { createPlaceNames } from './names.ts';
import { createRandom } from './random.ts';
import { createStreetNetwork, toStreetGraph } from './streets.ts';
import type { District } from './types.ts';
import { CENTRE, toLonLat } from './warp.ts';
import { createTeams, createWorkers, trainWorkers } from './workers.ts';

export interface DistrictOptions {
  /** Exact number of unit grids, 100…40,000 (1,156); communities and streets follow in proportion. */
  unitGrids?: number;
  /** Number of workers (20,000). */
  workers?: number;
}

/**
 * Makes a whole district out of a seed. Pure: the same seed and options give the same district everywhere.
 * Throws RangeError when the options are out of range.
 */
export function generateDistrict(seed: number, options: DistrictOptions = {}): District {
  const { unitGrids = 1_156, workers: workerCount = 20_000 } = options;
  if (!Number.isSafeInteger(seed) || seed < 0) throw new RangeError('the seed must be a whole number of 0 or more');
  if (!Number.isInteger(unitGrids) || unitGrids < 100 || unitGrids > 40_000)
    throw new RangeError('unitGrids must be a whole number from 100 to 40000');
  const nextName = createPlaceNames(createRandom(seed, 'names'));
  const plan = createPlan(seed, unitGrids, nextName);
  const grids = gridFeatures(plan);
  const coded = plan.unitCodes.map((code, unit) => ({ code, corners: plan.shapes.unitCorners[unit] ?? [] }));
  const streets = toStreetGraph(
    plan.network,
    plan.points,
    coded.sort((a, b) => (a.code < b.code ? -1 : 1)),
  );
  const components = createComponents(plan, createRandom(seed, 'components'));
  const map = createMapContent(plan, seed, nextName);
  const workers = trainWorkers(
    createWorkers(plan, workerCount, createRandom(seed, 'workers')),
    createRandom(seed, 'skills'),
  );
  return {
    info: {
      version: 1,
      name: { zh: '云锦示范区', en: 'Yunjin Demo District' },
      code: DISTRICT_CODE,
      seed,
      bbox: boundsOf(map.land),
      centre: CENTRE,
      counts: {
        streets: plan.streetCodes.length,
        communities: plan.communityCodes.length,
        unitGrids,
        workers: workerCount,
        components: components.components.length,
        buildings: map.buildings.length,
      },
    },
    grids,
    streets,
    departments: seatedDepartments(map.pois),
    components,
    teams: createTeams(plan),
    workers,
    map,
  };
}

function createPlan(seed: number, unitGrids: number, nextName: () => Bilingual): CityPlan {
  const layout = createLayout(seed, unitGrids);
  const streetCount = Math.max(2, Math.round((layout.communityCount * 6) / 46));
  const shapes = createGridShapes(layout, streetCount);
  const points = layout.map.points.map(layout.warp);
  const streetNames = shapes.streets.map(() => nextName());
  const communityNames = shapes.communities.map(() => nextName());
  return {
    layout,
    shapes,
    points,
    positions: points.map(toLonLat),
    network: createStreetNetwork(layout, points, nextName, createRandom(seed, 'streets')),
    streetNames,
    communityNames,
    ...codeGrids({ shapes, points }),
  };
}

function boundsOf(ring: ReadonlyArray<readonly [number, number]>): Bbox {
  const lons = ring.map(([lon]) => lon);
  const lats = ring.map(([, lat]) => lat);
  return [Math.min(...lons), Math.min(...lats), Math.max(...lons), Math.max(...lats)];
}
