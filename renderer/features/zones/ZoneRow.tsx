import type { CoverageRow } from '#shared/contract/coverageViews.ts';
import { formatDuration, useTexts } from '../../i18n/index.ts';
import { CoverageMark } from './CoverageMark.tsx';
import { standingWords } from './coverageWords.ts';
import { texts } from './locale.ts';
import styles from './zones.module.css';

/** One area: how it stands, and what else is known of it. */
export function ZoneRow({ row, asOf }: { row: CoverageRow; asOf: number }) {
  const t = useTexts(texts);
  const { code, name, state, onDuty, silent, over, walkedOn } = row;
  return (
    <div className={styles.row} data-zone={code} data-state={state}>
      <CoverageMark state={state} />
      <span className={styles.name} title={`${name} ${code}`}>
        {name}
      </span>
      <span className={styles.standing}>{standingWords(row, asOf, t)}</span>
      <span className={styles.facts}>
        <span className={styles[state]}>{t(`states.${state}`)}</span>
        {over > 0 && <span className={styles.late}>{t('over', { time: formatDuration(over) })}</span>}
        <span>{t('onDuty', { n: onDuty })}</span>
        {silent > 0 && <span>{t('silent', { n: silent })}</span>}
        {walkedOn !== null && <span>{t('walkedOn', { day: walkedOn })}</span>}
      </span>
    </div>
  );
}
