import { expect, test } from 'vitest';
import { heatData } from './heatLayer.ts';

test('[ST315] a cell weighs its share of the densest', () => {
  const { features } = heatData([121.46, 31.195, 4, 121.48, 31.2, 1], 4);
  expect(features.map(({ geometry, properties }) => [geometry, properties?.weight])).toEqual([
    [{ type: 'Point', coordinates: [121.46, 31.195] }, 1],
    [{ type: 'Point', coordinates: [121.48, 31.2] }, 0.25],
  ]);
  expect(heatData([], 0).features).toEqual([]);
});
