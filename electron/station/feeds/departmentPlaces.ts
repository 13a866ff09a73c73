import { ROW_DEPARTMENT } from '../db/cacheTables.ts';
import type { Feed } from './context.ts';
import { OPEN_STATES, openSql } from './gridFigures.ts';

/** [ST317] Departments that have a place, and how many open cases each has. */
export const departmentPlaces: Feed<'department.places'> = ({ statements, cache }) => {
  const set = cache.live;
  const counted = statements.all<{ code: string | null; n: number }>(
    `SELECT ${ROW_DEPARTMENT} AS code, COUNT(*) AS n FROM cases_${set} INDEXED BY cases_${set}_queue
      WHERE ${openSql(false)} GROUP BY code`,
    { states: JSON.stringify(OPEN_STATES) },
  );
  const open = new Map(counted.map(({ code, n }) => [code, n]));
  return cache.stores.entities.list('department').flatMap(({ code, zh, en, lon, lat }) => {
    if (lon === undefined || lat === undefined) return [];
    return [{ code, zh, en, lon, lat, open: open.get(code) ?? 0 }];
  });
};
