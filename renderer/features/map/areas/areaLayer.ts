import type { Feature, FeatureCollection } from 'geojson';
import type { ExpressionSpecification, LayerSpecification } from 'maplibre-gl';
import type { AreaColour, MapArea } from '#shared/domain/mapArea.ts';
import { type AreaGeometry, circleRing, metersPerDegree } from '#shared/geo/index.ts';
import type { MapTheme } from '../style/palette.ts';

/** Okabe and Ito's palette: every kind of colour vision tells them apart; darker by day, so that lines stand out. */
export const AREA_SHADES: Record<MapTheme, Record<AreaColour, string>> = {
  dark: {
    ...{ orange: '#e69f00', sky: '#56b4e9', green: '#2fbf94', yellow: '#f0e442' },
    ...{ blue: '#5b9bf0', vermilion: '#ff7a3d', purple: '#e08fbf' },
  },
  light: {
    ...{ orange: '#a86f00', sky: '#1f7fb8', green: '#00795a', yellow: '#8a7f00' },
    ...{ blue: '#00568c', vermilion: '#b84a00', purple: '#a34f80' },
  },
};

/** pixels of the world at zoom 0 */
const WORLD_PX = 512;
const EARTH_DEGREES = 360;

/** Areas as the map draws them: circles as polygons, corridors as lines of their width. */
export function areaData(areas: readonly MapArea[], theme: MapTheme): FeatureCollection {
  return {
    type: 'FeatureCollection',
    features: areas.map((area): Feature => {
      const properties = { id: area.id, name: area.name, kind: area.kind, colour: AREA_SHADES[theme][area.colour] };
      return { type: 'Feature', ...shapeOf(area.geometry, properties) };
    }),
  };
}

function shapeOf(shape: AreaGeometry, properties: object): Pick<Feature, 'geometry' | 'properties'> {
  if (shape.kind === 'polygon') return { properties, geometry: { type: 'Polygon', coordinates: [shape.ring] } };
  if (shape.kind === 'circle') {
    const ring = circleRing(shape.centre, shape.radius);
    return { properties, geometry: { type: 'Polygon', coordinates: [ring] } };
  }
  return {
    properties: { ...properties, px: pixelsAtZero(shape.width, shape.line[0]?.[1] ?? 0) },
    geometry: { type: 'LineString', coordinates: shape.line },
  };
}

/** How many pixels of the map at zoom 0 a length at a latitude is; doubled with every zoom. */
export function pixelsAtZero(meters: number, lat: number): number {
  return ((meters / metersPerDegree(lat).east) * WORLD_PX) / EARTH_DEGREES;
}

/** As wide on the ground at every zoom as it was drawn. */
const GROUND_WIDTH: ExpressionSpecification = [
  ...(['interpolate', ['exponential', 2], ['zoom']] as const),
  ...[0, ['get', 'px'], 24, ['*', ['get', 'px'], 2 ** 24]],
] as ExpressionSpecification;

const isPolygon: ExpressionSpecification = ['==', ['geometry-type'], 'Polygon'];
const isLine: ExpressionSpecification = ['==', ['geometry-type'], 'LineString'];
const isHazard: ExpressionSpecification = ['==', ['get', 'kind'], 'hazard'];

/** Hazards are filled more, geofences have a dashed edge: told apart without their colours. */
export function areaLayers(theme: MapTheme, magnify: number): LayerSpecification[] {
  const source = 'over-areas';
  const colour: ExpressionSpecification = ['get', 'colour'];
  const edge = { 'line-color': colour, 'line-width': 2 * magnify };
  const isFence: ExpressionSpecification = ['==', ['get', 'kind'], 'geofence'];
  const kinds: { id: string; filter: ExpressionSpecification; dash?: number[] }[] = [
    { id: 'solid', filter: ['!', isFence] },
    { id: 'dashed', filter: isFence, dash: [3, 1.5] },
  ];
  const dashOf = ({ dash }: { dash?: number[] }) => (dash ? { 'line-dasharray': dash } : {});
  return [
    {
      ...{ id: 'over-areas-fill', type: 'fill', source },
      filter: isPolygon,
      paint: { 'fill-color': colour, 'fill-opacity': ['case', isHazard, 0.32, 0.14] },
    },
    {
      ...{ id: 'over-areas-corridor', type: 'line', source },
      filter: isLine,
      layout: { 'line-cap': 'round', 'line-join': 'round' },
      paint: { 'line-color': colour, 'line-width': GROUND_WIDTH, 'line-opacity': ['case', isHazard, 0.32, 0.16] },
    },
    ...kinds.map(
      (kind): LayerSpecification => ({
        ...{ id: `over-areas-edge-${kind.id}`, type: 'line', source },
        filter: ['all', isPolygon, kind.filter],
        paint: { ...edge, ...dashOf(kind) },
      }),
    ),
    ...kinds.map(
      (kind): LayerSpecification => ({
        ...{ id: `over-areas-sides-${kind.id}`, type: 'line', source },
        filter: ['all', isLine, kind.filter],
        paint: { ...edge, 'line-gap-width': GROUND_WIDTH, ...dashOf(kind) },
      }),
    ),
    {
      ...{ id: 'over-areas-name', type: 'symbol', source, minzoom: 12 },
      layout: {
        'text-field': ['get', 'name'],
        'text-font': ['sans-serif'],
        'text-size': 12 * magnify,
        'symbol-placement': 'point',
      },
      paint: {
        'text-color': colour,
        'text-halo-color': theme === 'dark' ? '#0d131a' : '#ffffff',
        'text-halo-width': 1.6,
      },
    },
  ];
}
