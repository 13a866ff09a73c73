import { useTexts } from '../../i18n/index.ts';
import { Spinner } from '../../ui/index.ts';
import styles from './desk.module.css';
import { texts } from './locale.ts';

/** The desk before its station answers: the regions as they will stand, and words for what is awaited. */
export function StartUp() {
  const t = useTexts(texts);
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
        <p className={styles.startDetail}>{t('startingDetail')}</p>
      </main>
    </div>
  );
}
