import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { StreetGraph } from '#shared/district/files.ts';
import { metresBetween } from './metres.ts';
import { StreetNetwork } from './network.ts';
import { Router } from './route.ts';
import { WaysTo } from './waysTo.ts';

const SIDE = 6;
/** A grid of streets 0.002° apart; the street between the two nodes in the middle is missing. */
const graph: StreetGraph = {
  version: 1,
  classes: ['main', 'secondary', 'lane'],
  names: [{ zh: '云锦路', en: 'Yunjin Road' }],
  nodes: Array.from({ length: SIDE * SIDE }, (_, i) => [121 + (i % SIDE) * 0.002, 31 + Math.floor(i / SIDE) * 0.002]),
  edges: Array.from({ length: SIDE * SIDE }, (_, i) => i).flatMap((i): StreetGraph['edges'] => [
    ...(i % SIDE < SIDE - 1 && i !== 14 ? [[i, i + 1, 0, 0] as [number, number, number, number]] : []),
    ...(i < SIDE * (SIDE - 1) ? [[i, i + SIDE, 0, 0] as [number, number, number, number]] : []),
  ]),
  grids: [],
};
const network = new StreetNetwork(graph);
const nodeArb = fc.integer({ min: 0, max: SIDE * SIDE - 1 });
const placeArb = fc.tuple(
  fc.double({ min: 121, max: 121.01, noNaN: true }),
  fc.double({ min: 31, max: 31.01, noNaN: true }),
);
const lengthOf = (line: readonly (readonly [number, number])[]) =>
  line.slice(1).reduce((sum, [lon, lat], i) => sum + metresBetween(...(line[i] ?? [0, 0]), lon, lat), 0);

describe('ways to one place', () => {
  it('are as long as a search for each of them finds', () => {
    const router = new Router(network);
    const at = (node: number) => [network.lonOf(node), network.latOf(node)] as const;
    fc.assert(
      fc.property(nodeArb, nodeArb, (from, to) => {
        const nodes = [...router.route(from, to)];
        expect(new WaysTo(network, at(to)).metersFrom(at(from))).toBeCloseTo(lengthOf(nodes.map(at)), 3);
      }),
    );
  });

  it('begin and end at the places, are as long as they say and never shorter than the straight line', () => {
    fc.assert(
      fc.property(placeArb, placeArb, (from, to) => {
        const way = new WaysTo(network, to).wayFrom(from);
        expect(way?.line[0]).toEqual(from);
        expect(way?.line.at(-1)).toEqual(to);
        expect(way?.meters).toBeCloseTo(lengthOf(way?.line ?? []), 3);
        expect(way?.meters).toBeGreaterThanOrEqual(metresBetween(...from, ...to) - 0.001);
      }),
    );
  });

  it('go around where no street leads through, and stay on a street both lie on', () => {
    const around = new WaysTo(network, [121.006, 31.004]).metersFrom([121.004, 31.004]);
    expect(around).toBeGreaterThan(3 * metresBetween(121, 31, 121.002, 31) - 1);
    expect(new WaysTo(network, [121.0005, 31]).wayFrom([121.0015, 31])?.line).toHaveLength(2);
  });

  it('are unknown far from every street', () => {
    expect(new WaysTo(network, [122, 31]).metersFrom([121, 31])).toBeNull();
    expect(new WaysTo(network, [121, 31]).wayFrom([122, 31])).toBeNull();
  });
});
