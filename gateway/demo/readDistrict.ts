import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { z } from 'zod';
import {
  componentsFileSchema,
  departmentsFileSchema,
  gridCollectionSchema,
  workersSchema,
} from '#shared/district/files.ts';
import { taxonomySchema } from '#shared/district/taxonomy.ts';

/** Reads a district's files, each checked against its schema. Throws with the file's name and what is wrong in it. */
export async function readDistrict(folder: string) {
  const taxonomyFile = path.join(folder, '..', 'taxonomy', 'taxonomy.json');
  const [grids, departments, components, people, taxonomy] = await Promise.all([
    readChecked(path.join(folder, 'grids.geojson'), gridCollectionSchema),
    readChecked(path.join(folder, 'departments.json'), departmentsFileSchema),
    readChecked(path.join(folder, 'components.json'), componentsFileSchema),
    readChecked(path.join(folder, 'workers.json'), workersSchema),
    readChecked(taxonomyFile, taxonomySchema),
  ]);
  return { grids, departments, components, people, taxonomy };
}
export type District = Awaited<ReturnType<typeof readDistrict>>;

async function readChecked<T>(file: string, schema: z.ZodType<T>): Promise<T> {
  const parsed = schema.safeParse(JSON.parse(await readFile(file, 'utf8')));
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  throw new Error(`${file}: ${issue?.path.join('.') ?? ''} ${issue?.message ?? ''}`);
}
