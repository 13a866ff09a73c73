import type { FeatureCollection } from 'geojson';
import type { GeoJSONSource, LayerSpecification, Map as MapLibreMap } from 'maplibre-gl';

/** Lays GeoJSON over the ground; without layers nothing of it is shown. A new style drops it: it is laid again with the next dress. */
export function layOver(
  map: MapLibreMap,
  id: string,
  data: FeatureCollection,
  layers: readonly LayerSpecification[] | null,
): void {
  if (!map.isStyleLoaded() && !map.getStyle()) return;
  const source = map.getSource<GeoJSONSource>(id);
  if (source) void source.setData(data);
  else if (layers) map.addSource(id, { type: 'geojson', data });
  for (const layer of layers ?? []) if (!map.getLayer(layer.id)) map.addLayer(layer);
}
