import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PMTiles, tileIdToZxy, zxyToTileId } from 'pmtiles';
import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  componentsFileSchema,
  departmentsFileSchema,
  districtInfoSchema,
  gridCollectionSchema,
  streetGraphSchema,
  workersSchema,
} from '#shared/district/files.ts';
import { districtFiles } from './districtFiles.ts';
import { generateDistrict } from './generateDistrict.ts';
import { MAX_ZOOM, MIN_ZOOM } from './tiles/buildMap.ts';

const committed = new URL('../../../resources/district/', import.meta.url);
const rebuilt = mkdtempSync(join(tmpdir(), 'district-'));

beforeAll(() => {
  for (const [name, content] of districtFiles(generateDistrict(1))) writeFileSync(join(rebuilt, name), content);
});

afterAll(() => rmSync(rebuilt, { recursive: true }));

function archive(path: string | URL): PMTiles {
  const bytes = readFileSync(path);
  return new PMTiles({
    getKey: () => String(path),
    getBytes: async (offset, length) => ({ data: Uint8Array.from(bytes.subarray(offset, offset + length)).buffer }),
  });
}

/** Every tile of a zoom within the box of the archive, by number. */
async function tilesOf(map: PMTiles, zoom: number): Promise<Map<number, Buffer>> {
  const { minLon, minLat, maxLon, maxLat } = await map.getHeader();
  const column = (lon: number): number => Math.floor(((lon + 180) / 360) * 2 ** zoom);
  const row = (lat: number): number =>
    Math.floor(((1 - Math.asinh(Math.tan((lat * Math.PI) / 180)) / Math.PI) / 2) * 2 ** zoom);
  const found = new Map<number, Buffer>();
  for (let x = column(minLon); x <= column(maxLon); x++) {
    for (let y = row(maxLat); y <= row(minLat); y++) {
      const tile = await map.getZxy(zoom, x, y);
      if (tile) found.set(zxyToTileId(zoom, x, y), Buffer.from(tile.data));
    }
  }
  return found;
}

test('building seed 1 again gives the committed files', () => {
  expect(readdirSync(rebuilt).sort()).toEqual(readdirSync(committed).sort());
  const changed = readdirSync(rebuilt).filter(
    (name) => !readFileSync(join(rebuilt, name)).equals(readFileSync(new URL(name, committed))),
  );
  expect(changed.filter((name) => name !== 'map.pmtiles')).toEqual([]);
});

test('building seed 1 again gives the committed map, tile by tile', async () => {
  const [ours, theirs] = [archive(join(rebuilt, 'map.pmtiles')), archive(new URL('map.pmtiles', committed))];
  expect(await theirs.getMetadata()).toEqual(await ours.getMetadata());
  for (let zoom = MIN_ZOOM; zoom <= MAX_ZOOM; zoom++) {
    const [made, kept] = [await tilesOf(ours, zoom), await tilesOf(theirs, zoom)];
    expect([...kept.keys()]).toEqual([...made.keys()]);
    expect([...made].filter(([id, data]) => !kept.get(id)?.equals(data)).map(([id]) => tileIdToZxy(id))).toEqual([]);
  }
});

test('the map answers every tile its header counts and stays lean', async () => {
  const map = archive(new URL('map.pmtiles', committed));
  const header = await map.getHeader();
  let count = 0;
  let largest = 0;
  for (let zoom = MIN_ZOOM; zoom <= MAX_ZOOM; zoom++) {
    for (const tile of (await tilesOf(map, zoom)).values()) {
      count += 1;
      largest = Math.max(largest, tile.length);
    }
  }
  expect(count).toBe(header.numAddressedTiles);
  expect(largest).toBeLessThan(120_000);
  expect(readFileSync(new URL('map.pmtiles', committed)).length).toBeLessThan(8_000_000);
  expect(readFileSync(new URL('grids.geojson', committed)).length).toBeLessThan(3_000_000);
});

test('every committed file passes its schema and agrees with the others', () => {
  const read = (name: string): unknown => JSON.parse(readFileSync(new URL(name, committed), 'utf8'));
  const { counts } = districtInfoSchema.parse(read('district.json'));
  const grids = gridCollectionSchema.parse(read('grids.geojson')).features;
  const { workers, teams } = workersSchema.parse(read('workers.json'));
  expect(grids).toHaveLength(counts.streets + counts.communities + counts.unitGrids);
  expect(streetGraphSchema.parse(read('streets.json')).grids).toHaveLength(counts.unitGrids);
  expect(componentsFileSchema.parse(read('components.json')).components).toHaveLength(counts.components);
  expect(departmentsFileSchema.parse(read('departments.json')).departments.length).toBeGreaterThanOrEqual(24);
  expect([workers.length, teams.length]).toEqual([counts.workers, counts.communities]);
  expect(workers[0]).toMatchObject({ id: 'w00001', index: 0, role: 'team-lead' });
});

test('a damaged file is refused with the place of the damage', () => {
  const graph = {
    version: 1,
    classes: ['main', 'secondary', 'lane'],
    names: [{ zh: '永安路', en: 'Yongan Road' }],
    grids: [],
  };
  const bad = streetGraphSchema.safeParse({ ...graph, nodes: [[121, 31]], edges: [[0, 5, 0, 0]] });
  expect(bad.error?.message).toContain('edge 0 points outside the file');
  const workers = {
    version: 1,
    roles: ['grid-worker', 'team-lead', 'specialist'],
    teams: [],
    rows: [['王伟', '99010100100101', 0, 0]],
  };
  expect(workersSchema.safeParse(workers).error?.message).toContain('worker row 0');
});
