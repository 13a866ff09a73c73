import { useCallback } from 'react';
import { QUEUES, type QueueName } from '#shared/contract/queues.ts';
import type { CaseRow } from '#shared/contract/views.ts';
import { common, formatCount, useTexts } from '../../i18n/index.ts';
import { useSettings } from '../../station/index.ts';
import {
  Badge,
  EmptyState,
  Loading,
  Panel,
  stepKey,
  Trouble,
  useKeys,
  useSelectedPlace,
  VirtualList,
} from '../../ui/index.ts';
import { texts } from './locale.ts';
import styles from './Queue.module.css';
import { QueuePicker } from './QueuePicker.tsx';
import { QueueRow } from './QueueRow.tsx';
import { useQueuePages } from './useQueuePages.ts';

export interface QueuePanelProps {
  queue: QueueName;
  onQueue: (queue: QueueName) => void;
  selectedId: string | null;
  onSelect: (id: string) => void;
  onOpen: (id: string) => void;
}

const keyOf = (row: CaseRow): string => row.id;
const NO_ROWS: readonly CaseRow[] = [];

/** The queues and the cases of the chosen one. */
export function QueuePanel({ queue, onQueue, selectedId, onSelect, onOpen }: QueuePanelProps) {
  const t = useTexts(texts);
  const tc = useTexts(common);
  const dense = useSettings().density === 'compact';
  const pages = useQueuePages(queue);
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
  return (
    <Panel title={t('title')} aside={<Badge>{t('total', { n: formatCount(pages.total) })}</Badge>}>
      <div className={styles.layout}>
        <QueuePicker queue={queue} onQueue={onQueue} />
        <div className={styles.rows} aria-busy={pages.stale || undefined}>
          {pages.error && rows.length === 0 && <Trouble error={pages.error} onRetry={pages.retry} />}
          {pages.pending && !pages.error && <Loading />}
          {!pages.pending && !pages.stale && !pages.error && rows.length === 0 && (
            <EmptyState title={t('empty')} detail={queue === 'intake' ? t('emptyIntake') : undefined} />
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
              total={pages.total}
              rowHeight={dense ? 1.9 : 3.5}
              renderItem={renderItem}
            />
          )}
        </div>
      </div>
    </Panel>
  );
}
