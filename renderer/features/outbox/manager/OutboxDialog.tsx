import { useState } from 'react';
import type { OutboxItem } from '#shared/contract/views.ts';
import { formatCount, useTexts } from '../../../i18n/index.ts';
import { isSetAside } from '../../../parts/index.ts';
import { useFeed } from '../../../station/index.ts';
import { Dialog, EmptyState, Loading, Tabs, Trouble, VirtualList } from '../../../ui/index.ts';
import { texts } from '../locale.ts';
import { ItemDetail } from './ItemDetail.tsx';
import { ItemRow } from './ItemRow.tsx';
import styles from './manager.module.css';
import { SendingState } from './SendingState.tsx';

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

function Items({ items, ...verbs }: { items: OutboxItem[] } & Omit<OutboxDialogProps, 'onClose'>) {
  const t = useTexts(texts);
  const [filter, setFilter] = useState<Filter>(items.some(isSetAside) ? 'decide' : 'all');
  const [selectedId, setSelectedId] = useState<string | null>(null);
  const shown = items.filter((item) => fits(filter, item));
  const selected = shown.find((item) => item.id === selectedId) ?? shown[0];
  const countOf = (one: Filter) => formatCount(items.filter((item) => fits(one, item)).length);
  return (
    <>
      <Tabs
        label={t('filter')}
        value={filter}
        onChange={setFilter}
        tabs={FILTERS.map((one) => ({ value: one, label: `${t(`filters.${one}`)} ${countOf(one)}` }))}
      />
      <div className={styles.sides}>
        <div className={styles.list}>
          {shown.length === 0 ? (
            <EmptyState title={t('noneOfThese')} />
          ) : (
            <VirtualList
              label={t('title')}
              items={shown}
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
  const { data, isPending, isError, error, refetch } = useFeed('outbox.list', {});
  return (
    <Dialog title={t('title')} open onClose={onClose} size="wide">
      <SendingState />
      {isPending && <Loading />}
      {isError && !data && <Trouble error={error} onRetry={() => void refetch()} />}
      {data?.length === 0 && <EmptyState title={t('none')} detail={t('noneDetail')} />}
      {data && data.length > 0 && <Items items={data} {...verbs} />}
    </Dialog>
  );
}
