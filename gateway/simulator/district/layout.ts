import type { StreetClass } from '#shared/district/files.ts';
import type { Point } from './geometry.ts';
import { distance, mix } from './geometry.ts';
import { PlanarMap } from './planarMap.ts';
import { createRandom, type Random } from './random.ts';
import { type Avenue, addBanks, addSmallBridges, bridgesOf, RIVER_SLOPE, type River } from './river.ts';
import { createWarp } from './warp.ts';
import { allotByArea, groupFaces } from './communities.ts';

export type UnitKind = 'city' | 'park' | 'lake';

/** The plan of the district: faces are blocks, each in a unit grid, each in a community. */
export interface Layout {
  map: PlanarMap;
  /** Bends the straight plan into metres east and north of the centre. */
  warp: (point: Point) => Point;
  river: River;
  bridges: Array<[number, number, StreetClass]>;
  unitOfFace: number[];
  communityOfUnit: number[];
  kindOfUnit: UnitKind[];
  communityCount: number;
}

const AVENUE_SPACING = 1_700;
const REFERENCE_UNITS = 1_156;
const REFERENCE_COMMUNITIES = 46;

/** Lays out a city with exactly `unitGrids` unit grids; more grids give a larger city, not smaller grids. */
export function createLayout(seed: number, unitGrids: number): Layout {
  const random = createRandom(seed, 'layout');
  const scale = Math.sqrt(unitGrids / REFERENCE_UNITS);
  const width = 9_500 * scale;
  const height = 8_200 * scale;
  const riverY = -250 * scale;
  const outline = superellipse(width, height);
  const map = new PlanarMap();
  const river = addBanks(map, outline, riverY);
  const avenues = cutAvenues(map, random, width, height, riverY);
  const communityCount = Math.max(2, Math.round((unitGrids * REFERENCE_COMMUNITIES) / REFERENCE_UNITS));
  const layout: Layout = {
    map,
    warp: createWarp(createRandom(seed, 'warp'), riverY, RIVER_SLOPE),
    river,
    bridges: bridgesOf(map, river, avenues),
    unitOfFace: [],
    communityOfUnit: [],
    kindOfUnit: [],
    communityCount,
  };
  cutUnits(layout, random, unitGrids);
  cutBlocks(layout, random);
  addSmallBridges(map, river, layout.bridges);
  map.densify(150);
  return layout;
}

function superellipse(width: number, height: number): Point[] {
  const bend = (value: number): number => Math.sign(value) * Math.abs(value) ** 0.5;
  return Array.from({ length: 44 }, (_, i): Point => {
    const angle = ((i + 0.5) / 44) * 2 * Math.PI;
    return [(bend(Math.cos(angle)) * width) / 2, (bend(Math.sin(angle)) * height) / 2];
  });
}

/** Cuts the main avenues, the corners of the ring road and one diagonal; returns those that cross the river. */
function cutAvenues(map: PlanarMap, random: Random, width: number, height: number, riverY: number): Avenue[] {
  const spread = (from: number, to: number): number[] => {
    const parts = Math.max(1, Math.round((to - from) / AVENUE_SPACING));
    const step = (to - from) / parts;
    return Array.from({ length: parts - 1 }, (_, i) => from + (i + 1) * step + random.range(-0.12, 0.12) * step);
  };
  const columns = spread(-width / 2, width / 2).map(
    (x): Avenue => ({ origin: [x, riverY], direction: [random.range(-0.05, 0.05), 1] }),
  );
  const rows = [...spread(-height / 2, riverY), riverY, ...spread(riverY, height / 2)];
  for (const { origin, direction } of columns) map.cutLine(origin, direction, 'main', 60);
  for (const y of rows) {
    if (y !== riverY) map.cutLine([0, y], [1, RIVER_SLOPE + random.range(-0.03, 0.03)], 'main', 60);
  }
  cutRingCorners(map, columns, rows);
  const diagonal: Avenue = { origin: [random.range(-300, 300), riverY + 200], direction: [1, random.range(0.62, 0.8)] };
  map.cutLine(diagonal.origin, diagonal.direction, 'main', 190);
  return [...columns, diagonal];
}

/** The ring road follows the outermost avenues and cuts their corners. */
function cutRingCorners(map: PlanarMap, columns: readonly Avenue[], rows: readonly number[]): void {
  const at = (column: number, row: number): Point | undefined => {
    const avenue = columns.at(column);
    const y = rows.at(row);
    if (!avenue || y === undefined) return undefined;
    return [avenue.origin[0] + ((y - avenue.origin[1]) * avenue.direction[0]) / avenue.direction[1], y];
  };
  if (columns.length < 4 || rows.length < 4) return;
  for (const [column, innerColumn, row, innerRow] of [
    [0, 1, 0, 1],
    [-1, -2, 0, 1],
    [0, 1, -1, -2],
    [-1, -2, -1, -2],
  ] as const) {
    const from = at(column, innerRow);
    const to = at(innerColumn, row);
    if (from && to) cutBetween(map, from, to);
  }
}

