import type { FeatureCollection } from 'geojson';
import type { ExpressionSpecification, LayerSpecification } from 'maplibre-gl';
import type { MapTheme } from '../style/palette.ts';

/** From few to most; the first is where there is nothing. */
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

/** How a legend shows the colours, left to right. */
export function heatGradient(theme: MapTheme): string {
  return `linear-gradient(to right, ${RAMPS[theme].join(', ')})`;
}

/** @param cells longitude, latitude and cases of each cell; a cell's weight is its share of the most */
export function heatData(cells: readonly number[], most: number): FeatureCollection {
  const features: FeatureCollection['features'] = [];
  for (let at = 0; at + 2 < cells.length; at += 3) {
    const [lon = 0, lat = 0, n = 0] = cells.slice(at, at + 3);
    const weight = n / Math.max(1, most);
    features.push({ type: 'Feature', properties: { weight }, geometry: { type: 'Point', coordinates: [lon, lat] } });
  }
  return { type: 'FeatureCollection', features };
}

export function heatLayers(theme: MapTheme, magnify: number): LayerSpecification[] {
  return [
    {
      ...{ id: 'over-heat', type: 'heatmap', source: 'over-heat' },
      paint: {
        // In the streets it is a hint behind the cases themselves.
        'heatmap-opacity': ['interpolate', ['linear'], ['zoom'], 14.5, 1, 16, 0.6],
        'heatmap-weight': ['get', 'weight'],
        'heatmap-radius': radius(magnify),
        'heatmap-intensity': ['interpolate', ['linear'], ['zoom'], 11, 0.6, 14, 1.4, 17, 2.4],
        'heatmap-color': colours(theme),
      },
    },
  ];
}

/** From the streets on as wide on the ground as a cell. */
function radius(magnify: number): ExpressionSpecification {
  const stops = [11, 18, 14, 44, 17, 150, 20, 1000];
  return [
    ...(['interpolate', ['exponential', 2], ['zoom']] as const),
    ...stops.map((value, at) => (at % 2 === 0 ? value : value * magnify)),
  ] as ExpressionSpecification;
}

function colours(theme: MapTheme): ExpressionSpecification {
  const ramp = RAMPS[theme];
  return [
    ...(['interpolate', ['linear'], ['heatmap-density']] as const),
    ...ramp.flatMap((colour, at) => [at / (ramp.length - 1), colour]),
  ] as ExpressionSpecification;
}
