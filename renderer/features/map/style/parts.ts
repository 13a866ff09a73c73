import type { ExpressionSpecification, LayerSpecification } from 'maplibre-gl';
import { DISTRICT_SOURCE } from './source.ts';

/** A layer of the district's tiles without the words every one of them repeats. */
export type Part = { id: string; minzoom?: number } & (
  | { type: 'fill'; paint: Extract<LayerSpecification, { type: 'fill' }>['paint'] }
  | {
      type: 'line';
      paint: Extract<LayerSpecification, { type: 'line' }>['paint'];
      layout?: Extract<LayerSpecification, { type: 'line' }>['layout'];
    }
  | {
      type: 'symbol';
      paint: Extract<LayerSpecification, { type: 'symbol' }>['paint'];
      layout: Extract<LayerSpecification, { type: 'symbol' }>['layout'];
    }
);

export function part(sourceLayer: string, layer: Part, filter?: ExpressionSpecification): LayerSpecification {
  return { ...layer, source: DISTRICT_SOURCE, 'source-layer': sourceLayer, ...(filter ? { filter } : {}) };
}

/** A length that grows with the zoom, doubling in the streets as the ground does. */
export function byZoom(
  magnify: number,
  stops: readonly (readonly [zoom: number, value: number])[],
): ExpressionSpecification {
  return ['interpolate', ['exponential', 1.6], ['zoom'], ...stops.flatMap(([zoom, value]) => [zoom, value * magnify])];
}
