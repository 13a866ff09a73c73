// shpjs 6 has named exports, which the types published for its version 3 do not know.
declare module 'shpjs' {
  import type { Geometry } from 'geojson';

  /** Shapes of a .shp file, one a record; null for an empty one. Throws on bytes that are none. */
  export function parseShp(shp: Uint8Array): (Geometry | null)[];
}
