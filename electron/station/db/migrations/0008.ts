import { CACHE_SETS, markerIndex } from '../cacheTables.ts';

/** The map reads every open case without touching a row. A database made by this version has the index from its start. */
export const migration = CACHE_SETS.map((set) => `DROP INDEX IF EXISTS cases_${set}_markers;${markerIndex(set)}`).join(
  '\n',
);
