import type { LayerSpecification } from 'maplibre-gl';
import { expect, test } from 'vitest';
import { withOpacity } from './opacity.ts';

const layer = (type: string, paint: object) => ({ id: 'a', type, source: 's', paint }) as LayerSpecification;
const paintOf = (made: LayerSpecification) => (made as { paint: object }).paint;

test('a layer is made fainter on top of its own faintness, whatever says it', () => {
  expect(paintOf(withOpacity(layer('fill', { 'fill-opacity': 0.5 }), 0.5))).toEqual({ 'fill-opacity': 0.25 });
  expect(paintOf(withOpacity(layer('line', {}), 0.4))).toEqual({ 'line-opacity': 0.4 });
  expect(
    paintOf(
      withOpacity(layer('heatmap', { 'heatmap-opacity': ['interpolate', ['linear'], ['zoom'], 14, 1, 15, 0] }), 0.5),
    ),
  ).toEqual({
    'heatmap-opacity': ['interpolate', ['linear'], ['zoom'], 14, 0.5, 15, 0],
  });
  expect(paintOf(withOpacity(layer('fill', { 'fill-opacity': ['get', 'o'] }), 0.5))).toEqual({
    'fill-opacity': ['*', 0.5, ['get', 'o']],
  });
  const whole = layer('fill', {});
  expect(withOpacity(whole, 1)).toBe(whole);
});
