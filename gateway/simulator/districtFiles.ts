import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { z } from 'zod';
import { streetGraphSchema, type StreetGraph, workersSchema } from '#shared/district/files.ts';
import { type Taxonomy, taxonomySchema } from '#shared/district/taxonomy.ts';
import { sceneOf } from './behaviour/reportTexts.ts';
import type { Profile } from './behaviour/state.ts';
import type { CatalogueEntry } from './behaviour/world.ts';

/** What the simulator reads of `resources/`. */
export interface DistrictFiles {
  streets: StreetGraph;
  roster: Profile[];
  catalogue: CatalogueEntry[];
}

/** Reads and checks the district of a folder. Throws an Error that names the file and what is wrong with it. */
export function readDistrict(folder = findDistrict()): DistrictFiles {
  const { workers } = readChecked(join(folder, 'workers.json'), workersSchema);
  return {
    streets: readChecked(join(folder, 'streets.json'), streetGraphSchema),
    roster: workers.map(({ id, index, gridCode }) => ({ id, index, gridCode })),
    catalogue: catalogueOf(readChecked(findTaxonomy(folder), taxonomySchema)),
  };
}

/** The case types with their pictures; what is urgent is rare, disputes are rarer than things lying about. */
export function catalogueOf(taxonomy: Taxonomy): CatalogueEntry[] {
  const groups = new Map(taxonomy.groups.map((group) => [group.code, group]));
  const classes = new Map(taxonomy.classes.map((entry) => [entry.code, entry.zh]));
  return taxonomy.types.map((type) => {
    const group = groups.get(type.groupCode);
    const groupZh = group?.zh ?? '';
    const scene = sceneOf(classes.get(group?.classCode ?? '') ?? '', groupZh, type.zh);
    const often = { critical: 0.15, urgent: 0.6, normal: 1.5 }[type.urgency];
    return { type, groupZh, scene, weight: scene === 'people' ? often / 3 : often };
  });
}

function readChecked<T>(path: string, schema: z.ZodType<T>): T {
  let content: unknown;
  try {
    content = JSON.parse(readFileSync(path, 'utf8'));
  } catch (error) {
    throw new Error(`读不到数据文件 ${path}：${error instanceof Error ? error.message : String(error)}`);
  }
  const parsed = schema.safeParse(content);
  if (parsed.success) return parsed.data;
  throw new Error(`数据文件 ${path} 有误：${parsed.error.issues[0]?.message ?? '格式不符'}`);
}

/** What is said on the radio, as Opus packets of 20 ms; the file is `u16 length, packet` again and again. */
export function readSpeech(): Uint8Array[] {
  const bytes = readFileSync(findResource(join('radio', 'speech.packets')));
  const packets: Uint8Array[] = [];
  for (let at = 0; at + 2 < bytes.length; ) {
    const length = bytes.readUInt16LE(at);
    packets.push(bytes.subarray(at + 2, at + 2 + length));
    at += 2 + length;
  }
  return packets;
}

/** The catalogue beside the district, else the shipped one. */
function findTaxonomy(district: string): string {
  const file = join('taxonomy', 'taxonomy.json');
  const beside = join(district, '..', file);
  return existsSync(beside) ? beside : findResource(file);
}

function findDistrict(): string {
  return dirname(findResource(join('district', 'streets.json')));
}

/** A file of the nearest `resources` above this module: it stands elsewhere in the sources than in the built app. */
function findResource(name: string): string {
  let folder = dirname(fileURLToPath(import.meta.url));
  for (;;) {
    const candidate = join(folder, 'resources', name);
    if (existsSync(candidate)) return candidate;
    const above = dirname(folder);
    if (above === folder) throw new Error('找不到 resources/district 目录，请用 --district 指定');
    folder = above;
  }
}
