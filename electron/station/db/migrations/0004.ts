import { CACHE_SETS, type CacheSet, historyTables } from '../cacheTables.ts';

/** History lines in a third of the space. Those that are there wait beside it to be moved (see EarlierHistory). */
function compactHistory(set: CacheSet): string {
  return `
ALTER TABLE case_events_${set} RENAME TO earlier_events_${set};
DROP INDEX IF EXISTS case_events_${set}_by_time;
${historyTables(set)}`;
}

export const migration = CACHE_SETS.map(compactHistory).join('\n');
