import { COVERAGE_TIERS, type CoverageTier, TIER_DIGITS } from '#shared/domain/coverage.ts';
import { type Areas, areasOf } from '#shared/domain/coverageTable.ts';
import type { Grid } from '#shared/protocol/entities.ts';
import type { Bbox, GridMap, GridShape } from '#shared/geo/index.ts';
import { breathe } from '../breathe.ts';
import type { Cache } from '../cache/cache.ts';
import type { Db } from '../db/driver.ts';

/** grids read at one go, one or two milliseconds */
const SLICE_ROWS = 200;

export interface Tier extends Areas {
  boxes: readonly Bbox[];
}
/** The centre's unit grids whose outline is known, in the order of their codes, and the areas above them. */
export interface UnitGrids {
  /** which state of the cache they are of */
  of: string;
  map: GridMap;
  /** the place of a unit grid in their order */
  placeOf: ReadonlyMap<string, number>;
  tiers: Record<CoverageTier, Tier>;
  /** unit grids without an outline */
  unknown: number;
}

/** What the grids are made from, as a word that changes when they do. */
export function gridsState(cache: Cache): string {
  return `${cache.live}:${cache.stores.entities.changes('grid')}`;
}

/** Reads the centre's unit grids, a few at a time; an outline of the centre's own comes before the district's file. Null: the cache changed meanwhile. */
export async function readUnitGrids(db: Db, cache: Cache, drawn: GridMap): Promise<UnitGrids | null> {
  const of = gridsState(cache);
  const rings = new Map<string, GridShape['rings']>();
  const codes: string[] = [];
  for (const rows of slices(db, cache)) {
    for (const row of rows) {
      if (row.tier !== 'unit') continue;
      codes.push(row.code);
      if (row.rings) rings.set(row.code, row.rings);
    }
    await breathe();
    if (gridsState(cache) !== of) return null;
  }
  return arranged(of, codes, drawn.with(rings));
}

function* slices(db: Db, cache: Cache): Generator<Grid[]> {
  const read = db.prepare<[string], { value: string }>(
    `SELECT value FROM entities_${cache.live} WHERE entity = 'grid' AND id > ? ORDER BY id LIMIT ${SLICE_ROWS}`,
  );
  const after = (code: string) => read.all(code).map(({ value }) => JSON.parse(value) as Grid);
  for (let rows = after(''); rows.length > 0; rows = after(rows.at(-1)?.code ?? '')) yield rows;
}

function arranged(of: string, codes: readonly string[], map: GridMap): UnitGrids {
  const known: string[] = [];
  const unitBoxes: Bbox[] = [];
  for (const code of codes) {
    const box = map.boxOf(code);
    if (!box) continue;
    known.push(code);
    unitBoxes.push(box);
  }
  const tiers = Object.fromEntries(
    COVERAGE_TIERS.map((tier) => [tier, tierOf(areasOf(known, TIER_DIGITS[tier]), unitBoxes)]),
  ) as Record<CoverageTier, Tier>;
  return {
    ...{ of, map, tiers, unknown: codes.length - known.length },
    placeOf: new Map(known.map((code, place) => [code, place])),
  };
}

function tierOf(areas: Areas, unitBoxes: readonly Bbox[]): Tier {
  const boxes: Bbox[] = [];
  unitBoxes.forEach((box, unit) => {
    const area = areas.areaOf[unit] ?? 0;
    const [west, south, east, north] = boxes[area] ?? box;
    boxes[area] = [Math.min(west, box[0]), Math.min(south, box[1]), Math.max(east, box[2]), Math.max(north, box[3])];
  });
  return { ...areas, boxes };
}
