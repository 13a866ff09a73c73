import type { Limit, Urgency } from '../domain/case.ts';
import { normaliseText } from '../domain/search.ts';
import type { ImportKind } from '../protocol/imports.ts';
import { importedCaseId } from './caseId.ts';
import { IMPORT_COLUMNS } from './columns.ts';
import { IMPORT_ROWS, type ImportRow } from './rows.ts';
import { timeOf } from './times.ts';
import type { ImportTrouble, ImportTroubleReason } from './troubles.ts';

/** One row of a file: its cells by field, trimmed, and what the file itself tells of its place. */
export interface FileRow {
  cells: Readonly<Record<string, string>>;
  /** of a file with shapes, WGS-84 */
  at?: { lon: number; lat: number } | null;
  rings?: [number, number][][] | null;
}

export interface ConvertHelp {
  /** WGS-84 of two cells; null when they are no coordinate of the file's system */
  place(x: number, y: number): { lon: number; lat: number } | null;
  /** of a code or name; null: none is called so */
  departmentCode(text: string): string | null;
  categoryCode(text: string): string | null;
  /** whether a case was made of such a row before and taken back */
  isCancelled(caseId: string): boolean;
  now: number;
}

export type Converted<K extends ImportKind> =
  | { ok: true; row: ImportRow<K> }
  | { ok: false; troubles: ImportTrouble[] };

class Cells {
  readonly troubles: ImportTrouble[] = [];
  readonly row: FileRow;

  constructor(row: FileRow) {
    this.row = row;
  }

  text(field: string): string {
    return this.row.cells[field] ?? '';
  }

  given(field: string): string | undefined {
    return this.text(field) === '' ? undefined : this.text(field);
  }

  /** The words of a cell, between commas or the like; undefined when it is empty. */
  list(field: string): string[] | undefined {
    return this.given(field)
      ?.split(/[,，、;；|]\s*/u)
      .filter(Boolean);
  }

  wrong(field: string, reason: ImportTroubleReason, value = this.text(field)): undefined {
    this.troubles.push({ field, reason, value });
  }

  /** What a cell says by a rule of its own; undefined when it is empty or wrong, which is noted. */
  read<T>(field: string, rule: (text: string) => T | null, reason: ImportTroubleReason): T | undefined {
    const text = this.given(field);
    if (text === undefined) return undefined;
    return rule(text) ?? this.wrong(field, reason);
  }

  /** `lon` and `lat` of the cells, else of the file's shape. */
  placed(help: ConvertHelp): { lon?: number; lat?: number } {
    if (this.text('lon') === '' && this.text('lat') === '' && this.row.at) return this.row.at;
    const [x, y] = [this.read('lon', numberOf, 'not-a-number'), this.read('lat', numberOf, 'not-a-number')];
    if (x === undefined || y === undefined) return {};
    const at = help.place(x, y);
    if (!at) this.wrong('lon', 'outside-projection', `${x}, ${y}`);
    return at ?? {};
  }

  /** The same of what may be without a place: half of one is a mistake. */
  placedWhole(help: ConvertHelp): { lon?: number; lat?: number } {
    const [lon, lat] = [this.text('lon') === '', this.text('lat') === ''];
    if (lon !== lat) this.wrong(lon ? 'lon' : 'lat', 'missing', '');
    return lon === lat ? this.placed(help) : {};
  }
}

type Converters = { [K in ImportKind]: (cells: Cells, help: ConvertHelp) => Record<string, unknown> };

const CONVERTERS: Converters = {
  case: (cells, help) => {
    const at = cells.placed(help);
    const told = cells.given('sourceNumber');
    const seed = told
      ? [told]
      : ['categoryCode', 'title', 'text', 'reportedAt', 'address', 'lon', 'lat'].map((field) => cells.text(field));
    let id = importedCaseId(seed);
    for (let turn = 1; help.isCancelled(id); turn += 1) id = importedCaseId(seed, turn);
    const text = cells.text('text');
    return {
      id,
      categoryCode: cells.read('categoryCode', help.categoryCode, 'no-category'),
      title: cells.text('title'),
      text: told ? `${text}\n（来源编号 ${told}）`.trim() : text,
      urgency: cells.read('urgency', urgencyOf, 'not-a-choice'),
      reportedAt: cells.read('reportedAt', timeOf, 'not-a-time') ?? help.now,
      ...at,
      address: cells.text('address'),
      componentCode: cells.given('componentCode'),
    };
  },
  grid: (cells) => ({
    code: cells.text('code'),
    name: cells.text('name'),
    rings: cells.row.rings ?? undefined,
  }),
  component: (cells, help) => ({
    code: cells.text('code'),
    name: cells.text('name'),
    ownerDepartment: cells.read('ownerDepartment', help.departmentCode, 'no-department'),
    ...cells.placed(help),
    gridCode: cells.given('gridCode'),
  }),
  department: (cells, help) => ({
    code: cells.text('code'),
    zh: cells.text('zh'),
    en: cells.given('en'),
    ...cells.placedWhole(help),
  }),
  worker: (cells) => ({
    id: cells.text('id'),
    name: cells.text('name'),
    role: cells.read('role', roleOf, 'not-a-choice') ?? 'grid-worker',
    teamId: cells.text('teamId'),
    gridCode: cells.text('gridCode'),
    skills: cells.list('skills'),
  }),
  category: (cells, help) => ({
    ...Object.fromEntries(
      ['code', 'zh', 'groupCode', 'groupZh', 'classCode', 'classZh'].map((field) => [field, cells.text(field)]),
    ),
    en: cells.given('en'),
    departmentCode: cells.read('departmentCode', help.departmentCode, 'no-department'),
    urgency: cells.read('urgency', urgencyOf, 'not-a-choice'),
    ...Object.fromEntries(
      ['accept', 'dispatch', 'handle', 'verify'].map((field) => [field, cells.read(field, limitOf, 'not-a-limit')]),
    ),
    synonyms: cells.list('synonyms'),
    pinyin: cells.given('pinyin'),
    catalogueVersion: cells.given('catalogueVersion'),
  }),
};

