import { useTexts } from '../../i18n/index.ts';
import { Spinner, useAfter } from '../../ui/index.ts';
import styles from './desk.module.css';
import { texts } from './locale.ts';

/** a start of every day is long over by then */
const LONG_MS = 4000;

/** The desk before its station answers: the regions as they will stand, and words for what is awaited, and for why it takes so long. */
export function StartUp() {
  const t = useTexts(texts);
  const long = useAfter(LONG_MS);
  return (
    <div className={styles.startUp}>
      <div className={styles.skeletonQueue} aria-hidden>
        {Array.from({ length: 14 }, (_, row) => (
          <span key={row} className={styles.skeletonRow} />
        ))}
      </div>
      <main className={styles.startWords} role="status">
        <Spinner />
        <p className={styles.startTitle}>{t('starting')}</p>
        <p className={styles.startDetail}>{t(long ? 'startingLong' : 'startingDetail')}</p>
      </main>
    </div>
  );
}
