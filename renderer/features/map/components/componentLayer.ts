import type { FeatureCollection } from 'geojson';
import type { ExpressionSpecification, LayerSpecification } from 'maplibre-gl';
import { type ComponentMark, WIDEST_BOX } from '#shared/contract/mapLayerViews.ts';
import { parseComponentCode } from '#shared/domain/codes.ts';
import { type Language, nameIn } from '../../../i18n/index.ts';
import type { MapTheme } from '../style/palette.ts';

/** The groups of GB/T 30428.2, each with a shape of its own; what is of no group of theirs is local. */
export const COMPONENT_GROUPS = ['01', '02', '03', '04', '05', '21'] as const;
export type ComponentGroup = (typeof COMPONENT_GROUPS)[number];
const SHAPES: Record<ComponentGroup, string> = {
  ...{ '01': '■', '02': '▲', '03': '●' },
  ...{ '04': '◆', '05': '★', '21': '▼' },
};
const SHADES: Record<MapTheme, Record<ComponentGroup, string>> = {
  dark: {
    ...{ '01': '#56b4e9', '02': '#f0e442', '03': '#e69f00' },
    ...{ '04': '#2fbf94', '05': '#e08fbf', '21': '#c9d1d9' },
  },
  light: {
    ...{ '01': '#1f7fb8', '02': '#8a7f00', '03': '#a86f00' },
    ...{ '04': '#00795a', '05': '#a34f80', '21': '#4a5560' },
  },
};
const HALOS: Record<MapTheme, string> = { dark: '#0d131a', light: '#ffffff' };

/** Components are in the way wherever streets cannot be told apart. */
export const COMPONENT_ZOOM = 15;
/** From here on each has its name. */
const NAMED_ZOOM = 17.5;
/** a step of what is asked for, degrees: a map that is moved a little asks nothing new */
const STEP = 0.002;

export interface MapBox {
  west: number;
  south: number;
  east: number;
  north: number;
}

export function groupOf(code: string): ComponentGroup {
  const group = parseComponentCode(code)?.group;
  return COMPONENT_GROUPS.find((one) => one === group) ?? '21';
}

export function componentMark(group: ComponentGroup, theme: MapTheme): { shape: string; colour: string } {
  return { shape: SHAPES[group], colour: SHADES[theme][group] };
}

/** What is asked for to show a view whole; null where it is too wide to be asked for. */
export function askedBox({ west, south, east, north }: MapBox): MapBox | null {
  const steps = (value: number) => Math.round(value * STEP * 1e6) / 1e6;
  const box = {
    west: steps(Math.floor(west / STEP)),
    south: steps(Math.floor(south / STEP)),
    east: steps(Math.ceil(east / STEP)),
    north: steps(Math.ceil(north / STEP)),
  };
  return box.east - box.west > WIDEST_BOX || box.north - box.south > WIDEST_BOX ? null : box;
}

export function componentData(rows: readonly ComponentMark[], theme: MapTheme, language: Language): FeatureCollection {
  return {
    type: 'FeatureCollection',
    features: rows.map(({ code, name, lon, lat, kind }) => ({
      type: 'Feature',
      properties: { code, name, kind: kind ? nameIn(language, kind) : '', ...componentMark(groupOf(code), theme) },
      geometry: { type: 'Point', coordinates: [lon, lat] },
    })),
  };
}

/** the layer whose marks are clicked */
export const COMPONENT_MARKS = 'over-components-marks';

export function componentLayers(theme: MapTheme, magnify: number): LayerSpecification[] {
  const source = 'over-components';
  const colour: ExpressionSpecification = ['get', 'colour'];
  const halo = { 'text-halo-color': HALOS[theme], 'text-halo-width': 1.2 * magnify };
  return [
    {
      ...{ id: COMPONENT_MARKS, type: 'symbol', source, minzoom: COMPONENT_ZOOM },
      layout: {
        'text-field': ['get', 'shape'],
        'text-font': ['sans-serif'],
        'text-size': ['interpolate', ['linear'], ['zoom'], 15, 9 * magnify, 18, 16 * magnify],
        'text-allow-overlap': true,
        'text-ignore-placement': true,
      },
      paint: { 'text-color': colour, ...halo },
    },
    {
      ...{ id: 'over-components-names', type: 'symbol', source, minzoom: NAMED_ZOOM },
      layout: {
        'text-field': ['get', 'kind'],
        'text-font': ['sans-serif'],
        'text-size': 11 * magnify,
        'text-offset': [0, 0.9],
        'text-anchor': 'top',
      },
      paint: { 'text-color': colour, ...halo },
    },
  ];
}
