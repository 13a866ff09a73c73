import { CACHE_SETS, type CacheSet, searchTables } from '../cacheTables.ts';

/**
 * Search by single characters, initials and facets: the index is made anew. Its rows follow in small steps after the start
 * (see SearchIndex), since a million of them take minutes.
 */
function renewedSearch(set: CacheSet): string {
  const lagging = (table: string, key: string) =>
    `INSERT OR REPLACE INTO meta SELECT '${key}', '0' WHERE EXISTS (SELECT 1 FROM ${table}_${set});`;
  return `
DROP TABLE search_cases_${set};
DROP TABLE search_others_${set};
${searchTables(set)}
${lagging('cases', `search-built-${set}`)}
${lagging('workers', `search-built-workers-${set}`)}
${lagging('entities', `search-built-entities-${set}`)}`;
}

export const migration = CACHE_SETS.map(renewedSearch).join('\n');
