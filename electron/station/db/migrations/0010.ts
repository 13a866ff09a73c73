import { CACHE_SETS, pressureIndexes } from '../cacheTables.ts';

/** Parts of major incidents, and what a supervisor looks at. A database made by this version has the indexes from its start. */
export const migration = CACHE_SETS.map(
  (set) => `
DROP INDEX IF EXISTS cases_${set}_major;
DROP INDEX IF EXISTS cases_${set}_marked;
${pressureIndexes(set)}`,
).join('\n');
