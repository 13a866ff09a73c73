import type { Grid } from '#shared/protocol/entities.ts';
import type { Feed } from './context.ts';

export const departmentList: Feed<'department.list'> = (context) => context.cache.stores.entities.list('department');

export const categoryList: Feed<'category.list'> = (context) => context.cache.stores.entities.list('category');

export const gridList: Feed<'grid.list'> = (context, { tier, parent }) => {
  const set = context.cache.live;
  const rows =
    parent === undefined
      ? context.statements.all<{ value: string }>(`SELECT value FROM entities_${set} WHERE entity = 'grid' ORDER BY id`)
      : context.statements.all<{ value: string }>(
          `SELECT value FROM entities_${set} WHERE entity = 'grid' AND parent = ? ORDER BY id`,
          parent,
        );
  return rows.map((row) => JSON.parse(row.value) as Grid).filter((grid) => grid.tier === tier);
};
