import { formatCount, formatDuration, useTexts } from '../../../i18n/index.ts';
import { useCentreTime } from '../../../parts/index.ts';
import { useNow, useStatus } from '../../../station/index.ts';
import { texts } from '../locale.ts';
import styles from './manager.module.css';

/** What happens with what waits, in words: it goes out by itself, how far that is, and how long the oldest has waited. */
export function SendingState() {
  const t = useTexts(texts);
  const now = useNow(1000);
  const atCentre = useCentreTime();
  const status = useStatus();
  if (!status || status.outbox.waiting === 0) return null;
  const { waiting, drain, oldestAt } = status.outbox;
  const isOnline = status.link.state === 'online';
  const age = oldestAt === null ? 0 : Math.max(0, now - atCentre(oldestAt));
  const words = isOnline
    ? t(drain ? 'draining' : 'sendingSoon', {
        n: formatCount(drain?.done ?? waiting),
        total: formatCount(drain?.total ?? 0),
      })
    : t('waitsForNetwork', { n: formatCount(waiting) });
  return (
    <div className={styles.sending}>
      <p role="status">
        {words}
        {oldestAt !== null && age >= 1000 && <span>{t('oldest', { duration: formatDuration(age) })}</span>}
      </p>
      {isOnline && drain && (
        <progress
          className={styles.bar}
          aria-label={t('drainProgress')}
          max={Math.max(1, drain.total)}
          value={drain.done}
        />
      )}
    </div>
  );
}
