import type { FiguresTable, Grouping } from '#shared/contract/figuresViews.ts';
import type { FigureName } from '#shared/domain/figures.ts';
import { nameIn, useLanguage, useTexts } from '../../../i18n/index.ts';
import { reportWords } from '../../../parts/index.ts';
import { Chart } from '../Chart.tsx';
import { barsOption } from '../options.ts';
import styles from './evaluation.module.css';
import { evaluationTexts } from './locale.ts';
import { figureName, valueText } from './values.ts';

/** so many bars are read side by side; the table has all */
const MOST_BARS = 15;

interface ByGroupProps {
  by: Grouping;
  groups: FiguresTable['groups'];
  /** which figure the bars show */
  name: FigureName;
}

/** One figure of each group as bars, in the table's order: those with the most cases. Where it is not known there is no bar. */
export function ByGroup({ by, groups, name }: ByGroupProps) {
  const t = useTexts(evaluationTexts);
  const tr = useTexts(reportWords);
  const language = useLanguage();
  const bars = groups.slice(0, MOST_BARS).flatMap((group) => {
    const figure = group.figures.find((one) => one.name === name);
    return figure ? [{ name: nameIn(language, group) || t('none'), value: figure.value, text: valueText(figure) }] : [];
  });
  if (bars.length === 0) return null;
  const title = t('byGroup', { figure: figureName(language, name), by: tr(`groupings.${by}`) });
  return (
    <div className={styles.bars} style={{ blockSize: `${bars.length * 1.8 + 3}em` }}>
      <Chart
        title={title}
        words={bars.map((bar) => `${bar.name} ${bar.text}`).join(', ')}
        option={(look) => barsOption(look, bars)}
      />
    </div>
  );
}
