import { QUEUE_NAMES, type QueueName } from '#shared/contract/queues.ts';
import { common, formatCount, useTexts } from '../../i18n/index.ts';
import { useFeed } from '../../station/index.ts';
import { Badge, classes } from '../../ui/index.ts';
import { texts } from './locale.ts';
import styles from './Queue.module.css';

/** The queues with what each holds; overdue cases are counted apart, by word and colour. */
export function QueuePicker({ queue, onQueue }: { queue: QueueName; onQueue: (queue: QueueName) => void }) {
  const t = useTexts(texts);
  const tc = useTexts(common);
  const counts = useFeed('queue.counts', {}).data;
  return (
    <div className={styles.picker} role="group" aria-label={t('queues')}>
      {QUEUE_NAMES.map((name) => {
        const count = counts?.find((entry) => entry.queue === name);
        const late = count && name !== 'ended' ? count.overdue : 0;
        return (
          <button
            key={name}
            type="button"
            className={classes(styles.queue, name === queue && styles.chosen)}
            aria-pressed={name === queue}
            onClick={() => onQueue(name)}
          >
            <span className={styles.queueName}>{tc(`queues.${name}`)}</span>
            <span className={styles.count}>{count ? formatCount(count.total) : '…'}</span>
            {late > 0 && (
              <span className={styles.late} title={t('overdue', { n: late })}>
                <Badge look="alert">{formatCount(late)}</Badge>
              </span>
            )}
          </button>
        );
      })}
    </div>
  );
}
