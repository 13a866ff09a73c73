import { describe, expect, it } from 'vitest';
import type { StreetGraph } from '#shared/district/files.ts';
import { metresBetween } from './metres.ts';
import { StreetNetwork } from './network.ts';
import { Router } from './route.ts';

/** A ladder of 4 × 2 junctions, 100 m apart, one rung missing, and a lone street far away. */
const STEP = 0.001;
const graph: StreetGraph = {
  version: 1,
  classes: ['main', 'secondary', 'lane'],
  names: [{ zh: '安河路', en: 'Anhe Road' }],
  nodes: [0, 1, 2, 3].flatMap((x): [number, number][] => [
    [121 + x * STEP, 31],
    [121 + x * STEP, 31 + STEP],
  ]),
  edges: [
    [0, 2, 0, 0],
    [2, 4, 0, 0],
    [4, 6, 0, 0],
    [1, 3, 0, 0],
    [3, 5, 0, 0],
    [5, 7, 0, 0],
    [0, 1, 0, 0],
    [6, 7, 0, 0],
    [8, 9, 0, 0],
  ],
  grids: [{ code: '99010100100101', nodes: [0, 1, 2, 3] }],
};
graph.nodes.push([121.5, 31], [121.5, 31.001]);
const network = new StreetNetwork(graph);

describe('streets', () => {
  it('find the shortest way, the same from the cache, and none where none leads', () => {
    const router = new Router(network);
    expect([...router.route(2, 3)]).toEqual([2, 0, 1, 3]);
    expect([...router.route(2, 3)]).toEqual([2, 0, 1, 3]);
    expect([...router.route(4, 7)]).toEqual([4, 6, 7]);
    expect([...router.route(5, 5)]).toEqual([5]);
    expect([...router.route(0, 8)]).toEqual([]);
  });

  it('find the nearest point of a street', () => {
    const point = network.nearest(121.0014, 30.9998);
    expect(point?.edge).toBe(1);
    expect(point?.lon).toBeCloseTo(121.0014, 6);
    expect(point?.distance).toBeCloseTo(metresBetween(121.0014, 30.9998, 121.0014, 31), 3);
    expect(network.nearest(100, 10)).toBeNull();
  });

  it('know names, neighbours and grids', () => {
    expect(network.nameOf(3)).toBe('安河路');
    expect(network.edgeBetween(6, 7)).toBe(7);
    expect(network.edgeBetween(2, 3)).toBe(-1);
    expect([...network.nodesOf('99010100100101')]).toEqual([0, 1, 2, 3]);
    expect(network.nodesOf('00000000000000')).toHaveLength(0);
  });
});
