import { common, formatTime, useTexts } from '../../i18n/index.ts';
import { useFeed, useNow } from '../../station/index.ts';
import { UrgencyMark } from '../../ui/index.ts';
import styles from './figures.module.css';
import { figuresTexts } from './locale.ts';

/** The words of an action the ticker knows; others are shown as they come. */
type ActionName = keyof typeof common.zh.actions;

/** The latest case events, newest first; as many lines as fit are seen, none moves by itself. */
export function Ticker({ lines = 20 }: { lines?: number }) {
  const t = useTexts(figuresTexts);
  const words = useTexts(common);
  const now = useNow(10_000);
  const { data = [], isPending } = useFeed('ticker', { limit: lines });
  const action = (name: string) => (name in common.zh.actions ? words(`actions.${name as ActionName}`) : name);
  return (
    <section className={styles.ticker} aria-label={t('ticker')}>
      <h2 className={styles.caption}>{t('ticker')}</h2>
      {data.length === 0 && <p className={styles.note}>{isPending ? words('words.loading') : t('noEvents')}</p>}
      <ol>
        {data.map((line) => (
          <li key={line.id} className={styles.line}>
            <time className={styles.time}>{formatTime(line.at, now)}</time>
            <span className={styles.action}>{action(line.action)}</span>
            <UrgencyMark urgency={line.urgency} />
            <span className={styles.title}>{line.title}</span>
            <span className={styles.actor}>{line.actorName}</span>
          </li>
        ))}
      </ol>
    </section>
  );
}
