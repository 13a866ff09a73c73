import { useState } from 'react';
import type { OutboxItem } from '#shared/contract/views.ts';
import { formatCount, useTexts } from '../../../i18n/index.ts';
import { isSetAside } from '../../../parts/index.ts';
import { useStatus } from '../../../station/index.ts';
import { Dialog, EmptyState, Loading, Tabs, Trouble, VirtualList } from '../../../ui/index.ts';
import { texts } from '../locale.ts';
import { ItemDetail } from './ItemDetail.tsx';
import { ItemRow } from './ItemRow.tsx';
import styles from './manager.module.css';
import { SendingState } from './SendingState.tsx';
import { useOutboxItems } from './useOutboxItems.ts';

const FILTERS = ['all', 'waiting', 'decide'] as const;
type Filter = (typeof FILTERS)[number];

export interface OutboxDialogProps {
  onClose: () => void;
  onDecide: (opId: string) => void;
  onOpenCase: (id: string) => void;
}

function fits(filter: Filter, item: OutboxItem): boolean {
  return filter === 'all' || isSetAside(item) === (filter === 'decide');
}

/** How many there are of each kind altogether, read or not. */
function useTotals(): Record<Filter, number> {
  const outbox = useStatus()?.outbox;
  const decide = (outbox?.conflicts ?? 0) + (outbox?.refused ?? 0);
  const waiting = outbox?.waiting ?? 0;
  return { all: decide + waiting, waiting, decide };
}

interface ItemsProps extends Omit<OutboxDialogProps, 'onClose'> {
  items: readonly OutboxItem[];
  onEnd: () => void;
}

function Items({ items, onEnd, ...verbs }: ItemsProps) {
  const t = useTexts(texts);
  const totals = useTotals();
  const [filter, setFilter] = useState<Filter>(items.some(isSetAside) ? 'decide' : 'all');
  const [selectedId, setSelectedId] = useState<string | null>(null);
  const shown = items.filter((item) => fits(filter, item));
  const selected = shown.find((item) => item.id === selectedId) ?? shown[0];
  return (
    <>
      <Tabs
        label={t('filter')}
        value={filter}
        onChange={setFilter}
        tabs={FILTERS.map((one) => ({ value: one, label: `${t(`filters.${one}`)} ${formatCount(totals[one])}` }))}
      />
      <div className={styles.sides}>
        <div className={styles.list}>
          {shown.length === 0 ? (
            <EmptyState title={t('noneOfThese')} />
          ) : (
            <VirtualList
              label={t('title')}
              items={shown}
              total={totals[filter]}
              onEnd={onEnd}
              keyOf={(item) => item.id}
              selectedKey={selected?.id ?? null}
              onSelect={setSelectedId}
              onOpen={(id) => {
                if (shown.some((item) => item.id === id && isSetAside(item))) verbs.onDecide(id);
              }}
              renderItem={(item) => <ItemRow item={item} />}
            />
          )}
        </div>
        <div className={styles.detail}>{selected && <ItemDetail key={selected.id} item={selected} {...verbs} />}</div>
      </div>
    </>
  );
}

/** Every action of this desk that the centre has not confirmed: what, by whom, how far, and what can be done about it. */
export function OutboxDialog({ onClose, ...verbs }: OutboxDialogProps) {
  const t = useTexts(texts);
  const { items, pending, error, readNext, retry } = useOutboxItems();
  return (
    <Dialog title={t('title')} open onClose={onClose} size="wide">
      <SendingState />
      {pending && <Loading />}
      {error && items.length === 0 && <Trouble error={error} onRetry={retry} />}
      {!pending && !error && items.length === 0 && <EmptyState title={t('none')} detail={t('noneDetail')} />}
      {items.length > 0 && <Items items={items} onEnd={readNext} {...verbs} />}
    </Dialog>
  );
}
