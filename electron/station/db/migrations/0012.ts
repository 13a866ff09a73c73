import { CACHE_SETS, type CacheSet } from '../cacheTables.ts';
import { factsKey, factTables } from '../factTables.ts';

/** The figures' facts of each case. Those of the rows that are here are filled in afterwards, the newest first (`FactStore`). */
function facts(set: CacheSet): string {
  return `${factTables(set)}
INSERT INTO meta SELECT '${factsKey(set)}', MAX(rid) + 1 FROM cases_${set} HAVING COUNT(*) > 0;`;
}

export const migration = CACHE_SETS.map(facts).join('\n');
