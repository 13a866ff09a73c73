import type { FeatureCollection } from 'geojson';
import type { LayerSpecification } from 'maplibre-gl';
import type { DepartmentPlace } from '#shared/contract/mapLayerViews.ts';
import { type Language, nameIn } from '../../../i18n/index.ts';
import type { MapTheme } from '../style/palette.ts';

const COLOURS: Record<MapTheme, { mark: string; text: string; halo: string }> = {
  dark: { mark: '#b9a3ff', text: '#e4dbff', halo: '#0d131a' },
  light: { mark: '#5b3fb0', text: '#3d2a7a', halo: '#ffffff' },
};

/** What stands for a department on the map and in its legend. */
export const DEPARTMENT_SHAPE = '⬢';
export function departmentColour(theme: MapTheme): string {
  return COLOURS[theme].mark;
}

export function departmentData(places: readonly DepartmentPlace[], language: Language): FeatureCollection {
  return {
    type: 'FeatureCollection',
    features: places.map((place) => {
      const { code, open, lon, lat } = place;
      const name = nameIn(language, place);
      return {
        type: 'Feature',
        properties: { code, name, open, label: `${name} ${open}` },
        geometry: { type: 'Point', coordinates: [lon, lat] },
      };
    }),
  };
}

/** the layer whose marks are clicked */
export const DEPARTMENT_MARKS = 'over-departments-marks';

export function departmentLayers(theme: MapTheme, magnify: number): LayerSpecification[] {
  const source = 'over-departments';
  const { mark, text, halo } = COLOURS[theme];
  return [
    {
      ...{ id: DEPARTMENT_MARKS, type: 'symbol', source },
      layout: {
        'text-field': DEPARTMENT_SHAPE,
        'text-font': ['sans-serif'],
        'text-size': 18 * magnify,
        'text-allow-overlap': true,
        'text-ignore-placement': true,
      },
      paint: { 'text-color': mark, 'text-halo-color': halo, 'text-halo-width': 1.4 * magnify },
    },
    {
      ...{ id: 'over-departments-names', type: 'symbol', source },
      layout: {
        'text-field': ['get', 'label'],
        'text-font': ['sans-serif'],
        'text-size': 12 * magnify,
        'text-offset': [0, 0.9],
        'text-anchor': 'top',
        'text-optional': true,
        // Where names would cover each other, whoever has most to do keeps theirs.
        'symbol-sort-key': ['-', 0, ['get', 'open']],
      },
      paint: { 'text-color': text, 'text-halo-color': halo, 'text-halo-width': 1.4 * magnify },
    },
  ];
}
