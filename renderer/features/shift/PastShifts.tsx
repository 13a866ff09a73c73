import { common, formatTime, useTexts } from '../../i18n/index.ts';
import { useFeed, useNow } from '../../station/index.ts';
import { EmptyState, Loading, Trouble } from '../../ui/index.ts';
import { Items } from './handover/Items.tsx';
import { texts } from './locale.ts';
import { Notes } from './Notes.tsx';
import styles from './shift.module.css';

/** a week of three shifts a day and some more */
const SHOWN = 30;

/** The shifts that are over, each with its log and what was handed over. */
export function PastShifts({ onOpenCase }: { onOpenCase: (id: string) => void }) {
  const t = useTexts(texts);
  const tc = useTexts(common);
  const now = useNow(10_000);
  const { data, isPending, isError, error, refetch } = useFeed('shift.past', { limit: SHOWN });
  if (isPending) return <Loading />;
  if (isError && !data) return <Trouble error={error} onRetry={() => void refetch()} />;
  if (!data || data.length === 0) return <EmptyState title={t('noPast')} />;
  return (
    <ul className={styles.past}>
      {data.map(({ shift, notes }) => (
        <li key={shift.id}>
          <details>
            <summary className={styles.summary}>
              <strong>{shift.leadName}</strong>
              <span>
                {formatTime(shift.openedAt, now)} – {formatTime(shift.closedAt ?? now, now)}
              </span>
              <span className={styles.quiet}>{t('lines', { count: notes.length })}</span>
            </summary>
            {shift.handOver && (
              <section className={styles.record} aria-label={t('tabs.handOver')}>
                <p>{t('handedTo', { name: shift.handOver.toName, time: formatTime(shift.handOver.at, now) })}</p>
                {shift.handOver.note && <p className={styles.text}>{shift.handOver.note}</p>}
                <Items items={shift.handOver.items} onOpenCase={onOpenCase} empty={tc('words.none')} />
              </section>
            )}
            <Notes notes={notes.map((note) => ({ ...note, waiting: false }))} />
          </details>
        </li>
      ))}
    </ul>
  );
}