/** Reads one row of a file as its kind, or says of each field what is wrong with it. */
export function converted<K extends ImportKind>(kind: K, row: FileRow, help: ConvertHelp): Converted<K> {
  const cells = new Cells(row);
  for (const { field, required } of IMPORT_COLUMNS[kind]) {
    const isPlaced = (field === 'lon' || field === 'lat') && row.at;
    if (required && cells.text(field) === '' && !isPlaced) cells.wrong(field, 'missing', '');
  }
  if (row.rings === null) cells.wrong('rings', 'bad-shape', '');
  const told = CONVERTERS[kind](cells, help);
  const parsed = IMPORT_ROWS[kind].safeParse(told);
  if (!parsed.success) {
    for (const { path } of parsed.error.issues) {
      const field = String(path[0] ?? '');
      if (!cells.troubles.some((trouble) => trouble.field === field) && !hidden(field, cells))
        cells.wrong(field, 'malformed');
    }
  }
  if (cells.troubles.length > 0) return { ok: false, troubles: cells.troubles };
  return parsed.success
    ? { ok: true, row: parsed.data as ImportRow<K> }
    : { ok: false, troubles: [{ field: '', reason: 'malformed', value: '' }] };
}

/** A place that could not be made of two cells is told of once. */
function hidden(field: string, { troubles }: Cells): boolean {
  return (
    (field === 'lon' || field === 'lat') &&
    troubles.some((trouble) => trouble.field === 'lon' || trouble.field === 'lat')
  );
}

function numberOf(text: string): number | null {
  return /^[+-]?\d+(\.\d+)?$/.test(text) ? Number(text) : null;
}

const URGENCY_WORDS: Readonly<Record<Urgency, readonly string[]>> = {
  critical: ['critical', '特急', '重大', '特别紧急'],
  urgent: ['urgent', '紧急', '急', '较急'],
  normal: ['normal', '一般', '普通', '常规'],
};
const ROLE_WORDS = {
  'grid-worker': ['grid-worker', 'grid worker', '网格员', '专职网格员'],
  'team-lead': ['team-lead', 'team lead', '组长', '班长', '网格长'],
  specialist: ['specialist', '专员', '专业人员'],
} as const;

function urgencyOf(text: string): Urgency | null {
  return wordOf(URGENCY_WORDS, text);
}

function roleOf(text: string): keyof typeof ROLE_WORDS | null {
  return wordOf(ROLE_WORDS, text);
}

function wordOf<K extends string>(words: Readonly<Record<K, readonly string[]>>, text: string): K | null {
  const asked = normaliseText(text);
  const found = (Object.keys(words) as K[]).find((key) => words[key].some((word) => normaliseText(word) === asked));
  return found ?? null;
}

const LIMIT_UNITS: readonly [form: RegExp, unit: Limit['unit']][] = [
  [/^(工作小时|工时|working ?hours?)$/i, 'working-hour'],
  [/^(个?工作日|working ?days?)$/i, 'working-day'],
  [/^(紧急小时|小时|时|urgent ?hours?|hours?|h)$/i, 'urgent-hour'],
];

/** `2工作小时`, `3 个工作日`, `24小时` (round the clock). */
function limitOf(text: string): Limit | null {
  const [, value = '', unit = ''] = /^(\d+(?:\.\d+)?)\s*(.+)$/u.exec(text.trim()) ?? [];
  const found = LIMIT_UNITS.find(([form]) => form.test(unit.trim()));
  return found && Number(value) > 0 ? { value: Number(value), unit: found[1] } : null;
}
