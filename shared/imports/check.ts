import { parentGrid } from '../domain/codes.ts';
import type { ImportKind } from '../protocol/imports.ts';
import type { ImportRow } from './rows.ts';
import type { ImportTrouble, ImportTroubleReason } from './troubles.ts';

/** What is known where a row is judged, with what the batch itself brings. */
export interface ImportWorld {
  hasGrid(code: string): boolean;
  hasDepartment(code: string): boolean;
  hasCategory(code: string): boolean;
  hasComponent(code: string): boolean;
  hasCase(id: string): boolean;
  /** whether a position may be one of this district's */
  isNear(lon: number, lat: number): boolean;
}

type Checks = { [K in ImportKind]: (row: ImportRow<K>, world: ImportWorld) => (ImportTrouble | null)[] };

const CHECKS: Checks = {
  case: (row, world) => [
    unless(world.hasCategory(row.categoryCode), 'categoryCode', 'no-category', row.categoryCode),
    placed(row, world),
    unless(
      row.componentCode === undefined || world.hasComponent(row.componentCode),
      'componentCode',
      'no-component',
      row.componentCode ?? '',
    ),
    unless(!world.hasCase(row.id), 'title', 'case-there', row.title),
  ],
  grid: (row, world) => {
    const parent = parentGrid(row.code);
    const isStreet = row.code.length === 9;
    const far = row.rings?.flat().find(([lon, lat]) => !world.isNear(lon, lat));
    return [
      unless(isStreet || (parent !== null && world.hasGrid(parent)), 'code', 'no-parent', row.code),
      unless(far === undefined, 'rings', 'outside-district', far?.join(', ') ?? ''),
    ];
  },
  component: (row, world) => [
    unless(world.hasDepartment(row.ownerDepartment), 'ownerDepartment', 'no-department', row.ownerDepartment),
    unless(row.gridCode === undefined || world.hasGrid(row.gridCode), 'gridCode', 'no-grid', row.gridCode ?? ''),
    placed(row, world),
  ],
  department: () => [],
  worker: (row, world) => [unless(world.hasGrid(row.gridCode), 'gridCode', 'no-grid', row.gridCode)],
  category: (row, world) => [
    unless(world.hasDepartment(row.departmentCode), 'departmentCode', 'no-department', row.departmentCode),
  ],
};

/** What is wrong with a row whose fields are each in order: what it names is not there. */
export function rowTroubles<K extends ImportKind>(kind: K, row: ImportRow<K>, world: ImportWorld): ImportTrouble[] {
  // The table says that each kind judges its own rows; TypeScript cannot follow the name through it.
  const check = CHECKS[kind] as (row: ImportRow<K>, world: ImportWorld) => (ImportTrouble | null)[];
  return check(row, world).filter((trouble) => trouble !== null);
}

function placed({ lon, lat }: { lon: number; lat: number }, world: ImportWorld): ImportTrouble | null {
  return unless(world.isNear(lon, lat), 'lon', 'outside-district', `${lon}, ${lat}`);
}

function unless(fine: boolean, field: string, reason: ImportTroubleReason, value: string): ImportTrouble | null {
  return fine ? null : { field, reason, value };
}
