import type { Feature } from 'geojson';
import type { LayerSpecification } from 'maplibre-gl';
import type { MapTheme } from './palette.ts';

/** Source and layer of the open cases' density. */
export const HEAT_SOURCE = 'case-heat';

const RAMPS: Record<MapTheme, readonly string[]> = {
  dark: [
    'rgba(36,74,130,0)',
    'rgba(40,92,160,0.45)',
    'rgba(86,96,190,0.55)',
    'rgba(196,104,150,0.6)',
    'rgba(255,176,110,0.7)',
  ],
  light: [
    'rgba(70,110,190,0)',
    'rgba(90,130,210,0.35)',
    'rgba(130,100,190,0.45)',
    'rgba(200,80,120,0.5)',
    'rgba(214,90,40,0.6)',
  ],
};

export function heatData(points: readonly [lon: number, lat: number][]): Feature {
  return { type: 'Feature', properties: {}, geometry: { type: 'MultiPoint', coordinates: [...points] } };
}

export function heatLayer(theme: MapTheme, magnify: number): LayerSpecification {
  const ramp = RAMPS[theme];
  return {
    id: HEAT_SOURCE,
    type: 'heatmap',
    source: HEAT_SOURCE,
    // In the streets each case stands for itself.
    maxzoom: 15.5,
    paint: {
      'heatmap-opacity': ['interpolate', ['linear'], ['zoom'], 14.5, 1, 15.5, 0],
      'heatmap-radius': ['interpolate', ['linear'], ['zoom'], 11, 18 * magnify, 14, 44 * magnify, 17, 110 * magnify],
      'heatmap-intensity': ['interpolate', ['linear'], ['zoom'], 11, 0.25, 14, 0.7, 17, 1.4],
      'heatmap-color': [
        'interpolate',
        ['linear'],
        ['heatmap-density'],
        ...ramp.flatMap((colour, at) => [at / (ramp.length - 1), colour]),
      ] as const as ['interpolate', ['linear'], ['heatmap-density'], ...(number | string)[]],
    },
  };
}
