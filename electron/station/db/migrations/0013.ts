import { CACHE_SETS, type CacheSet, listTable } from '../cacheTables.ts';

/**
 * Which lists a case stands in (see caseLists.ts). Only open cases are read to fill it, by an index that holds them alone: what
 * ended cases stand in came after this version.
 */
function lists(set: CacheSet): string {
  return `
${listTable(set)}
INSERT OR IGNORE INTO case_lists_${set}
  SELECT 'hand:' || hand.value, urgency, due_at, cases_${set}.id
  FROM cases_${set} INDEXED BY cases_${set}_markers, json_each(cases_${set}.value, '$.handledByIds') AS hand WHERE open = 1;`;
}

export const migration = CACHE_SETS.map(lists).join('\n');
