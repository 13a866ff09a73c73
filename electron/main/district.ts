import { closeSync, existsSync, openSync, readFileSync, readSync } from 'node:fs';
import { join } from 'node:path';
import type { z } from 'zod';
import {
  componentsFileSchema,
  departmentsFileSchema,
  districtInfoSchema,
  gridCollectionSchema,
  streetGraphSchema,
  workersFileSchema,
} from '#shared/district/files.ts';
import type { AppFacts } from '#shared/contract/bridge.ts';

const FILES: Record<string, z.ZodType> = {
  'district.json': districtInfoSchema,
  'grids.geojson': gridCollectionSchema,
  'departments.json': departmentsFileSchema,
  'components.json': componentsFileSchema,
  'workers.json': workersFileSchema,
  'streets.json': streetGraphSchema,
};
const MAP_FILE = 'map.pmtiles';
const MAP_MAGIC = 'PMTiles';

export interface ChosenDistrict {
  folder: string;
  /** why the folder that was asked for is not the one, in the user's words by its code; null when it is */
  notice: AppFacts['notices'][number] | null;
}

/**
 * The district's folder: the one asked for when it is whole, else the shipped one. A broken folder would end the demo
 * centre at each start, and nobody would be told why.
 */
export function chooseDistrict(asked: string | null, shipped: string): ChosenDistrict {
  if (asked === null) return { folder: shipped, notice: null };
  if (!existsSync(asked)) return { folder: shipped, notice: { code: 'district-missing', detail: asked } };
  const broken = [...Object.keys(FILES), MAP_FILE].find((name) => !isWhole(asked, name));
  if (broken === undefined) return { folder: asked, notice: null };
  return { folder: shipped, notice: { code: 'district-damaged', detail: join(asked, broken) } };
}

function isWhole(folder: string, name: string): boolean {
  const path = join(folder, name);
  const schema = FILES[name];
  try {
    if (!schema) return startOf(path, MAP_MAGIC.length) === MAP_MAGIC;
    return schema.safeParse(JSON.parse(readFileSync(path, 'utf8'))).success;
  } catch {
    return false;
  }
}

function startOf(path: string, bytes: number): string {
  const handle = openSync(path, 'r');
  try {
    const buffer = Buffer.alloc(bytes);
    readSync(handle, buffer, 0, bytes, 0);
    return buffer.toString('latin1');
  } finally {
    closeSync(handle);
  }
}
