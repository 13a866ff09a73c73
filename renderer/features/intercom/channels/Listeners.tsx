import { useTexts } from '../../../i18n/index.ts';
import { WorkerLink } from '../../../parts/index.ts';
import { useFeed } from '../../../station/index.ts';
import { classes } from '../../../ui/index.ts';
import styles from '../intercom.module.css';
import { texts } from '../locale.ts';

/** so many names stand there; the count tells of the rest */
const SHOWN = 24;

/** Who hears a channel now, by the centre's word. */
export function Listeners({ channelId, onOpenWorker }: { channelId: string; onOpenWorker: (id: string) => void }) {
  const t = useTexts(texts);
  const { data, isError, isPlaceholderData } = useFeed('radio.listeners', { channelId });
  if (isError) return <p className={styles.quiet}>{t('listenersUnknown')}</p>;
  // Those of the channel looked at before are nobody's business here.
  if (!data || isPlaceholderData) return null;
  return (
    <section aria-label={t('listeners', { n: data.length })}>
      <h4 className={styles.heading}>{data.length > 0 ? t('listeners', { n: data.length }) : t('nobodyListens')}</h4>
      <ul className={classes(styles.names)}>
        {data.slice(0, SHOWN).map(({ id, name, kind }) => (
          <li key={`${kind} ${id}`}>
            {kind === 'worker' ? (
              <WorkerLink className={styles.link} id={id} name={name} onOpen={onOpenWorker} />
            ) : (
              <span>
                {name} <small className={styles.quiet}>{t('operator')}</small>
              </span>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}
