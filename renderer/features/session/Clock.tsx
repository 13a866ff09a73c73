import { formatDate, formatFullTime, useTexts } from '../../i18n/index.ts';
import { useNow } from '../../station/index.ts';
import { texts } from './locale.ts';
import styles from './session.module.css';

/** Time and date by the centre's clock. */
export function Clock() {
  const t = useTexts(texts);
  const now = useNow(1000);
  return (
    <div className={styles.clock} title={t('clock')}>
      <time className={styles.time}>{formatFullTime(now).slice(11)}</time>
      <span className={styles.date}>{formatDate(now)}</span>
    </div>
  );
}
