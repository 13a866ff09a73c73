import { COHORT_NAMES, COHORTS, FACT_NAMES, type FactName } from '#shared/domain/cohorts.ts';
import type { CacheSet } from './cacheTables.ts';

/** The column of a fact. */
export function factColumn(name: FactName): string {
  return name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}

/** The moments that place a case in a period: each is an index of its own. */
export const MOMENTS: readonly FactName[] = [...new Set(COHORT_NAMES.map((name) => COHORTS[name].moment))];

/** The index by a moment. */
export function momentIndex(set: CacheSet, moment: FactName): string {
  return `case_facts_${set}_${factColumn(moment)}`;
}

/**
 * What the figures count of each case, one narrow row beside the case's own: a period is read through the index of the moment
 * it asks for, and nothing of the case itself. Most moments come in the order of the rows, so that the indexes grow at their ends.
 */
export function factTables(s: CacheSet): string {
  return `
CREATE TABLE IF NOT EXISTS case_facts_${s} (
  rid INTEGER PRIMARY KEY, category_code TEXT NOT NULL, grid_code TEXT NOT NULL, department_id TEXT,
  ${FACT_NAMES.map((name) => `${factColumn(name)} INTEGER`).join(', ')}
);
${MOMENTS.map((moment) => {
  const column = factColumn(moment);
  return `CREATE INDEX IF NOT EXISTS ${momentIndex(s, moment)} ON case_facts_${s} (${column}) WHERE ${column} IS NOT NULL;`;
}).join('\n')}`;
}

/** Where `meta` keeps down to which row the facts have been filled in; no such row when all are. */
export function factsKey(set: CacheSet): string {
  return `facts-from-${set}`;
}
