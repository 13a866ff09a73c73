import { type ImportWorld, rowTroubles } from '#shared/imports/check.ts';
import { type ConvertHelp, converted, type FileRow } from '#shared/imports/convert.ts';
import { importKey } from '#shared/imports/rows.ts';
import type { ImportTrouble } from '#shared/imports/troubles.ts';
import { IMPORT_COLUMNS, missingFields } from '#shared/imports/columns.ts';
import type { ImportKind } from '#shared/protocol/imports.ts';
import { breathe } from '../breathe.ts';
import type { Cache } from '../cache/cache.ts';
import type { Knowledge } from '../intake/knowledge.ts';
import { placeOf } from './crs.ts';
import { type OpenFile, placedByFile } from './openFile.ts';
import { pointOf, ringsOf } from './shapes.ts';

/** rows between two breaths: some milliseconds */
const SLICE = 500;
/** degrees a position may lie off the district's grids: far more than a mistake of the coordinate system makes */
const NEAR_DEGREES = 2;

/** All rows of a file as they would come in. */
export interface Judged {
  /** rows that are new, and those that replace one that is there */
  fresh: number;
  replacing: number;
  /** by row, in the order of the file */
  troubles: Map<number, ImportTrouble[]>;
  /** the rows that are right, as they are sent */
  lines: string[];
}
export const NOTHING_JUDGED: Judged = { fresh: 0, replacing: 0, troubles: new Map(), lines: [] };

interface Known {
  cache: Cache;
  knowledge: Knowledge;
  now: number;
}

/**
 * Reads and judges every row by the rules the centre has, in slices. Null when it was stopped.
 *
 * @param stopped what is judged is no longer wanted
 */
export async function judgeRows(open: OpenFile, known: Known, stopped: () => boolean): Promise<Judged | null> {
  const { kind, table, mapping } = open;
  if (!table || missingFields(kind, mapping, placedByFile(open)).length > 0) return NOTHING_JUDGED;
  const help = helpFor(open, known);
  const isThere = thereOf(kind, known.cache);
  const judged: Judged = { ...NOTHING_JUDGED, troubles: new Map(), lines: [] };
  const fileRows = table.rows.map((_, n) => fileRowOf(open, n));
  const own = kind === 'grid' ? new Set(fileRows.map(({ cells }) => cells.code ?? '')) : new Set<string>();
  const world = await worldFor(known, own);
  const seen = new Set<string>();
  for (const [n, fileRow] of fileRows.entries()) {
    if (n % SLICE === SLICE - 1) await breathe();
    if (stopped()) return null;
    const outcome = converted(kind, fileRow, help);
    const troubles = outcome.ok ? rowTroubles(kind, outcome.row, world) : outcome.troubles;
    const key = outcome.ok ? importKey(outcome.row) : '';
    if (outcome.ok && seen.has(key))
      troubles.push({ field: keyField(kind), reason: 'twice', value: fileRow.cells[keyField(kind)] ?? '' });
    if (!outcome.ok || troubles.length > 0) {
      judged.troubles.set(n, troubles);
      continue;
    }
    seen.add(key);
    if (isThere(key)) judged.replacing += 1;
    else judged.fresh += 1;
    judged.lines.push(JSON.stringify(outcome.row));
  }
  return judged;
}

/** The cell that is shown as wrong when a row is there twice. */
function keyField(kind: ImportKind): string {
  return kind === 'case' ? 'title' : (IMPORT_COLUMNS[kind][0]?.field ?? '');
}

function fileRowOf(open: OpenFile, n: number): FileRow {
  const { table, mapping, crs, kind } = open;
  const values = open.cellsOf(n);
  const cells: Record<string, string> = {};
  mapping.forEach((field, column) => {
    if (field !== null) cells[field] = values[column] ?? '';
  });
  if (!table?.shapes) return { cells };
  const shape = table.shapes[n] ?? null;
  return kind === 'grid' ? { cells, rings: ringsOf(shape, crs) } : { cells, at: pointOf(shape, crs) };
}

function helpFor(open: OpenFile, { cache, now }: Known): ConvertHelp {
  const { entities, cases } = cache.stores;
  const departments = new Map(
    entities.list('department').flatMap(({ code, zh, en }) => [zh, en].map((name) => [name, code])),
  );
  const categories = new Map(
    entities.list('category').flatMap(({ code, zh, en }) => [zh, en].map((name) => [name, code])),
  );
  return {
    place: (x, y) => placeOf(x, y, open.crs),
    departmentCode: (text) => departments.get(text) ?? (entities.get('department', text) ? text : null),
    categoryCode: (text) => categories.get(text) ?? (entities.get('category', text) ? text : null),
    isCancelled: (id) => cases.get(id)?.shown.state === 'cancelled',
    now,
  };
}

async function worldFor({ cache, knowledge }: Known, own: ReadonlySet<string>): Promise<ImportWorld> {
  const { entities, cases } = cache.stores;
  const { box } = (await knowledge.ground()).grids;
  return {
    hasGrid: (code) => own.has(code) || entities.get('grid', code) !== null,
    hasDepartment: (code) => entities.get('department', code) !== null,
    hasCategory: (code) => entities.get('category', code) !== null,
    hasComponent: (code) => entities.get('component', code) !== null,
    hasCase: (id) => cases.get(id) !== null,
    isNear: (lon, lat) =>
      box === null ||
      (lon >= box[0] - NEAR_DEGREES &&
        lon <= box[2] + NEAR_DEGREES &&
        lat >= box[1] - NEAR_DEGREES &&
        lat <= box[3] + NEAR_DEGREES),
  };
}

function thereOf(kind: ImportKind, { stores }: Cache): (key: string) => boolean {
  if (kind === 'case') return () => false;
  if (kind === 'worker') return (key) => stores.records.worker(key) !== null;
  return (key) => stores.entities.get(kind, key) !== null;
}
