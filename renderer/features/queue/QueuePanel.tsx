import { useCallback } from 'react';
import type { QueueFilter } from '#shared/contract/queueFilter.ts';
import { QUEUES, type QueueName } from '#shared/contract/queues.ts';
import type { CaseRow } from '#shared/contract/views.ts';
import { common, formatCount, useTexts } from '../../i18n/index.ts';
import { useFeed, useSettings } from '../../station/index.ts';
import {
  Badge,
  Button,
  EmptyState,
  Loading,
  Panel,
  stepKey,
  Trouble,
  useKeys,
  useSelectedPlace,
  VirtualList,
} from '../../ui/index.ts';
import { FilterBar, isFiltered } from './FilterBar.tsx';
import { texts } from './locale.ts';
import styles from './Queue.module.css';
import { QueuePicker } from './QueuePicker.tsx';
import { QueueRow } from './QueueRow.tsx';
import { useQueuePages } from './useQueuePages.ts';

export interface QueuePanelProps {
  queue: QueueName;
  onQueue: (queue: QueueName) => void;
  filter: QueueFilter;
  onFilter: (filter: QueueFilter) => void;
  selectedId: string | null;
  onSelect: (id: string) => void;
  onOpen: (id: string) => void;
}

const keyOf = (row: CaseRow): string => row.id;
const NO_ROWS: readonly CaseRow[] = [];

/** The queues and the cases of the chosen one. */
export function QueuePanel(props: QueuePanelProps) {
  const { queue, onQueue, filter, onFilter, selectedId, onSelect, onOpen } = props;
  const t = useTexts(texts);
  const tc = useTexts(common);
  const dense = useSettings().density === 'compact';
  const pages = useQueuePages(queue, filter);
  const filtered = isFiltered(filter);
  const count = useFeed('queue.count', { queue, filter }, { enabled: filtered });
  const fitting = count.isPlaceholderData ? undefined : count.data;
  // Under the name of one queue the rows of another must not stand, not even for a moment: a key would act on them.
  const rows = pages.stale ? NO_ROWS : pages.rows;
  const place = useSelectedPlace(
    rows.findIndex((row) => row.id === selectedId),
    queue,
  );
  const step = (by: number) => {
    const next = stepKey(rows, keyOf, selectedId, by, place.current);
    if (next !== null) onSelect(next);
  };
  useKeys([
    {
      keys: ['J', '↓'],
      label: t('next'),
      group: t('title'),
      run: () => step(1),
      enabled: rows.length > 0,
      repeats: true,
    },
    {
      keys: ['K', '↑'],
      label: t('previous'),
      group: t('title'),
      run: () => step(-1),
      enabled: rows.length > 0,
      repeats: true,
    },
    {
      keys: 'Enter',
      label: t('open'),
      group: t('title'),
      run: () => selectedId !== null && onOpen(selectedId),
      enabled: selectedId !== null,
    },
  ]);
  const showState = QUEUES[queue].length > 1;
  const renderItem = useCallback(
    (row: CaseRow) => <QueueRow row={row} dense={dense} showState={showState} />,
    [dense, showState],
  );
  const name = tc(`queues.${queue}`);
  const fits = fitting
    ? t(fitting.exact ? 'fit' : 'fitAtLeast', { n: formatCount(fitting.n), of: formatCount(pages.total) })
    : '…';
  const known = fitting?.exact ? fitting.n : rows.length + (pages.more ? 1 : 0);
  return (
    <Panel title={t('title')} aside={<Badge>{filtered ? fits : t('total', { n: formatCount(pages.total) })}</Badge>}>
      <div className={styles.layout}>
        <QueuePicker queue={queue} onQueue={onQueue} />
        <FilterBar filter={filter} onFilter={onFilter} />
        <div className={styles.rows} aria-busy={pages.stale || undefined}>
          {pages.error && rows.length === 0 && <Trouble error={pages.error} onRetry={pages.retry} />}
          {pages.pending && !pages.error && <Loading />}
          {!pages.pending && !pages.stale && !pages.error && rows.length === 0 && (
            <Nothing queue={queue} total={pages.total} onClear={filtered ? () => onFilter({}) : undefined} />
          )}
          {(rows.length > 0 || pages.stale) && (
            <VirtualList
              label={t('list', { queue: name })}
              items={rows}
              keyOf={keyOf}
              selectedKey={selectedId}
              onSelect={onSelect}
              onOpen={onOpen}
              onEnd={pages.readNext}
              total={filtered ? known : pages.total}
              rowHeight={dense ? 1.9 : 3.5}
              renderItem={renderItem}
            />
          )}
        </div>
      </div>
    </Panel>
  );
}

/** `onClear`: the queue is filtered, and may hold rows that do not fit. */
function Nothing({ queue, total, onClear }: { queue: QueueName; total: number; onClear?: () => void }) {
  const t = useTexts(texts);
  if (!onClear) return <EmptyState title={t('empty')} detail={queue === 'intake' ? t('emptyIntake') : undefined} />;
  return (
    <EmptyState
      title={t('emptyFiltered')}
      detail={t('notFitting', { n: formatCount(total) })}
      action={
        <Button size="small" onClick={onClear} shortcut="Shift+Q">
          {t('clearFilter')}
        </Button>
      }
    />
  );
}
