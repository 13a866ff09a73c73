import type { ImportWorld } from '#shared/imports/check.ts';
import { importKey, type ImportRow } from '#shared/imports/rows.ts';
import type { EntityName } from '#shared/protocol/entities.ts';
import type { ImportKind } from '#shared/protocol/imports.ts';
import type { Gateway } from '../context.ts';
import { breathe } from './breathe.ts';

const PAGE = 2000;

/** What the centre knows, with what the batch itself brings: a grid may lie in one that comes with it. */
export async function importWorld(
  { storage, directory }: Gateway,
  kind: ImportKind,
  rows: readonly ImportRow[],
): Promise<ImportWorld> {
  const grids = await idsOf(storage, 'grid');
  if (kind === 'grid') for (const row of rows) grids.add(importKey(row));
  const namesComponents = rows.some((row) => 'componentCode' in row);
  const components = namesComponents ? await idsOf(storage, 'component') : new Set<string>();
  const cases = new Set<string>();
  for (const row of kind === 'case' ? rows : []) {
    if (await storage.get('case', importKey(row))) cases.add(importKey(row));
  }
  return {
    hasGrid: (code) => grids.has(code),
    hasDepartment: (code) => directory.departments.has(code),
    hasCategory: (code) => directory.categories.has(code),
    hasComponent: (code) => components.has(code),
    hasCase: (id) => cases.has(id),
    isNear: (lon, lat) => directory.isNear(lon, lat),
  };
}

async function idsOf(storage: Gateway['storage'], entity: EntityName): Promise<Set<string>> {
  const ids = new Set<string>();
  let after: string | undefined = '';
  while (after !== undefined) {
    const page = await storage.list(entity, after, PAGE);
    for (const { id } of page.rows) ids.add(id);
    after = page.next;
    await breathe();
  }
  return ids;
}
