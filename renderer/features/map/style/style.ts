import type { ExpressionSpecification, LayerSpecification, StyleSpecification } from 'maplibre-gl';
import { BASE_SOURCE, DISTRICT_SOURCE } from './source.ts';
import type { ShownBase } from '../base/shownBase.ts';
import { rasterLayers } from '../base/rasterStyle.ts';
import { vectorLayers } from '../base/vectorStyle.ts';
import { labels, streetPlaces } from './labels.ts';
import { byZoom, part } from './parts.ts';
import { MAP_PALETTES, type MapGroundLook, type MapPalette } from './palette.ts';

export interface StyleOptions {
  ground: MapGroundLook;
  /** null: the district's own tiles */
  base: ShownBase | null;
  language: 'zh-CN' | 'en';
  /** boundaries of streets, communities and unit grids */
  grids: boolean;
  /** enlarges labels and lines: the wall is read from 6 m */
  magnify: number;
}

/** The same tiles, no nearer than this: a handful holds the whole district, so there is a ground wherever the map jumps. */
const FAR_SOURCE = 'district-far';
const FAR_ZOOM = 12;
const TILES = 'pmtiles://tiles://district/map.pmtiles';

/**
 * The base map as a style object. Few layers and little overdraw: without a GPU each full-screen layer costs a frame
 * some milliseconds. No glyphs and no sprite: labels are drawn with the machine's own fonts.
 */
export function mapStyle(options: StyleOptions): StyleSpecification {
  const palette = MAP_PALETTES[options.ground];
  if (options.base) return withBase(options, options.base, palette);
  return {
    version: 8,
    sources: {
      [DISTRICT_SOURCE]: { type: 'vector', url: TILES },
      [FAR_SOURCE]: { type: 'vector', url: TILES, maxzoom: FAR_ZOOM },
    },
    layers: [
      { id: 'outside', type: 'background', paint: { 'background-color': palette.outside } },
      ...farGround(palette, options.magnify),
      ...areas(palette),
      ...roads(palette, options.magnify),
      ...boundaries(palette, options),
      ...labels(palette, options),
    ],
  };
}

/** Another ground; grids and the streets' names stay the district's, on top of it. */
function withBase(options: StyleOptions, base: ShownBase, palette: MapPalette): StyleSpecification {
  const { tiles, minZoom: minzoom, maxZoom: maxzoom, schema } = base;
  const source = { tiles: [tiles], minzoom, maxzoom };
  const ground =
    schema === 'district'
      ? [...areas(palette), ...roads(palette, options.magnify)].map((layer) => ({ ...layer, source: BASE_SOURCE }))
      : schema === null
        ? rasterLayers(options.ground, base.imagery)
        : vectorLayers(schema, palette, options);
  return {
    version: 8,
    sources: {
      [DISTRICT_SOURCE]: { type: 'vector', url: TILES },
      [BASE_SOURCE]: schema === null ? { type: 'raster', tileSize: 256, ...source } : { type: 'vector', ...source },
    },
    layers: [
      {
        id: 'outside',
        type: 'background',
        paint: { 'background-color': schema === null ? palette.outside : palette.land },
      },
      ...(ground as LayerSpecification[]),
      ...boundaries(palette, options),
      ...(schema === null ? streetPlaces(palette, options) : labels(palette, options)),
    ],
  };
}

/** Coarse ground while the tiles of a new place load; the near land covers it. */
function farGround(palette: MapPalette, magnify: number): LayerSpecification[] {
  const far = (id: string, sourceLayer: string, color: string): LayerSpecification => ({
    id,
    type: 'fill',
    source: FAR_SOURCE,
    'source-layer': sourceLayer,
    minzoom: FAR_ZOOM + 1,
    paint: { 'fill-color': color, 'fill-antialias': false },
  });
  return [
    far('far-land', 'land', palette.land),
    far('far-park', 'park', palette.park),
    far('far-water', 'water', palette.water),
    {
      id: 'far-road',
      type: 'line',
      source: FAR_SOURCE,
      'source-layer': 'road',
      minzoom: FAR_ZOOM + 1,
      filter: ['==', ['get', 'class'], 'main'],
      paint: { 'line-color': palette.main, 'line-width': byZoom(magnify, MAIN_ROAD) },
    },
  ];
}

