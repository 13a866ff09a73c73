import type { ExpressionSpecification, LayerSpecification } from 'maplibre-gl';
import { STREET_NAME_SIZE, STREET_NAME_SPACING, STREET_NAME_UNTIL } from '../cases/streetNames.ts';
import type { MapPalette } from './palette.ts';
import { byZoom, part } from './parts.ts';

interface Words {
  language: 'zh-CN' | 'en';
  magnify: number;
}

/** The district's names: streets, places, communities, waters. */
export function labels(palette: MapPalette, { language, magnify }: Words): LayerSpecification[] {
  const field: ExpressionSpecification =
    language === 'en' ? ['coalesce', ['get', 'name_en'], ['get', 'name']] : ['get', 'name'];
  const halo = { 'text-halo-color': palette.halo, 'text-halo-width': 1.4 };
  const place = (
    id: string,
    kinds: string[],
    minzoom: number,
    size: number,
    color: string,
    extra: Extract<LayerSpecification, { type: 'symbol' }>['layout'] = {},
    opacity = 1,
  ) =>
    part(
      'place',
      {
        id,
        type: 'symbol',
        minzoom,
        layout: {
          'text-field': field,
          'text-font': ['sans-serif'],
          'text-size': size * magnify,
          'text-max-width': 14,
          'text-padding': 6,
          'symbol-sort-key': ['coalesce', ['get', 'rank'], 9],
          ...extra,
        },
        paint: { 'text-color': color, 'text-opacity': opacity, ...halo },
      },
      ['in', ['get', 'kind'], ['literal', kinds]],
    );
  const other: ExpressionSpecification = ['!', ['in', ['get', 'kind'], ['literal', ['street', 'community', 'water']]]];
  return [
    part('road-label', {
      id: 'label-road',
      type: 'symbol',
      minzoom: 13.5,
      layout: {
        'symbol-placement': 'line',
        'symbol-spacing': 420 * magnify,
        'text-field': field,
        'text-font': ['sans-serif'],
        'text-size': byZoom(magnify, [
          [13, 11],
          [17, 14],
        ]),
        'text-letter-spacing': 0.08,
        'text-padding': 8,
      },
      paint: { 'text-color': palette.roadLabel, ...halo },
    }),
    part(
      'place',
      {
        id: 'label-place',
        type: 'symbol',
        minzoom: 15,
        layout: {
          'text-field': field,
          'text-font': ['sans-serif'],
          'text-size': 12 * magnify,
          'text-max-width': 8,
          'symbol-sort-key': ['coalesce', ['get', 'rank'], 9],
        },
        paint: { 'text-color': palette.labelSoft, ...halo },
      },
      other,
    ),
    place('label-water', ['water'], 12, 12, palette.waterLabel, { 'text-letter-spacing': 0.2 }),
    // Enlarged names need more room: where marks are large they come when the map is nearer.
    place('label-community', ['community'], 12.6 + Math.log2(magnify), 12, palette.labelSoft),
    ...streetPlaces(palette, { language, magnify }),
  ];
}

/** Written over the workers (see cases/streetNames.ts); here it only keeps its place free. */
export function streetPlaces(palette: MapPalette, { language, magnify }: Words) {
  const layer = part(
    'place',
    {
      id: 'label-street',
      type: 'symbol',
      minzoom: 10,
      layout: {
        'text-field': language === 'en' ? ['coalesce', ['get', 'name_en'], ['get', 'name']] : ['get', 'name'],
        'text-font': ['sans-serif'],
        'text-size': STREET_NAME_SIZE * magnify,
        'text-max-width': 14,
        'text-padding': 6,
        'symbol-sort-key': ['coalesce', ['get', 'rank'], 9],
        'text-letter-spacing': STREET_NAME_SPACING,
      },
      paint: {
        'text-color': palette.label,
        'text-opacity': 0,
        'text-halo-color': palette.halo,
        'text-halo-width': 1.4,
      },
    },
    ['in', ['get', 'kind'], ['literal', ['street']]],
  );
  return [{ ...layer, maxzoom: STREET_NAME_UNTIL }];
}
