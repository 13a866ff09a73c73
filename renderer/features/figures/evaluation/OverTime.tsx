import type { FiguresTable } from '#shared/contract/figuresViews.ts';
import { dayText } from '#shared/domain/periods.ts';
import { useTexts } from '../../../i18n/index.ts';
import { Chart } from '../Chart.tsx';
import { pairOption } from '../options.ts';
import styles from './evaluation.module.css';
import { evaluationTexts } from './locale.ts';

/** `11-27` for a day and a week, which is named by its Monday; `2026-11` for a month. */
function labelOf(unit: FiguresTable['series']['unit'], from: number): string {
  return unit === 'month' ? dayText(from).slice(0, 7) : dayText(from).slice(5);
}

/** Cases received and closed in each day, week or month of a period; nothing where there is but one. */
export function OverTime({ series: { unit, points } }: { series: FiguresTable['series'] }) {
  const t = useTexts(evaluationTexts);
  if (points.length < 2) return null;
  const total = (name: 'received' | 'closed') => points.reduce((sum, point) => sum + point[name], 0);
  const counts = { n: points.length, received: total('received'), closed: total('closed') };
  return (
    <div className={styles.chart}>
      <Chart
        title={t(`overTime.${unit}`)}
        words={t(`overTimeWords.${unit}`, counts)}
        option={(look) =>
          pairOption(
            look,
            points.map(({ from, ...point }) => ({ label: labelOf(unit, from), ...point })),
            [t('seriesReceived'), t('seriesClosed')],
          )
        }
      />
    </div>
  );
}
