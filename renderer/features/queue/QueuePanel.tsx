import { useCallback, useMemo } from 'react';
import type { QueueFilter } from '#shared/contract/queueFilter.ts';
import { isOfOneState, type QueueName } from '#shared/contract/queues.ts';
import type { CaseRow } from '#shared/contract/views.ts';
import { common, formatCount, useTexts } from '../../i18n/index.ts';
import { useFeed, useSettings } from '../../station/index.ts';
import { drags, useClaims, useOwnId } from '../../parts/index.ts';
import { Badge, Button, EmptyState, Loading, Panel, Trouble, VirtualList } from '../../ui/index.ts';
import { BulkBar } from './bulk/BulkBar.tsx';
import { useQueueLayout } from './columns.ts';
import { FilterBar, isFiltered } from './FilterBar.tsx';
import { texts } from './locale.ts';
import styles from './Queue.module.css';
import { QueuePicker } from './QueuePicker.tsx';
import { QueueRow } from './QueueRow.tsx';
import { QueueTools } from './QueueTools.tsx';
import { SavedQueues } from './SavedQueues.tsx';
import { TableHead, TableRow } from './TableRow.tsx';
import { useColumnWords } from './useColumnWords.ts';
import { useMarks } from './useMarks.ts';
import { useQueueKeys } from './useQueueKeys.ts';
import { useQueuePages } from './useQueuePages.ts';

export interface QueuePanelProps {
  queue: QueueName;
  onQueue: (queue: QueueName) => void;
  filter: QueueFilter;
  onFilter: (filter: QueueFilter) => void;
  selectedId: string | null;
  onSelect: (id: string) => void;
  onOpen: (id: string) => void;
  /** a row was clicked: where it is may be shown, and with the next click no longer */
  onPoint?: (row: { id: string; lon: number; lat: number }) => void;
}

const keyOf = (row: CaseRow): string => row.id;
const dragOf = ({ id, title, lon, lat }: CaseRow) => drags({ kind: 'case', caseId: id, title, lon, lat });
const NO_ROWS: readonly CaseRow[] = [];

/** The queues and the cases of the chosen one. */
export function QueuePanel(props: QueuePanelProps) {
  const { queue, onQueue, filter, onFilter, selectedId, onSelect, onOpen } = props;
  const t = useTexts(texts);
  const tc = useTexts(common);
  const [layout, setLayout] = useQueueLayout(useOwnId(), queue);
  const deskDense = useSettings().density === 'compact';
  const dense = layout.dense ?? deskDense;
  const pages = useQueuePages(queue, filter);
  const filtered = isFiltered(filter);
  const count = useFeed('queue.count', { queue, filter }, { enabled: filtered });
  const fitting = count.isPlaceholderData ? undefined : count.data;
  // Under the name of one queue the rows of another must not stand, not even for a moment: a key would act on them.
  const rows = pages.stale ? NO_ROWS : pages.rows;
  const keys = useMemo(() => rows.map(keyOf), [rows]);
  const marks = useMarks(queue, keys);
  useQueueKeys({ listName: queue, rows, selectedId, marks, onSelect, onOpen });
  const showState = !isOfOneState(queue);
  const claims = useClaims();
  const wordsOf = useColumnWords();
  const renderItem = useCallback(
    (row: CaseRow) => {
      const claim = claims.get(row.id) ?? null;
      if (layout.table) return <TableRow row={row} layout={layout} claim={claim} wordsOf={wordsOf} />;
      return <QueueRow row={row} dense={dense} showState={showState} claim={claim} />;
    },
    [claims, layout, wordsOf, dense, showState],
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
        <SavedQueues
          queue={queue}
          filter={filter}
          onShow={(next, fitting) => {
            onQueue(next);
            onFilter(fitting);
          }}
        />
        <FilterBar filter={filter} onFilter={onFilter}>
          <QueueTools queue={queue} filter={filter} layout={layout} dense={deskDense} onLayout={setLayout} />
        </FilterBar>
        {layout.table && <TableHead layout={layout} />}
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
              onClick={props.onPoint}
              marked={marks.marked}
              onMark={(key, how) => (how === 'one' ? marks.toggle(key) : marks.range(selectedId, key))}
              dragOf={dragOf}
              onEnd={pages.readNext}
              total={filtered ? known : pages.total}
              rowHeight={dense ? 1.9 : layout.table ? 2.4 : 3.5}
              renderItem={renderItem}
            />
          )}
        </div>
        {marks.marked.size > 0 && <BulkBar ids={[...marks.marked]} onDone={marks.clear} />}
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
