import { formatDate, formatTime, useTexts } from '../../i18n/index.ts';
import { useNow } from '../../station/index.ts';
import styles from './figures.module.css';
import { figuresTexts } from './locale.ts';

/** The centre's time, to the second, with the date. */
export function WallClock() {
  const t = useTexts(figuresTexts);
  const now = useNow(1000);
  return (
    <div className={styles.clock} role="timer" aria-label={t('clock')}>
      <span className={styles.date}>{formatDate(now)}</span>
      <time className={styles.now}>{formatTime(now, now, true)}</time>
    </div>
  );
}
