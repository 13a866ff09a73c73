import type { Bilingual } from '#shared/district/files.ts';
import { createBorders, gridLabels } from './borders.ts';
import { createBuildings } from './buildings.ts';
import type { CityPlan } from './cityPlan.ts';
import { suffixed } from './coding.ts';
import type { Point } from './geometry.ts';
import { insetConvex, mix } from './geometry.ts';
import type { Block } from './landUse.ts';
import { createBlocks, lakeRing } from './landUse.ts';
import { joinLoops } from './outline.ts';
import { createPois } from './pois.ts';
import { createRandom, type Random } from './random.ts';
import type { Area, MapContent } from './types.ts';
import { toLonLat } from './warp.ts';

/** Everything that is drawn but has no part in the rules: water, parks, blocks, buildings, places, named roads. */
export function createMapContent(plan: CityPlan, seed: number, nextName: () => Bilingual): MapContent {
  const blocks = createBlocks(plan, createRandom(seed, 'land-use'));
  const buildings = createBuildings(plan, blocks, createRandom(seed, 'buildings'));
  const greens = createGreens(plan, blocks, createRandom(seed, 'greens'), nextName);
  const [land] = joinLoops(
    plan.shapes.streets.flatMap((street) => street.loops),
    plan.layout.map.points,
  );
  return {
    land: (land ?? []).map((corner) => plan.positions[corner] ?? [0, 0]),
    water: [riverArea(plan, nextName()), ...greens.water],
    parks: greens.parks,
    blocks: blocks.filter(({ kind }) => kind !== 'park').map(({ kind, ring }) => ({ kind, ring: ring.map(toLonLat) })),
    buildings,
    pois: createPois(plan, blocks, buildings, createRandom(seed, 'pois')),
    roads: plan.network.streets.map(({ street, name, corners }) => ({
      street,
      name,
      line: corners.map((corner) => plan.positions[corner] ?? [0, 0]),
    })),
    borders: createBorders(plan),
    gridLabels: gridLabels(plan),
  };
}

/** The river between its banks, followed closely through every bend. */
function riverArea(plan: CityPlan, name: Bilingual): Area<'river'> {
  const { river, warp } = plan.layout;
  const bank = (from: [Point, Point], share: number): Point[] =>
    Array.from({ length: 121 }, (_, i) => {
      const t = i / 120;
      return warp(mix(mix(...river.middle, t), mix(...from, t), share));
    });
  const ring = [...bank(river.south, 0.74), ...bank(river.north, 0.74).reverse()];
  return { kind: 'river', name: suffixed(name, '河', 'River'), ring: ring.map(toLonLat) };
}

function createGreens(
  plan: CityPlan,
  blocks: readonly Block[],
  random: Random,
  nextName: () => Bilingual,
): Pick<MapContent, 'parks' | 'water'> {
  const parks: MapContent['parks'] = [];
  const water: MapContent['water'] = [];
  for (const { kind, ring, unit, area } of blocks) {
    if (kind !== 'park') continue;
    const green = plan.layout.kindOfUnit[unit];
    const name = nextName();
    const isLarge = green === 'park' || green === 'lake';
    const garden = area < 6_000 ? {} : { name: suffixed(name, isLarge ? '公园' : '绿地', isLarge ? 'Park' : 'Garden') };
    parks.push({ kind: 'park', ring: ring.map(toLonLat), ...garden });
    if (green === 'lake')
      water.push({ kind: 'lake', name: suffixed(name, '湖', 'Lake'), ring: lakeRing(ring, random).map(toLonLat) });
    else if (green === 'park') {
      const shore = insetConvex(ring, () => 55 + random.range(0, 30));
      if (shore.length > 0) water.push({ kind: 'pond', ring: lakeRing(shore, random).map(toLonLat) });
    }
  }
  const { river, warp } = plan.layout;
  for (const side of [river.north, river.south]) {
    const edge = (share: number): Point[] =>
      Array.from({ length: 121 }, (_, i) => warp(mix(mix(...river.middle, i / 120), mix(...side, i / 120), share)));
    parks.push({ kind: 'bank', ring: [...edge(0.74), ...edge(0.9).reverse()].map(toLonLat) });
  }
  return { parks, water };
}
