import type { OutboxItem } from '#shared/contract/views.ts';
import { common, formatTime, opKey, useTexts } from '../../../i18n/index.ts';
import { OUTBOX_LOOKS, useCentreTime } from '../../../parts/index.ts';
import { useFeed, useNow } from '../../../station/index.ts';
import { Badge } from '../../../ui/index.ts';
import { subjectOf } from '../decision/payloadFacts.ts';
import styles from './manager.module.css';

/** What an action is about: as it says itself, else the title of its case when the cache knows it. */
export function Subject({ item }: { item: OutboxItem }) {
  const said = subjectOf(item);
  const isCase = said === null && item.kind.startsWith('case.') && item.entityId !== null;
  const { data } = useFeed('case.get', { id: item.entityId ?? '' }, { enabled: isCase });
  return said ?? data?.case.title ?? '';
}

/** One action in the list: its state, what it does to what, by whom, when. */
export function ItemRow({ item }: { item: OutboxItem }) {
  const tc = useTexts(common);
  const now = useNow(10_000);
  const atCentre = useCentreTime();
  return (
    <div className={styles.row}>
      <Badge look={OUTBOX_LOOKS[item.state]}>{tc(`outbox.${item.state}`)}</Badge>
      <strong>{tc(opKey(item.kind))}</strong>
      <span className={styles.subject}>
        <Subject item={item} />
      </span>
      <span className={styles.quiet}>{item.by.name}</span>
      <time className={styles.quiet}>{formatTime(atCentre(item.at), now)}</time>
    </div>
  );
}
