import { CACHE_SETS, type CacheSet, queueIndexes, strayTable, workerIndexes } from '../cacheTables.ts';

/** Queues are filtered within their own index, and workers found by duty and grid. A million cases take some 8 s, once. */
function widerIndexes(set: CacheSet): string {
  return `
DROP INDEX cases_${set}_queue;
DROP INDEX cases_${set}_supervised;
DROP INDEX IF EXISTS workers_${set}_grid;
DROP INDEX IF EXISTS workers_${set}_duty;
${queueIndexes(set)}
${workerIndexes(set)}
${strayTable(set)}`;
}

export const migration = CACHE_SETS.map(widerIndexes).join('\n');
