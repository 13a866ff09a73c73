import type { MusterRow } from '#shared/contract/musterViews.ts';
import { formatDuration, formatTime, useTexts } from '../../i18n/index.ts';
import { useFeed, useNow } from '../../station/index.ts';
import { wallTexts } from './locale.ts';
import styles from './wall.module.css';

const ROWS = 8;

/** The musters that are on: how long, and how many of those called are there. */
export function MusterScene() {
  const t = useTexts(wallTexts);
  const now = useNow(1000);
  const running = (useFeed('muster.list', {}).data ?? []).filter(({ stoodDownAt }) => stoodDownAt === null);
  return (
    <div className={styles.musterBoard}>
      {running.length === 0 && <p className={styles.absenceTitle}>{t('noMusters')}</p>}
      {running.slice(0, ROWS).map((muster) => (
        <MusterCard key={muster.id} muster={muster} now={now} />
      ))}
    </div>
  );
}

function MusterCard({ muster: { title, startedAt, called, gathered }, now }: { muster: MusterRow; now: number }) {
  const t = useTexts(wallTexts);
  return (
    <section className={styles.column} aria-label={title}>
      <h2 className={styles.rowTitle}>
        <span className={styles.ellipsis}>{title}</span>
      </h2>
      <p className={styles.musterCount}>{t('musterGathered', { n: gathered, of: called })}</p>
      <progress className={styles.musterBar} max={Math.max(1, called)} value={gathered} aria-hidden />
      <p className={styles.rowFacts}>
        {t('musterSince', { at: formatTime(startedAt, now), for: formatDuration(Math.max(0, now - startedAt)) })}
      </p>
    </section>
  );
}
