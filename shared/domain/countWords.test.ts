import { expect, it } from 'vitest';
import { formulaWords } from './countWords.ts';
import { FIGURE_NAMES, FIGURES } from './figures.ts';

it('every formula is said in words of both languages, and none is left in the names of the counts', () => {
  for (const name of FIGURE_NAMES) {
    expect(formulaWords(FIGURES[name], 'zh')).toMatch(/^[\p{Script=Han}()+−÷ ]+$/u);
    expect(formulaWords(FIGURES[name], 'en')).toMatch(/^[a-z,()+−÷ ]+$/);
  }
  expect(formulaWords(FIGURES['missed-report-rate'], 'zh')).toBe('他人发现 ÷ (本网格员发现 + 他人发现)');
  expect(formulaWords(FIGURES['overdue-rate'], 'en')).toBe('(due to be handled − handled in time) ÷ due to be handled');
});
