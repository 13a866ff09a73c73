import type { EntityName, EntityRow } from '#shared/protocol/entities.ts';

type Names = { [E in EntityName]?: (row: EntityRow<E>) => string[] };

/** What rows name of grids, components, departments, categories and workers, as `entity:id`. */
const NAMES: Names = {
  case: (row) => [
    `category:${row.categoryCode}`,
    `grid:${row.gridCode}`,
    ...(row.departmentId ? [`department:${row.departmentId}`] : []),
    ...(row.componentCode ? [`component:${row.componentCode}`] : []),
    ...row.workerIds.map((id) => `worker:${id}`),
    ...(row.assignments ?? []).map(({ kind, id }) => `${kind}:${id}`),
  ],
  component: (row) => [`department:${row.ownerDepartment}`, `grid:${row.gridCode}`],
  worker: (row) => [`grid:${row.gridCode}`],
  category: (row) => [`department:${row.departmentCode}`],
  grid: (row) => [`grid:${row.parent ?? ''}`],
  command: (row) => row.workerIds.map((id) => `worker:${id}`),
};

export function namesIn<E extends EntityName>(entity: E, row: EntityRow<EntityName>): string[] {
  // The table says that each entity reads its own rows; TypeScript cannot follow the name through it.
  const names = NAMES[entity] as ((row: EntityRow<EntityName>) => string[]) | undefined;
  return names?.(row) ?? [];
}
