import { FolderOpen, Scale, Send, Undo2 } from 'lucide-react';
import type { OutboxItem } from '#shared/contract/views.ts';
import { common, formatAge, formatDuration, formatTime, opKey, useTexts } from '../../../i18n/index.ts';
import { Fact, isSetAside, useCentreTime, useOutboxVerbs, useOwnId, useSetAsideWords } from '../../../parts/index.ts';
import { useNow, useStatus } from '../../../station/index.ts';
import { Button } from '../../../ui/index.ts';
import { MyAction } from '../decision/MyAction.tsx';
import { texts } from '../locale.ts';
import { Subject } from './ItemRow.tsx';
import styles from './manager.module.css';

/** When it leaves, in words: by itself at a time, with the network, or when its own operator is here. */
function useWhenItLeaves(item: OutboxItem): string | null {
  const t = useTexts(texts);
  const now = useNow(1000);
  const atCentre = useCentreTime();
  const link = useStatus()?.link.state;
  const ownId = useOwnId();
  if (isSetAside(item)) return null;
  if (item.by.id !== ownId) return t('leaves.withOperator', { name: item.by.name });
  if (item.waitsFor) return t('leaves.afterTheirs', { name: item.waitsFor.name });
  if (item.state === 'sending') return t('leaves.now');
  if (link !== 'online') return t('leaves.withNetwork');
  const at = item.undoUntil ?? item.nextAt;
  const left = at === null ? 0 : atCentre(at) - now;
  return left > 0 ? t('leaves.in', { duration: formatDuration(left) }) : t('leaves.soon');
}

interface ItemDetailProps {
  item: OutboxItem;
  onDecide: (opId: string) => void;
  onOpenCase: (id: string) => void;
}

function Verbs({ item, onDecide, onOpenCase }: ItemDetailProps) {
  const t = useTexts(texts);
  const tc = useTexts(common);
  const verbs = useOutboxVerbs(item.id);
  const isOwn = item.by.id === useOwnId();
  const isOnline = useStatus()?.link.state === 'online';
  const pauses = item.state === 'held' || (item.state === 'waiting' && item.nextAt !== null);
  const { entityId } = item;
  return (
    <div className={styles.verbs}>
      {item.kind.startsWith('case.') && entityId !== null && (
        <Button icon={FolderOpen} look="quiet" onClick={() => onOpenCase(entityId)}>
          {t('openCase')}
        </Button>
      )}
      {item.mayWithdraw && (
        <Button icon={Undo2} disabled={!isOwn} onClick={() => void verbs.undo()}>
          {tc('verbs.undo')}
        </Button>
      )}
      {pauses && (
        <Button icon={Send} disabled={!isOwn || !isOnline} onClick={() => void verbs.sendNow()}>
          {t('sendNow')}
        </Button>
      )}
      {isSetAside(item) && (
        <Button icon={Scale} look="primary" onClick={() => onDecide(item.id)}>
          {t('decide')}
        </Button>
      )}
    </div>
  );
}

/** All that is known of one action, and what can be done with it. */
export function ItemDetail(props: ItemDetailProps) {
  const { item } = props;
  const t = useTexts(texts);
  const tc = useTexts(common);
  const now = useNow(1000);
  const at = useCentreTime()(item.at);
  const whyOf = useSetAsideWords();
  const leaves = useWhenItLeaves(item);
  return (
    <section className={styles.card} aria-label={tc(opKey(item.kind))}>
      <h3 className={styles.cardTitle}>
        {tc(opKey(item.kind))} <Subject item={item} />
      </h3>
      {isSetAside(item) && <p className={styles.why}>{whyOf(item)}</p>}
      <dl>
        <Fact name={t('by')}>{item.by.name}</Fact>
        <Fact name={t('at')}>
          {formatTime(at, now, true)} · {formatAge(at, now)}
        </Fact>
        {leaves && <Fact name={t('leavesName')}>{leaves}</Fact>}
        {item.attempts > 0 && <Fact name={t('attemptsName')}>{t('attempts', { n: item.attempts })}</Fact>}
      </dl>
      <MyAction item={item} />
      <Verbs {...props} />
    </section>
  );
}
