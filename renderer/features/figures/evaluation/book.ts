import type { FiguresTable } from '#shared/contract/figuresViews.ts';
import type { Settings } from '#shared/contract/settings.ts';
import { FIGURE_NAMES, type FigureName, isOfDuty } from '#shared/domain/figures.ts';
import type { TableCell, TableSheet } from '#shared/tables/table.ts';
import { nameIn, translate } from '../../../i18n/index.ts';
import { evaluationTexts } from './locale.ts';
import { definitionOf, dutyWords, figureName, formulaOf } from './values.ts';

const FORMATS = { rate: '0.00%', count: '#,##0', 'mean-ms': '[h]:mm:ss' } as const;
/** a spreadsheet counts time in days */
const DAY_MS = 86_400_000;

/** A figure as a number with its format: a spreadsheet counts on with it. */
function cellOf(name: FigureName, value: number | null): TableCell {
  if (value === null) return null;
  const { kind } = definitionOf(name);
  return { number: kind === 'mean-ms' ? value / DAY_MS : value, format: FORMATS[kind] };
}

/** The workbook of a table: all figures, the groups with n in a column of its own, and what each figure means. */
export function sheetsOf(table: FiguresTable, language: Settings['language']): TableSheet[] {
  const t = (key: 'title' | 'figure' | 'value' | 'n' | 'formula' | 'total' | 'none' | 'by' | 'definitions' | 'note') =>
    translate(evaluationTexts, key);
  const n = (value: number | null): TableCell => (value === null ? null : { number: value, format: '#,##0' });
  const all: TableSheet = {
    name: t('title'),
    head: [t('figure'), t('value'), t('n'), t('note')],
    rows: table.total.map((figure) => [
      figureName(language, figure.name),
      cellOf(figure.name, figure.value),
      n(figure.n),
      isOfDuty(figure.name) ? dutyWords(table.duty) : null,
    ]),
    widths: [28, 14, 12, 44],
  };
  const groups: TableSheet = {
    name: t('by'),
    head: [
      t('by'),
      ...FIGURE_NAMES.flatMap((name) => {
        const words = figureName(language, name);
        return definitionOf(name).whole ? [words, `${words} ${t('n')}`] : [words];
      }),
    ],
    rows: table.groups.map((group) => [
      nameIn(language, group) || t('none'),
      ...group.figures.flatMap(({ name, value, n: of }) =>
        definitionOf(name).whole ? [cellOf(name, value), n(of)] : [cellOf(name, value)],
      ),
    ]),
    widths: [24],
  };
  const definitions: TableSheet = {
    name: t('definitions'),
    head: [t('figure'), t('formula')],
    rows: FIGURE_NAMES.map((name) => [figureName(language, name), formulaOf(language, name)]),
    widths: [28, 60],
  };
  return [all, ...(table.groups.length > 0 ? [groups] : []), definitions];
}
