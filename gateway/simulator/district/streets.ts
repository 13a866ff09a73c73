import type { Bilingual, StreetClass, StreetGraph } from '#shared/district/files.ts';
import { STREET_CLASSES } from '#shared/district/files.ts';
import type { Point } from './geometry.ts';
import { distance } from './geometry.ts';
import type { Layout } from './layout.ts';
import type { Random } from './random.ts';
import { toLonLat } from './warp.ts';

/** One named street from end to end. */
export interface Street {
  name: Bilingual;
  street: StreetClass;
  /** Corners of the plan along it. */
  corners: number[];
}

export interface StreetNetwork {
  streets: Street[];
  /** Street index of a side of the plan, key from `sideOf`. */
  streetOfSide: Map<string, number>;
}

interface Side {
  a: number;
  b: number;
  street: StreetClass;
}

/** Key of an undirected side. */
export function sideOf(a: number, b: number): string {
  return a < b ? `${a},${b}` : `${b},${a}`;
}

/** Joins sides that run on straight into streets and names them; lanes are numbered from the larger street they leave, as 弄. */
export function createStreetNetwork(
  layout: Layout,
  points: readonly Point[],
  nextName: () => Bilingual,
  random: Random,
): StreetNetwork {
  const sides: Side[] = [...layout.map.sides(), ...layout.bridges].map(([a, b, street]) => ({ a, b, street }));
  const chains = chainSides(sides, points);
  const streets = chains.map(({ corners, street }): Street => ({ corners, street, name: { zh: '', en: '' } }));
  const streetOfSide = new Map<string, number>();
  streets.forEach(({ corners }, i) => {
    corners.slice(1).forEach((corner, k) => streetOfSide.set(sideOf(corners[k] as number, corner), i));
  });
  nameStreets(streets, points, nextName, random);
  return { streets, streetOfSide };
}

/** Pairs, at every corner, the sides that continue each other best, then follows the pairs from end to end. */
function chainSides(
  sides: readonly Side[],
  points: readonly Point[],
): Array<{ corners: number[]; street: StreetClass }> {
  const atCorner = new Map<number, number[]>();
  sides.forEach(({ a, b }, i) => {
    for (const corner of [a, b]) atCorner.set(corner, [...(atCorner.get(corner) ?? []), i]);
  });
  const next = sides.map(() => new Map<number, number>());
  for (const [corner, meeting] of atCorner) pairAt(corner, meeting, sides, points, next);
  const used = new Set<number>();
  const chains: Array<{ corners: number[]; street: StreetClass }> = [];
  const follow = (first: number, from: number): void => {
    const corners = [from];
    let side: number | undefined = first;
    let at = from;
    while (side !== undefined && !used.has(side)) {
      used.add(side);
      const current: Side = sides[side] as Side;
      at = current.a === at ? current.b : current.a;
      corners.push(at);
      side = next[side]?.get(at);
    }
    chains.push({ corners, street: sides[first]?.street ?? 'lane' });
  };
  sides.forEach(({ a, b }, i) => {
    if (used.has(i)) return;
    if (!next[i]?.has(a)) follow(i, a);
    else if (!next[i]?.has(b)) follow(i, b);
  });
  sides.forEach(({ a }, i) => {
    if (!used.has(i)) follow(i, a);
  });
  return chains;
}

function pairAt(
  corner: number,
  meeting: readonly number[],
  sides: readonly Side[],
  points: readonly Point[],
  next: Array<Map<number, number>>,
): void {
  const origin = points[corner] ?? [0, 0];
  const heading = (i: number): number => {
    const side = sides[i] as Side;
    const far = points[side.a === corner ? side.b : side.a] ?? [0, 0];
    return Math.atan2(far[1] - origin[1], far[0] - origin[0]);
  };
  const pairs: Array<{ i: number; k: number; bend: number }> = [];
  meeting.forEach((i, n) => {
    for (const k of meeting.slice(n + 1)) {
      if (sides[i]?.street !== sides[k]?.street) continue;
      const between = Math.abs(heading(i) - heading(k));
      const bend = Math.abs(Math.PI - Math.min(between, 2 * Math.PI - between));
      if (bend < 0.65) pairs.push({ i, k, bend });
    }
  });
  const taken = new Set<number>();
  for (const { i, k } of pairs.sort((x, y) => x.bend - y.bend)) {
    if (taken.has(i) || taken.has(k)) continue;
    taken.add(i).add(k);
    next[i]?.set(corner, k);
    next[k]?.set(corner, i);
  }
}

function lengthOf(corners: readonly number[], points: readonly Point[]): number {
  return corners
    .slice(1)
    .reduce((sum, corner, i) => sum + distance(points[corners[i] as number] ?? [0, 0], points[corner] ?? [0, 0]), 0);
}

function nameStreets(
  streets: readonly Street[],
  points: readonly Point[],
  nextName: () => Bilingual,
  random: Random,
): void {
  const largeAt = new Map<number, Street>();
  for (const street of streets) {
    if (street.street === 'lane') continue;
    const name = nextName();
    const isLong = street.street === 'main' && lengthOf(street.corners, points) > 5_000;
    const [zh, en] = isLong ? ['大道', 'Avenue'] : random.chance(0.25) ? ['街', 'Street'] : ['路', 'Road'];
    street.name = { zh: name.zh + zh, en: `${name.en} ${en}` };
    for (const corner of street.corners) largeAt.set(corner, street);
  }
  const lastNumber = new Map<string, number>();
  for (const street of streets) {
    if (street.street !== 'lane') continue;
    const from = street.corners.map((corner) => largeAt.get(corner)).find((large) => large !== undefined);
    if (from && random.chance(0.8)) {
      const number = (lastNumber.get(from.name.zh) ?? 0) + random.int(4, 30);
      lastNumber.set(from.name.zh, number);
      street.name = { zh: `${from.name.zh}${number}弄`, en: `Lane ${number}, ${from.name.en}` };
    } else {
      const name = nextName();
      const [zh, en] = random.pick([
        ['巷', 'Alley'],
        ['里', 'Lane'],
        ['支路', 'Side Road'],
        ['小路', 'Lane'],
      ] as const);
      street.name = { zh: name.zh + zh, en: `${name.en} ${en}` };
    }
  }
}

/** The network for walking: only the corners that streets use, renumbered. `grids` are filled from corners of the plan. */
export function toStreetGraph(
  network: StreetNetwork,
  points: readonly Point[],
  grids: ReadonlyArray<{ code: string; corners: number[] }>,
): StreetGraph {
  const numberOf = new Map<number, number>();
  const nodes: StreetGraph['nodes'] = [];
  const node = (corner: number): number => {
    const known = numberOf.get(corner);
    if (known !== undefined) return known;
    numberOf.set(corner, nodes.length);
    return nodes.push(toLonLat(points[corner] ?? [0, 0])) - 1;
  };
  const edges: StreetGraph['edges'] = [];
  network.streets.forEach(({ corners, street }, name) => {
    corners.slice(1).forEach((corner, i) => {
      edges.push([node(corners[i] as number), node(corner), STREET_CLASSES.indexOf(street), name]);
    });
  });
  return {
    version: 1,
    classes: [...STREET_CLASSES],
    names: network.streets.map((street) => street.name),
    nodes,
    edges,
    grids: grids.map(({ code, corners }) => ({ code, nodes: corners.map(node).sort((a, b) => a - b) })),
  };
}
