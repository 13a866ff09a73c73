import type { Feature, FeatureCollection } from 'geojson';
import type { LayerSpecification } from 'maplibre-gl';
import type { LonLat } from '#shared/geo/index.ts';
import type { MapTheme } from '../style/palette.ts';

const COLOURS: Record<MapTheme, { line: string; halo: string }> = {
  dark: { line: '#ffe16b', halo: '#0d131a' },
  light: { line: '#7a3e00', halo: '#ffffff' },
};

/** What is being measured: its points, and the line through them or the area within. */
export function measureData(points: readonly LonLat[], isArea: boolean): FeatureCollection {
  const corners = points.map(([lon, lat]) => [lon, lat]);
  const marks = corners.map((coordinates): Feature => {
    return { type: 'Feature', properties: {}, geometry: { type: 'Point', coordinates } };
  });
  const first = corners[0];
  const way: Feature[] =
    isArea && first && corners.length > 2
      ? [{ type: 'Feature', properties: {}, geometry: { type: 'Polygon', coordinates: [[...corners, first]] } }]
      : [{ type: 'Feature', properties: {}, geometry: { type: 'LineString', coordinates: corners } }];
  return { type: 'FeatureCollection', features: corners.length > 1 ? [...way, ...marks] : marks };
}

export function measureLayers(theme: MapTheme, magnify: number): LayerSpecification[] {
  const { line, halo } = COLOURS[theme];
  const source = 'over-measure';
  return [
    {
      ...{ id: 'over-measure-fill', type: 'fill', source },
      filter: ['==', ['geometry-type'], 'Polygon'],
      paint: { 'fill-color': line, 'fill-opacity': 0.18 },
    },
    {
      ...{ id: 'over-measure-line', type: 'line', source },
      filter: ['!=', ['geometry-type'], 'Point'],
      paint: { 'line-color': line, 'line-width': 2.5 * magnify },
    },
    {
      ...{ id: 'over-measure-points', type: 'circle', source },
      filter: ['==', ['geometry-type'], 'Point'],
      paint: {
        'circle-color': halo,
        'circle-radius': 4.5 * magnify,
        'circle-stroke-color': line,
        'circle-stroke-width': 2 * magnify,
      },
    },
  ];
}