function areas(palette: MapPalette): LayerSpecification[] {
  const block: ExpressionSpecification = [
    'match',
    ['get', 'kind'],
    ['school', 'hospital'],
    palette.special,
    'square',
    palette.land,
    palette.block,
  ];
  return [
    part('land', { id: 'land', type: 'fill', paint: { 'fill-color': palette.land, 'fill-antialias': false } }),
    part('block', {
      id: 'block',
      type: 'fill',
      minzoom: 13,
      paint: { 'fill-color': block, 'fill-antialias': false },
    }),
    part('park', { id: 'park', type: 'fill', paint: { 'fill-color': palette.park, 'fill-antialias': false } }),
    part('water', { id: 'water', type: 'fill', paint: { 'fill-color': palette.water } }),
    part('building', {
      id: 'building',
      type: 'fill',
      minzoom: 14.5,
      paint: { 'fill-color': palette.building, 'fill-outline-color': palette.buildingEdge },
    }),
  ];
}

/** Zoom and width of main roads. */
const MAIN_ROAD = [
  [10, 0.8],
  [13, 2.4],
  [15, 6],
  [17, 18],
  [19, 60],
] as const;

function roads(palette: MapPalette, magnify: number): LayerSpecification[] {
  const only = (name: string): ExpressionSpecification => ['==', ['get', 'class'], name];
  const layout = { 'line-cap': 'round', 'line-join': 'round' } as const;
  const widths = {
    lane: byZoom(magnify, [
      [13.5, 0.4],
      [15, 1.6],
      [17, 6],
      [19, 22],
    ]),
    secondary: byZoom(magnify, [
      [11, 0.5],
      [13, 1.6],
      [15, 3.4],
      [17, 11],
      [19, 40],
    ]),
    main: byZoom(magnify, MAIN_ROAD),
  };
  const casing = byZoom(magnify, [
    [14, 4.4],
    [15, 8],
    [17, 20.5],
    [19, 63],
  ]);
  const line = (id: string, name: string, color: string, width: ExpressionSpecification, minzoom: number) =>
    part(
      'road',
      { id, type: 'line', minzoom, layout, paint: { 'line-color': color, 'line-width': width } },
      only(name),
    );
  return [
    line('road-lane', 'lane', palette.lane, widths.lane, 13.5),
    line('road-secondary', 'secondary', palette.secondary, widths.secondary, 11),
    line('road-main-casing', 'main', palette.casing, casing, 14),
    line('road-main', 'main', palette.main, widths.main, 10),
  ];
}

/** Layers that the “grids” switch shows and hides. */
export const BOUNDARY_LAYERS = ['boundary-unit', 'boundary-community', 'boundary-street'] as const;

function boundaries(palette: MapPalette, { grids, magnify }: StyleOptions): LayerSpecification[] {
  const layout = { visibility: grids ? 'visible' : 'none', 'line-join': 'round' } as const;
  const tier = (
    id: (typeof BOUNDARY_LAYERS)[number],
    name: string,
    minzoom: number,
    paint: Extract<LayerSpecification, { type: 'line' }>['paint'],
  ) => part('boundary', { id, type: 'line', minzoom, layout, paint }, ['==', ['get', 'tier'], name]);
  return [
    tier('boundary-unit', 'unit', 14, { 'line-color': palette.unit, 'line-width': magnify }),
    tier('boundary-community', 'community', 12, {
      'line-color': palette.community,
      'line-width': byZoom(magnify, [
        [12, 0.8],
        [15, 1.6],
        [18, 2.4],
      ]),
      'line-dasharray': [3, 2],
    }),
    tier('boundary-street', 'street', 10, {
      'line-color': palette.street,
      'line-width': byZoom(magnify, [
        [10, 1],
        [13, 1.8],
        [16, 3],
      ]),
    }),
  ];
}
