import type { Feature } from 'geojson';
import GeoJSONVT, { type LegacyTile } from 'geojson-vt';
import vtPbf from 'vt-pbf';
import type { District } from '../types.ts';
import type { LayerName } from './mapLayers.ts';
import { LAYER_FIELDS, layersAt } from './mapLayers.ts';
import type { Tile } from './pmtilesFile.ts';
import { encodePmtiles } from './pmtilesFile.ts';

export const MIN_ZOOM = 10;
export const MAX_ZOOM = 16;

/** The district's map as a PMTiles archive of vector tiles, zoom 10 to 16. */
export function buildMap(district: District): Buffer {
  const tiles: Tile[] = [];
  for (let zoom = MIN_ZOOM; zoom <= MAX_ZOOM; zoom++) tiles.push(...tilesOfZoom(district, zoom));
  const { info } = district;
  return encodePmtiles(tiles, {
    bbox: info.bbox,
    centre: info.centre,
    centreZoom: 13,
    metadata: {
      name: info.name.zh,
      description: info.name.en,
      version: `seed-${info.seed}`,
      type: 'baselayer',
      vector_layers: Object.entries(LAYER_FIELDS).map(([id, layer]) => ({ id, maxzoom: MAX_ZOOM, ...layer })),
    },
  });
}

function tilesOfZoom(district: District, zoom: number): Tile[] {
  const byPlace = new Map<string, Record<string, LegacyTile>>();
  for (const [layer, features] of layersAt(district, zoom)) {
    for (const [place, tile] of slice(features, zoom)) {
      const layers: Partial<Record<LayerName, LegacyTile>> = byPlace.get(place) ?? {};
      layers[layer] = tile;
      byPlace.set(place, layers);
    }
  }
  return [...byPlace].map(([place, layers]): Tile => {
    const [x = 0, y = 0] = place.split('/').map(Number);
    return { z: zoom, x, y, data: vtPbf.fromGeojsonVt(layers, { version: 2, extent: 4096 }) };
  });
}

/** Cuts features into the tiles of one zoom. One zoom more is declared, as the deepest one would not be simplified. */
function slice(features: Feature[], zoom: number): Array<[string, LegacyTile]> {
  if (features.length === 0) return [];
  const options = { maxZoom: zoom + 1, indexMaxZoom: zoom, indexMaxPoints: 0, tolerance: 3, buffer: 64 };
  const index = new GeoJSONVT({ type: 'FeatureCollection', features }, options);
  return index.tileCoords
    .filter(({ z }) => z === zoom)
    .flatMap(({ x, y }): Array<[string, LegacyTile]> => {
      const tile = index.getTile(zoom, x, y);
      return tile && tile.features.length > 0 ? [[`${x}/${y}`, tile]] : [];
    });
}
