import type { Map as MapLibreMap, MapGeoJSONFeature } from 'maplibre-gl';
import type { VideoSourceView } from '#shared/contract/video.ts';
import { COMPONENT_MARKS } from '../components/componentLayer.ts';
import { DEPARTMENT_MARKS } from '../departments/departmentLayer.ts';

/** What stands on the map for good, and lies in a layer of the panel. */
export type MarkHit =
  | { kind: 'component'; code: string; name: string; sort: string; lon: number; lat: number }
  | { kind: 'department'; code: string; name: string; open: number; lon: number; lat: number };

export interface CameraHit {
  kind: 'camera';
  id: string;
  name: string;
  lon: number;
  lat: number;
}

const MARKS = [DEPARTMENT_MARKS, COMPONENT_MARKS];

/** The nearest component or department within `reach` px of (x, y), of the layers that are on. */
export function pickMark(map: MapLibreMap, x: number, y: number, reach: number): MarkHit | null {
  const layers = MARKS.filter((id) => map.getLayer(id));
  if (layers.length === 0) return null;
  const box: [[number, number], [number, number]] = [
    [x - reach, y - reach],
    [x + reach, y + reach],
  ];
  const near = map.queryRenderedFeatures(box, { layers }).flatMap((feature) => hitOf(feature) ?? []);
  return nearest(map, near, x, y)?.place ?? null;
}

/** The nearest of these cameras within `reach` px of (x, y). */
export function pickCamera(
  map: MapLibreMap,
  cameras: readonly VideoSourceView[],
  x: number,
  y: number,
  reach: number,
): CameraHit | null {
  const near = nearest(map, cameras, x, y);
  if (!near || near.away > reach) return null;
  const { id, name, lon, lat } = near.place;
  return { kind: 'camera', id, name, lon, lat };
}

function nearest<T extends { lon: number; lat: number }>(map: MapLibreMap, places: readonly T[], x: number, y: number) {
  return places
    .map((place) => {
      const at = map.project([place.lon, place.lat]);
      return { place, away: Math.hypot(at.x - x, at.y - y) };
    })
    .toSorted((a, b) => a.away - b.away)[0];
}

function hitOf({ layer, geometry, properties }: MapGeoJSONFeature): MarkHit | null {
  if (geometry.type !== 'Point') return null;
  const [lon = 0, lat = 0] = geometry.coordinates;
  const [code, name] = [String(properties.code), String(properties.name)];
  if (layer.id === DEPARTMENT_MARKS) return { kind: 'department', code, name, open: Number(properties.open), lon, lat };
  return { kind: 'component', code, name, sort: String(properties.kind), lon, lat };
}
