import type { FiguresTable, TableFigure } from '#shared/contract/figuresViews.ts';
import { formulaWords } from '#shared/domain/countWords.ts';
import { type FigureDefinition, FIGURES, type FigureName, rateText } from '#shared/domain/figures.ts';
import { formatCount, formatDuration, nameIn, translate } from '../../../i18n/index.ts';
import type { Settings } from '#shared/contract/settings.ts';
import { evaluationTexts } from './locale.ts';

export function definitionOf(name: FigureName): FigureDefinition {
  return FIGURES[name];
}

/** What it is taken from, as the screen, paper and workbook say it. */
export function formulaOf(language: Settings['language'], name: FigureName): string {
  return formulaWords(definitionOf(name), language === 'en' ? 'en' : 'zh');
}

/** Of how many days of the period a figure of duty is; '' where a period has no whole day. */
export function dutyWords({ days, known }: FiguresTable['duty']): string {
  if (days === 0) return '';
  return known === 0
    ? translate(evaluationTexts, 'dutyUnknown')
    : translate(evaluationTexts, 'dutyDays', { days: formatCount(days), known: formatCount(known) });
}

export function figureName(language: Settings['language'], name: FigureName): string {
  return nameIn(language, definitionOf(name));
}

/** `93.72 %`, `2天3时`, `1,054`; `–` when there is nothing to say. */
export function valueText({ name, value }: TableFigure): string {
  if (value === null) return '–';
  const { kind } = definitionOf(name);
  if (kind === 'rate') return rateText(value);
  return kind === 'count' ? formatCount(value) : formatDuration(value);
}

export function nText({ n }: TableFigure): string {
  return n === null ? '' : formatCount(n);
}
