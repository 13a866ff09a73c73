import type { StageLimits } from '../domain/case.ts';
import { parentGrid } from '../domain/codes.ts';
import type { EntityRow } from '../protocol/entities.ts';
import type { ImportKind } from '../protocol/imports.ts';
import type { ImportRow } from './rows.ts';

/** The kinds whose rows replace one that is there; a case never does. */
export type ReplacingKind = Exclude<ImportKind, 'case'>;

export interface MergeHelp {
  /** the grid a position lies in, '' when in none */
  gridAt(lon: number, lat: number): string;
  /** the number of a worker who is new */
  workerIndex(): number;
  /** of the catalogue as it is now */
  catalogueVersion: string;
}

const LIMITS: StageLimits = {
  accept: { value: 2, unit: 'working-hour' },
  dispatch: { value: 2, unit: 'working-hour' },
  handle: { value: 3, unit: 'working-day' },
  verify: { value: 1, unit: 'working-day' },
};

type Merges = {
  [K in ReplacingKind]: (
    row: ImportRow<K>,
    before: EntityRow<K> | null,
    help: MergeHelp,
  ) => Omit<EntityRow<K>, 'version'>;
};

const MERGES: Merges = {
  grid: (row, before) => ({
    ...before,
    ...row,
    tier: row.code.length === 9 ? 'street' : row.code.length === 12 ? 'community' : 'unit',
    parent: parentGrid(row.code),
  }),
  component: (row, before, help) => ({ ...before, ...row, gridCode: row.gridCode ?? help.gridAt(row.lon, row.lat) }),
  department: (row, before) => ({ ...before, ...row, en: row.en ?? before?.en ?? row.zh }),
  worker: (row, before, help) => ({
    ...{ onDuty: false, dutySince: null },
    ...before,
    ...row,
    index: before?.index ?? help.workerIndex(),
    skills: row.skills ?? before?.skills,
  }),
  category: ({ accept, dispatch, handle, verify, ...row }, before, { catalogueVersion }) => {
    const limits = before?.limits ?? LIMITS;
    return {
      ...{ synonyms: [], pinyin: '', urgency: 'normal', icon: '', catalogueVersion },
      ...{ en: row.zh, groupEn: row.groupZh, classEn: row.classZh },
      ...before,
      ...row,
      limits: {
        accept: accept ?? limits.accept,
        dispatch: dispatch ?? limits.dispatch,
        handle: handle ?? limits.handle,
        verify: verify ?? limits.verify,
      },
    };
  },
};

/** The row as it will stand: what the batch does not tell is kept from before, or has its usual value. */
export function mergedRow<K extends ReplacingKind>(
  kind: K,
  row: ImportRow<K>,
  before: EntityRow<K> | null,
  help: MergeHelp,
): EntityRow<K> {
  // The table says that each kind takes its own rows; TypeScript cannot follow the name through it.
  const merge = MERGES[kind] as (row: ImportRow<K>, before: EntityRow<K> | null, help: MergeHelp) => object;
  return { ...merge(row, before, help), version: (before?.version ?? 0) + 1 } as EntityRow<K>;
}
