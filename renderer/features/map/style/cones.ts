import type { Feature, FeatureCollection } from 'geojson';
import type { LayerSpecification } from 'maplibre-gl';
import type { VideoSourceView } from '#shared/contract/video.ts';
import type { MapTheme } from './palette.ts';

/** Cameras on the map, and what each of them sees. */
export const CONES_SOURCE = 'cameras';

const COLOURS: Record<MapTheme, { playable: string; unplayable: string; halo: string }> = {
  dark: { playable: '#5ad1c4', unplayable: '#8593a3', halo: '#0d131a' },
  light: { playable: '#0b6f66', unplayable: '#5d6b7b', halo: '#ffffff' },
};
const METERS_PER_DEGREE = 111_320;
const DEGREES_PER_CORNER = 6;
/** what a camera is taken to see that does not say how wide and far, degrees and metres */
const USUAL = { view: 60, range: 100 };

/** What a camera sees: a sector of the ground. Null for one that does not say where it looks. */
export function coneOf({ lon, lat, heading, view, range }: VideoSourceView): [number, number][] | null {
  if (heading === null) return null;
  const [width, far] = [view ?? USUAL.view, range ?? USUAL.range];
  const steps = Math.max(2, Math.ceil(width / DEGREES_PER_CORNER));
  const dLat = far / METERS_PER_DEGREE;
  const dLon = dLat / Math.cos((lat * Math.PI) / 180);
  const arc = Array.from({ length: steps + 1 }, (_, n): [number, number] => {
    const angle = ((heading - width / 2 + (width * n) / steps) * Math.PI) / 180;
    return [lon + dLon * Math.sin(angle), lat + dLat * Math.cos(angle)];
  });
  return [[lon, lat], ...arc, [lon, lat]];
}

export function conesData(sources: readonly VideoSourceView[]): FeatureCollection {
  const features = sources.flatMap((source): Feature[] => {
    const properties = { playable: source.streams.length > 0 };
    const cone = coneOf(source);
    const point: Feature = {
      type: 'Feature',
      properties,
      geometry: { type: 'Point', coordinates: [source.lon, source.lat] },
    };
    if (!cone) return [point];
    return [{ type: 'Feature', properties, geometry: { type: 'Polygon', coordinates: [cone] } }, point];
  });
  return { type: 'FeatureCollection', features };
}

export function conesLayers(theme: MapTheme, magnify: number): LayerSpecification[] {
  const { playable, unplayable, halo } = COLOURS[theme];
  const source = CONES_SOURCE;
  return [
    {
      ...{ id: 'cameras-cones', type: 'fill', source, minzoom: 13 },
      filter: ['==', ['geometry-type'], 'Polygon'],
      paint: { 'fill-color': ['case', ['get', 'playable'], playable, unplayable], 'fill-opacity': 0.22 },
    },
    {
      ...{ id: 'cameras-points', type: 'circle', source },
      filter: ['==', ['geometry-type'], 'Point'],
      paint: {
        // Known but not connected: an empty ring, not only another colour.
        'circle-color': ['case', ['get', 'playable'], playable, halo],
        'circle-radius': 4.5 * magnify,
        'circle-stroke-color': ['case', ['get', 'playable'], halo, unplayable],
        'circle-stroke-width': 1.5 * magnify,
      },
    },
  ];
}
