import { type Case, ENDED_STATES, URGENCIES } from '#shared/domain/case.ts';
import type { Searched } from '#shared/domain/searchTerms.ts';
import type { Department, Grid, Worker } from '#shared/protocol/entities.ts';
import type { Indexed } from './searchIndex.ts';

/** What a case is found by. Never the contact. */
export function searchedCase({
  number,
  title,
  address,
  text,
}: Pick<Case, 'number' | 'title' | 'address' | 'text'>): Searched {
  return { named: `${title} ${address}`, text: `${number ?? ''} ${text}` };
}

export function searchedWorker({ id, name }: Pick<Worker, 'id' | 'name'>): Searched {
  return { named: name, text: id };
}

export function searchedGrid({ code, name }: Pick<Grid, 'code' | 'name'>): Searched {
  return { named: name, text: code };
}

export function searchedDepartment({ code, zh, en }: Pick<Department, 'code' | 'zh' | 'en'>): Searched {
  return { named: zh, text: `${code} ${en}` };
}

/** Digits of a code that name a whole: class and group of a category, street and community of a grid. */
const CATEGORY_LEVELS = [2, 4];
const GRID_LEVELS = [9, 12];

/** Facets a case is filtered by; each value is a term of its own beside those of the text. */
export type FacetName =
  | 'open'
  | 'urgency'
  | 'category'
  | 'grid'
  | 'department'
  | 'source'
  | 'day'
  | 'worker'
  | 'merged';

const DAY_MS = 86_400_000;
/** The day of a facet that holds a time, in UTC: a range is cut to the millisecond elsewhere. */
export function facetDay(at: number): number {
  return Math.floor(at / DAY_MS);
}

/** Whether a code is a facet's value: a whole one, or one of the levels above. */
export function isLevel(name: 'category' | 'grid', code: string): boolean {
  const levels = name === 'category' ? CATEGORY_LEVELS : GRID_LEVELS;
  return levels.includes(code.length) || code.length > (levels.at(-1) ?? 0);
}

function levelsOf(code: string, lengths: readonly number[]): string[] {
  return [
    ...new Set([...lengths.filter((length) => length < code.length).map((length) => code.slice(0, length)), code]),
  ];
}

function caseFacets(value: Case): [FacetName, string][] {
  const each = (name: FacetName, codes: string[]) => codes.map((code): [FacetName, string] => [name, code]);
  const ended = ENDED_STATES.includes(value.state);
  return [
    ['open', ended ? '0' : '1'],
    ['urgency', String(URGENCIES.indexOf(value.urgency))],
    ...each('category', levelsOf(value.categoryCode, CATEGORY_LEVELS)),
    ...each('grid', levelsOf(value.gridCode, GRID_LEVELS)),
    ['department', value.departmentId ?? ''],
    ['source', value.source],
    ['day', String(facetDay(value.reportedAt))],
    // Open ones are found by who has them in hand.
    ...each('worker', ended ? value.workerIds : []),
    // What was merged into a case is found by that one.
    ...each('merged', value.mergedIntoId === null ? [] : [value.mergedIntoId]),
  ];
}

export const INDEXED_CASES: Indexed<Case> = {
  table: 'cases',
  into: 'search_cases',
  rowid: (rid) => rid,
  found: (value) => ({ ...searchedCase(value), facets: caseFacets(value) }),
};

/** Workers and the other entities share an index: even rowids are workers, odd ones the rest. */
export const INDEXED_WORKERS: Indexed<Worker> = {
  table: 'workers',
  into: 'search_others',
  rowid: (rid) => rid * 2,
  found: (value) => searchedWorker(value),
};

export const INDEXED_ENTITIES: Indexed<unknown> = {
  table: 'entities',
  into: 'search_others',
  rowid: (rid) => rid * 2 + 1,
  found(value, entity) {
    if (entity === 'grid') return searchedGrid(value as Grid);
    return entity === 'department' ? searchedDepartment(value as Department) : null;
  },
};
