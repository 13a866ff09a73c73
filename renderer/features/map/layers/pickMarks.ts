import type { Map as MapLibreMap, MapGeoJSONFeature } from 'maplibre-gl';
import { COMPONENT_MARKS } from '../components/componentLayer.ts';
import { DEPARTMENT_MARKS } from '../departments/departmentLayer.ts';

/** What stands on the map for good, and lies in a layer of the panel. */
export type MarkHit =
  | { kind: 'component'; code: string; name: string; sort: string; lon: number; lat: number }
  | { kind: 'department'; code: string; name: string; open: number; lon: number; lat: number };

const MARKS = [DEPARTMENT_MARKS, COMPONENT_MARKS];

/** The nearest component or department within `reach` px of (x, y), of the layers that are on. */
export function pickMark(map: MapLibreMap, x: number, y: number, reach: number): MarkHit | null {
  const layers = MARKS.filter((id) => map.getLayer(id));
  if (layers.length === 0) return null;
  const box: [[number, number], [number, number]] = [
    [x - reach, y - reach],
    [x + reach, y + reach],
  ];
  const near = map
    .queryRenderedFeatures(box, { layers })
    .flatMap((feature) => hitOf(feature) ?? [])
    .map((hit) => {
      const at = map.project([hit.lon, hit.lat]);
      return { hit, away: Math.hypot(at.x - x, at.y - y) };
    })
    .toSorted((a, b) => a.away - b.away)[0];
  return near?.hit ?? null;
}

function hitOf({ layer, geometry, properties }: MapGeoJSONFeature): MarkHit | null {
  if (geometry.type !== 'Point') return null;
  const [lon = 0, lat = 0] = geometry.coordinates;
  const [code, name] = [String(properties.code), String(properties.name)];
  if (layer.id === DEPARTMENT_MARKS) return { kind: 'department', code, name, open: Number(properties.open), lon, lat };
  return { kind: 'component', code, name, sort: String(properties.kind), lon, lat };
}