function cutBetween(map: PlanarMap, from: Point, to: Point): void {
  const centre = mix(from, to, 0.5);
  let best: { face: number; a: number; b: number; off: number } | undefined;
  map.faces.forEach((loop, face) => {
    const nearest = (target: Point): number =>
      loop.reduce((a, b) => (distance(map.point(b), target) < distance(map.point(a), target) ? b : a));
    const a = nearest(from);
    const b = nearest(to);
    const off =
      distance(map.point(a), from) +
      distance(map.point(b), to) +
      distance(mix(map.point(a), map.point(b), 0.5), centre);
    if ((!best || off < best.off) && map.canSplit(face, a, b, 50_000)) best = { face, a, b, off };
  });
  if (best && best.off < 1_500) map.splitFace(best.face, best.a, best.b, 'main');
}

/** Cuts a face into `count` parts of like area. */
function divide(
  map: PlanarMap,
  random: Random,
  face: number,
  count: number,
  street: (count: number) => StreetClass,
  done: (face: number) => void,
): void {
  if (count === 1) {
    done(face);
    return;
  }
  const half = Math.floor(count / 2);
  const made = map.bisect(face, half / count, street(count), random, 75);
  if (made === undefined) throw new Error(`the plan cannot be cut into ${count} more parts`);
  divide(map, random, made, half, street, done);
  divide(map, random, face, count - half, street, done);
}

function cutUnits(layout: Layout, random: Random, unitGrids: number): void {
  const { map } = layout;
  const communities: number[][] = [];
  for (const { faces, count } of groupFaces(map, layout.communityCount)) {
    const [only] = faces;
    if (count === 1 || only === undefined) communities.push(faces);
    else
      divide(
        map,
        random,
        only,
        count,
        () => 'secondary',
        (face) => communities.push([face]),
      );
  }
  const parts = communities.flatMap((faces, community) => faces.map((face) => ({ face, community })));
  const counts = allotByArea(
    parts.map(({ face }) => map.area(face)),
    unitGrids,
  );
  const greens = chooseGreens(map, random, parts, counts);
  parts.forEach(({ face, community }, i) => {
    const addUnit = (kind: UnitKind) => (part: number) => {
      layout.unitOfFace[part] = layout.communityOfUnit.length;
      layout.communityOfUnit.push(community);
      layout.kindOfUnit.push(kind);
    };
    let count = counts[i] ?? 1;
    const street = (rest: number): StreetClass => (rest >= 8 ? 'secondary' : 'lane');
    const green = greens.get(i);
    if (green) {
      const size = green === 'lake' ? 8 : 2;
      const slice = map.bisect(face, (2 * size) / count, 'secondary', random, 75);
      const made = slice === undefined ? undefined : map.bisect(slice, 0.5, 'secondary', random, 75);
      if (slice === undefined || made === undefined) throw new Error('there is no room for a park');
      addUnit(green)(made);
      divide(map, random, slice, size, street, addUnit('city'));
      count -= 1 + size;
    }
    divide(map, random, face, count, street, addUnit('city'));
  });
}

/** Which parts give up some of their area to a park, and which one to the lake (the large one nearest a point off the centre). */
function chooseGreens(
  map: PlanarMap,
  random: Random,
  parts: ReadonlyArray<{ face: number }>,
  counts: readonly number[],
): Map<number, UnitKind> {
  const large = parts.map((_, i) => i).filter((i) => (counts[i] ?? 0) >= 18);
  const target: Point = [1_300, 1_500];
  const offTarget = (i: number): number => {
    const face = parts[i]?.face ?? 0;
    return Math.min(...map.ring(face).map((point) => distance(point, target)));
  };
  const lake = [...large].sort((a, b) => offTarget(a) - offTarget(b))[0];
  const parks = random.shuffle(large.filter((i) => i !== lake)).slice(0, Math.ceil(parts.length / 6));
  const greens = new Map<number, UnitKind>(parks.map((i) => [i, 'park']));
  if (lake !== undefined) greens.set(lake, 'lake');
  return greens;
}

/** Cuts the unit grids of the city into blocks; parks and the lake stay whole. */
function cutBlocks(layout: Layout, random: Random): void {
  const { map } = layout;
  const cut = (face: number, unit: number, target: number): void => {
    layout.unitOfFace[face] = unit;
    if (map.area(face) < target) return;
    const made = map.bisect(face, random.range(0.42, 0.58), 'lane', random, 60);
    if (made === undefined) return;
    cut(made, unit, target);
    cut(face, unit, target);
  };
  layout.unitOfFace.slice().forEach((unit, face) => {
    if (layout.kindOfUnit[unit] === 'city') cut(face, unit, random.chance(0.1) ? 90_000 : random.range(24_000, 42_000));
  });
}
