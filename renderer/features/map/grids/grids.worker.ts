import { gridCollectionSchema } from '#shared/district/files.ts';
import { type GridLookup, gridLookup } from './gridIndex.ts';

/** Holds the grids' polygons off the main thread and answers which grid a place is in. */
let lookup: Promise<GridLookup> | null = null;

async function load(): Promise<GridLookup> {
  const response = await fetch('tiles://district/grids.geojson');
  if (!response.ok) throw new Error(`grids.geojson: ${response.status}`);
  return gridLookup(gridCollectionSchema.parse(await response.json()));
}

self.onmessage = async ({ data }: MessageEvent<{ n: number; lon: number; lat: number }>) => {
  lookup ??= load();
  try {
    self.postMessage({ n: data.n, place: (await lookup)(data.lon, data.lat) });
  } catch {
    // Without the file there are no grid names; the map itself still works.
    self.postMessage({ n: data.n, place: null });
  }
};
