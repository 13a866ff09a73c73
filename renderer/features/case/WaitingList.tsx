import type { CaseView, OutboxItem } from '#shared/contract/views.ts';
import { common, formatTime, opKey, useTexts } from '../../i18n/index.ts';
import { isSetAside, OUTBOX_LOOKS, useCentreTime, useOutboxVerbs, useSetAsideWords } from '../../parts/index.ts';
import { useNow } from '../../station/index.ts';
import { Badge, Button } from '../../ui/index.ts';
import styles from './case.module.css';
import { texts } from './locale.ts';

interface WaitingListProps {
  view: CaseView;
  /** opens what the centre did not take, to decide what becomes of it */
  onDecide: (opId: string) => void;
}

function WaitingItem({ item, onDecide }: { item: OutboxItem } & Pick<WaitingListProps, 'onDecide'>) {
  const t = useTexts(texts);
  const tc = useTexts(common);
  const verbs = useOutboxVerbs(item.id);
  const whyOf = useSetAsideWords();
  const now = useNow(1000);
  const atCentre = useCentreTime();
  return (
    <li className={styles.waitingItem}>
      <Badge look={OUTBOX_LOOKS[item.state]}>{tc(`outbox.${item.state}`)}</Badge>
      <strong>{tc(opKey(item.kind))}</strong>
      <time className={styles.quiet}>{formatTime(atCentre(item.at), now, true)}</time>
      {isSetAside(item) && <span className={styles.why}>{whyOf(item)}</span>}
      <span className={styles.waitingButtons}>
        {item.mayWithdraw && (
          <Button size="small" onClick={() => void verbs.undo()}>
            {t('waiting.withdraw')}
          </Button>
        )}
        {isSetAside(item) && (
          <Button size="small" onClick={() => onDecide(item.id)}>
            {t('waiting.decide')}
          </Button>
        )}
      </span>
    </li>
  );
}

/** Actions of this desk on the case that the centre has not confirmed; refused ones with the reason and a way on. */
export function WaitingList({ view, onDecide }: WaitingListProps) {
  const t = useTexts(texts);
  const { waiting } = view;
  if (waiting.length === 0) return null;
  return (
    <section className={styles.waiting} aria-label={t('waiting.heading')}>
      <h4 className={styles.heading}>{t('waiting.heading')}</h4>
      <ul>
        {waiting.map((item) => (
          <WaitingItem key={item.id} item={item} onDecide={onDecide} />
        ))}
      </ul>
    </section>
  );
}
