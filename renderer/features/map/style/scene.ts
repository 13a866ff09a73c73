import type { Feature, FeatureCollection } from 'geojson';
import type { LayerSpecification } from 'maplibre-gl';
import { type MapScene, WALK_COLOURS } from '../../../parts/index.ts';
import type { MapTheme } from './palette.ts';

/** Source of what a feature lays over the map; its layers begin with the same word. */
export const SCENE_SOURCE = 'scene';

const COLOURS: Record<MapTheme, { mark: string; text: string; halo: string }> = {
  dark: { mark: '#ffb347', text: '#ffe2b8', halo: '#0d131a' },
  light: { mark: '#b45309', text: '#6b3206', halo: '#ffffff' },
};
const CORNERS = 64;
const METERS_PER_DEGREE = 111_320;

/** A circle on the ground as a polygon. */
function circle({ lon, lat, radius }: NonNullable<MapScene['ring']>): Feature {
  const dLat = radius / METERS_PER_DEGREE;
  const dLon = dLat / Math.cos((lat * Math.PI) / 180);
  const ring = Array.from({ length: CORNERS + 1 }, (_, n) => {
    const angle = (n / CORNERS) * 2 * Math.PI;
    return [lon + dLon * Math.cos(angle), lat + dLat * Math.sin(angle)];
  });
  return { type: 'Feature', properties: {}, geometry: { type: 'Polygon', coordinates: [ring] } };
}

export function sceneData(scene: MapScene | null): FeatureCollection {
  const lines = (scene?.lines ?? []).map((line): Feature => {
    return {
      type: 'Feature',
      properties: {},
      geometry: { type: 'LineString', coordinates: line.map(([x, y]) => [x, y]) },
    };
  });
  const points = (scene?.points ?? []).map(({ lon, lat, label }): Feature => {
    return { type: 'Feature', properties: { label }, geometry: { type: 'Point', coordinates: [lon, lat] } };
  });
  const areas = (scene?.areas ?? []).map((ring): Feature => {
    return {
      type: 'Feature',
      properties: {},
      geometry: { type: 'Polygon', coordinates: [ring.map(([x, y]) => [x, y])] },
    };
  });
  const walks = (scene?.walks ?? []).map(({ age, lines: streets }): Feature => {
    const coordinates = streets.map((line) => line.map(([x, y]) => [x, y]));
    return { type: 'Feature', properties: { age }, geometry: { type: 'MultiLineString', coordinates } };
  });
  const rings = scene?.ring ? [circle(scene.ring)] : [];
  return { type: 'FeatureCollection', features: [...walks, ...rings, ...areas, ...lines, ...points] };
}

export function sceneLayers(theme: MapTheme, magnify: number): LayerSpecification[] {
  const { mark, text, halo } = COLOURS[theme];
  const source = SCENE_SOURCE;
  return [
    ...walkLayers(theme, magnify),
    {
      ...{ id: 'scene-area', type: 'fill', source },
      filter: ['==', ['geometry-type'], 'Polygon'],
      paint: { 'fill-color': mark, 'fill-opacity': 0.12 },
    },
    {
      ...{ id: 'scene-ring', type: 'line', source },
      filter: ['==', ['geometry-type'], 'Polygon'],
      paint: { 'line-color': mark, 'line-width': 2 * magnify },
    },
    {
      ...{ id: 'scene-ways', type: 'line', source },
      filter: ['all', ['==', ['geometry-type'], 'LineString'], ['!', ['has', 'age']]],
      paint: { 'line-color': mark, 'line-width': 2.5 * magnify, 'line-opacity': 0.8, 'line-dasharray': [2, 1.2] },
    },
    {
      ...{ id: 'scene-points', type: 'circle', source },
      filter: ['==', ['geometry-type'], 'Point'],
      paint: {
        'circle-color': mark,
        'circle-radius': 5 * magnify,
        'circle-stroke-color': halo,
        'circle-stroke-width': 1.5,
      },
    },
    {
      ...{ id: 'scene-names', type: 'symbol', source },
      filter: ['==', ['geometry-type'], 'Point'],
      layout: {
        'text-field': ['get', 'label'],
        'text-font': ['sans-serif'],
        'text-size': 12 * magnify,
        'text-offset': [0, 1.1],
        'text-anchor': 'top',
      },
      paint: { 'text-color': text, 'text-halo-color': halo, 'text-halo-width': 1.4 },
    },
  ];
}

/** Streets by how long ago they were walked: the fresh are broad, what nobody walked is dashed and thin. */
function walkLayers(theme: MapTheme, magnify: number): LayerSpecification[] {
  return WALK_COLOURS[theme].map((colour, age, all) => ({
    ...{ id: `scene-walks-${age}`, type: 'line' as const, source: SCENE_SOURCE },
    filter: ['==', ['get', 'age'], age] as ['==', ['get', string], number],
    layout: { 'line-cap': 'butt' as const },
    paint: {
      'line-color': colour,
      'line-width': (age === all.length - 1 ? 1.5 : 4 - age * 0.5) * magnify,
      ...(age === all.length - 1 ? { 'line-dasharray': [2, 1.5] } : {}),
    },
  }));
}
