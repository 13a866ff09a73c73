import type { ExpressionSpecification, LayerSpecification } from 'maplibre-gl';
import type { MapPalette } from '../style/palette.ts';
import { BASE_SOURCE } from '../style/source.ts';
import type { VectorSchema } from './openedBase.ts';

/** Two common ways to name what vector tiles hold, drawn in the colours of the district's own map. */

interface Words {
  language: 'zh-CN' | 'en';
  magnify: number;
}
/** A part of the ground: layer of the tiles, property that tells its kind, and the kinds that are meant; none: all. */
type What = readonly [layer: string, by?: string, kinds?: readonly string[]];

interface Schema {
  parks: What[];
  special: What[];
  water: What[];
  buildings: What[];
  main: What;
  secondary: What;
  lane: What;
  roadNames: What;
  places: What;
}

const GREEN = ['park', 'grass', 'wood', 'forest', 'garden', 'golf_course', 'grassland', 'scrub', 'nature_reserve'];
const SPECIAL = ['school', 'university', 'college', 'kindergarten', 'hospital'];
const SCHEMAS: Record<Exclude<VectorSchema, 'district'>, Schema> = {
  openmaptiles: {
    parks: [['landcover', 'class', GREEN], ['landuse', 'class', GREEN], ['park']],
    special: [['landuse', 'class', SPECIAL]],
    water: [['water']],
    buildings: [['building']],
    main: ['transportation', 'class', ['motorway', 'trunk', 'primary']],
    secondary: ['transportation', 'class', ['secondary', 'tertiary']],
    lane: ['transportation', 'class', ['minor', 'service', 'track', 'path', 'busway']],
    roadNames: ['transportation_name'],
    places: ['place'],
  },
  protomaps: {
    parks: [
      ['landuse', 'kind', GREEN],
      ['landcover', 'kind', GREEN],
    ],
    special: [['landuse', 'kind', SPECIAL]],
    water: [['water']],
    buildings: [['buildings']],
    main: ['roads', 'kind', ['highway', 'major_road']],
    secondary: ['roads', 'kind', ['medium_road']],
    lane: ['roads', 'kind', ['minor_road', 'path', 'other']],
    roadNames: ['roads'],
    places: ['places'],
  },
};

export function vectorLayers(
  name: Exclude<VectorSchema, 'district'>,
  palette: MapPalette,
  { language, magnify }: Words,
): LayerSpecification[] {
  const schema = SCHEMAS[name];
  const fills = (id: string, parts: readonly What[], color: string, minzoom = 0): LayerSpecification[] =>
    parts.map((what, n) => ({
      ...of(`base-${id}-${n}`, what),
      type: 'fill',
      minzoom,
      paint: { 'fill-color': color, 'fill-antialias': false },
    }));
  const line = (id: string, what: What, color: string, width: number, minzoom: number): LayerSpecification => ({
    ...of(`base-${id}`, what),
    type: 'line',
    minzoom,
    layout: { 'line-cap': 'round', 'line-join': 'round' },
    paint: { 'line-color': color, 'line-width': widthBy(width * magnify) },
  });
  const halo = { 'text-halo-color': palette.halo, 'text-halo-width': 1.4 };
  const text = { 'text-field': nameIn(language), 'text-font': ['sans-serif'], 'text-padding': 6 };
  return [
    ...fills('park', schema.parks, palette.park),
    ...fills('special', schema.special, palette.special),
    ...fills('water', schema.water, palette.water),
    ...fills('building', schema.buildings, palette.building, 14),
    line('lane', schema.lane, palette.lane, 0.35, 13),
    line('secondary', schema.secondary, palette.secondary, 0.7, 10),
    line('main', schema.main, palette.main, 1, 7),
    {
      ...of('base-road-name', schema.roadNames),
      type: 'symbol',
      minzoom: 13.5,
      layout: { ...text, 'symbol-placement': 'line', 'text-size': 12 * magnify, 'symbol-spacing': 420 * magnify },
      paint: { 'text-color': palette.roadLabel, ...halo },
    },
    {
      ...of('base-place', schema.places),
      type: 'symbol',
      layout: { ...text, 'text-size': 13 * magnify },
      paint: { 'text-color': palette.labelSoft, ...halo },
    },
  ];
}

function of(id: string, [layer, by, kinds]: What) {
  const filter: ExpressionSpecification | null = by && kinds ? ['in', ['get', by], ['literal', [...kinds]]] : null;
  return { id, source: BASE_SOURCE, 'source-layer': layer, ...(filter ? { filter } : {}) };
}

function widthBy(width: number): ExpressionSpecification {
  const stops = [
    [8, 0.6],
    [13, 2.4],
    [15, 6],
    [17, 18],
    [19, 60],
  ] as const;
  return ['interpolate', ['exponential', 1.6], ['zoom'], ...stops.flatMap(([zoom, each]) => [zoom, each * width])];
}

function nameIn(language: 'zh-CN' | 'en'): ExpressionSpecification {
  return language === 'en'
    ? ['coalesce', ['get', 'name:en'], ['get', 'name']]
    : ['coalesce', ['get', 'name:zh-Hans'], ['get', 'name:zh'], ['get', 'name']];
}
