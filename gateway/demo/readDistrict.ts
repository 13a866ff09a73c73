import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { z } from 'zod';
import {
  componentsFileSchema,
  departmentsFileSchema,
  districtInfoSchema,
  gridCollectionSchema,
  streetGraphSchema,
  workersSchema,
} from '#shared/district/files.ts';
import { taxonomySchema } from '#shared/district/taxonomy.ts';

/** Reads a district's files, each checked against its schema. Throws with the file's name and what is wrong in it. */
export async function readDistrict(folder: string) {
  const streetsFile = path.join(folder, 'streets.json');
  const [info, grids, departments, components, people, taxonomy, streets] = await Promise.all([
    readChecked(path.join(folder, 'district.json'), districtInfoSchema),
    readChecked(path.join(folder, 'grids.geojson'), gridCollectionSchema),
    readChecked(path.join(folder, 'departments.json'), departmentsFileSchema),
    readChecked(path.join(folder, 'components.json'), componentsFileSchema),
    readChecked(path.join(folder, 'workers.json'), workersSchema),
    readChecked(findTaxonomy(folder), taxonomySchema),
    existsSync(streetsFile) ? readChecked(streetsFile, streetGraphSchema) : null,
  ]);
  return { info, grids, departments, components, people, taxonomy, streets };
}
export type District = Awaited<ReturnType<typeof readDistrict>>;

const TAXONOMY = path.join('taxonomy', 'taxonomy.json');

/** The catalogue beside the district, else the shipped one: the nearest `resources` above this module. */
function findTaxonomy(district: string): string {
  const beside = path.join(district, '..', TAXONOMY);
  if (existsSync(beside)) return beside;
  for (let folder = import.meta.dirname; ; folder = path.dirname(folder)) {
    const shipped = path.join(folder, 'resources', TAXONOMY);
    if (existsSync(shipped)) return shipped;
    if (folder === path.dirname(folder)) return beside;
  }
}

async function readChecked<T>(file: string, schema: z.ZodType<T>): Promise<T> {
  const parsed = schema.safeParse(JSON.parse(await readFile(file, 'utf8')));
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  throw new Error(`${file}: ${issue?.path.join('.') ?? ''} ${issue?.message ?? ''}`);
}
