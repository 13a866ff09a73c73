import { useState } from 'react';
import type { OutboxItem } from '#shared/contract/views.ts';
import { common, formatTime, opKey, refusalWords, useTexts } from '../../i18n/index.ts';
import { useOutboxVerbs } from '../../parts/index.ts';
import { useFeed, useNow } from '../../station/index.ts';
import { Badge, Button, ConfirmDialog, EmptyState, Loading, Trouble } from '../../ui/index.ts';
import { texts } from './locale.ts';
import styles from './outbox.module.css';

const LOOKS = { held: 'plain', waiting: 'plain', sending: 'accent', conflict: 'warn', refused: 'alert' } as const;

/** The title of the case an action was taken on, when the cache knows it. */
function Subject({ item }: { item: OutboxItem }) {
  const isCase = item.kind.startsWith('case.') && item.entityId !== null;
  const { data } = useFeed('case.get', { id: item.entityId ?? '' }, { enabled: isCase });
  const title = data?.case.title;
  return title ? <span className={styles.subject}>{title}</span> : null;
}

function Item({ item }: { item: OutboxItem }) {
  const t = useTexts(texts);
  const tc = useTexts(common);
  const verbs = useOutboxVerbs(item.id);
  const now = useNow(1000);
  const [dropping, setDropping] = useState(false);
  const ended = item.state === 'conflict' || item.state === 'refused';
  const why = item.state === 'conflict' && !item.message ? t('conflictWhy') : refusalWords(item);
  return (
    <li className={styles.item}>
      <div className={styles.line}>
        <Badge look={LOOKS[item.state]}>{tc(`outbox.${item.state}`)}</Badge>
        <strong>{tc(opKey(item.kind))}</strong>
        <Subject item={item} />
        <time className={styles.time}>{formatTime(item.at, now)}</time>
      </div>
      {ended && <p className={styles.why}>{why}</p>}
      <div className={styles.line}>
        {item.attempts > 1 && <span className={styles.attempts}>{t('attempts', { n: item.attempts })}</span>}
        <span className={styles.buttons}>
          {item.state === 'held' && (
            <Button size="small" onClick={() => void verbs.undo()}>
              {tc('verbs.undo')}
            </Button>
          )}
          {ended && (
            <>
              <Button size="small" look="quiet" onClick={() => setDropping(true)}>
                {t('drop')}
              </Button>
              <Button size="small" onClick={() => void verbs.retry()}>
                {t('again')}
              </Button>
            </>
          )}
        </span>
      </div>
      <ConfirmDialog
        title={t('dropTitle')}
        description={t('dropDetail', { action: tc(opKey(item.kind)) })}
        open={dropping}
        onClose={() => setDropping(false)}
        confirmLabel={t('drop')}
        danger
        onConfirm={async () => {
          await verbs.dismiss();
          setDropping(false);
        }}
      />
    </li>
  );
}

/** Every action of this desk the centre has not confirmed, with why and what can be done about it. */
export function OutboxList() {
  const t = useTexts(texts);
  const { data, isPending, isError, error, refetch } = useFeed('outbox.list', {});
  if (isPending) return <Loading />;
  if (isError) return <Trouble error={error} onRetry={() => void refetch()} />;
  if (data.length === 0) return <EmptyState title={t('none')} detail={t('noneDetail')} />;
  return (
    <ul className={styles.list}>
      {data.map((item) => (
        <Item key={item.id} item={item} />
      ))}
    </ul>
  );
}
