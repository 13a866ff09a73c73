import type { Feature, FeatureCollection } from 'geojson';
import type { ExpressionSpecification, LayerSpecification } from 'maplibre-gl';
import { NOTICE_LEVELS, type Notice, noticeBox, type NoticeLevel } from '#shared/domain/notice.ts';
import type { MapTheme } from '../style/palette.ts';

/** The colours the levels are called by, as each ground lets them be read. */
export const LEVEL_SHADES: Record<MapTheme, Record<NoticeLevel, string>> = {
  dark: { blue: '#6aa6ff', yellow: '#f4dc4a', orange: '#ff9d2e', red: '#ff6156' },
  light: { blue: '#0b57a8', yellow: '#7a6a00', orange: '#a84d00', red: '#b3201a' },
};

/** px of the edge: the graver the thicker, so that a level is told without its colour */
const EDGES: Record<NoticeLevel, number> = { blue: 1.2, yellow: 2, orange: 3, red: 4.2 };

/**
 * Notices as the map draws them; the gravest on top. `words` of a notice stand once, in the middle of its first outline: in an outline
 * itself the map would write them anew in every tile.
 */
export function noticeData(
  notices: readonly Notice[],
  theme: MapTheme,
  now: number,
  words: (notice: Notice) => string,
): FeatureCollection {
  const grave = ({ level }: Notice) => NOTICE_LEVELS.indexOf(level);
  return {
    type: 'FeatureCollection',
    features: notices
      .toSorted((a, b) => grave(a) - grave(b))
      .flatMap((notice): Feature[] => {
        const { id, level, from, polygons } = notice;
        const [west, south, east, north] = noticeBox({ polygons: polygons.slice(0, 1) });
        const colour = LEVEL_SHADES[theme][level];
        const coordinates = polygons.map((rings) => rings.map((ring) => ring.map(([lon, lat]) => [lon, lat])));
        const common = { colour, edge: EDGES[level] };
        return [
          {
            type: 'Feature',
            properties: { ...common, id, begun: from === null || from <= now },
            geometry: { type: 'MultiPolygon', coordinates },
          },
          {
            type: 'Feature',
            properties: { ...common, words: words(notice) },
            geometry: { type: 'Point', coordinates: [(west + east) / 2, (south + north) / 2] },
          },
        ];
      }),
  };
}

/** The style layers in which a notice is found again under the mouse. */
export const fillOf = (id: string): string => `over-${id}-fill`;

/** One that is yet to begin has a dashed edge and hardly any fill. */
export function noticeLayers(id: string, theme: MapTheme, magnify: number): LayerSpecification[] {
  const source = `over-${id}`;
  const colour: ExpressionSpecification = ['get', 'colour'];
  const begun: ExpressionSpecification = ['get', 'begun'];
  const width: ExpressionSpecification = ['*', ['get', 'edge'], magnify];
  return [
    {
      ...{ id: fillOf(id), type: 'fill', source },
      paint: { 'fill-color': colour, 'fill-opacity': ['case', begun, 0.18, 0.06] },
    },
    {
      ...{ id: `over-${id}-edge`, type: 'line', source },
      filter: begun,
      paint: { 'line-color': colour, 'line-width': width },
    },
    {
      ...{ id: `over-${id}-edge-ahead`, type: 'line', source },
      filter: ['!', begun],
      paint: { 'line-color': colour, 'line-width': width, 'line-dasharray': [3, 2] },
    },
    {
      ...{ id: `over-${id}-words`, type: 'symbol', source },
      filter: ['==', ['geometry-type'], 'Point'],
      layout: {
        'text-field': ['get', 'words'],
        'text-font': ['sans-serif'],
        'text-size': 13 * magnify,
        'symbol-sort-key': ['-', 0, ['get', 'edge']],
      },
      paint: {
        'text-color': colour,
        'text-halo-color': theme === 'dark' ? '#0d131a' : '#ffffff',
        'text-halo-width': 1.6,
      },
    },
  ];
}
