/** vt-pbf 3 brings no types of its own. */
declare module 'vt-pbf' {
  import type { LegacyTile } from 'geojson-vt';

  const vtPbf: {
    /** Encodes geojson-vt tiles, one per layer, as a Mapbox Vector Tile. */
    fromGeojsonVt(layers: Record<string, LegacyTile>, options?: { version?: number; extent?: number }): Uint8Array;
  };
  export default vtPbf;
}
