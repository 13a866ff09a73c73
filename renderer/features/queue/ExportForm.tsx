import type { QueueFilter } from '#shared/contract/queueFilter.ts';
import type { QueueName } from '#shared/contract/queues.ts';
import { formatCount, useTexts } from '../../i18n/index.ts';
import { useFeed } from '../../station/index.ts';
import { Button, Loading } from '../../ui/index.ts';
import type { QueueLayout } from './columns.ts';
import { useContactReason } from './useContactReason.tsx';
import { texts } from './locale.ts';
import styles from './Queue.module.css';
import { MOST_EXPORTED, type TableFormat, useQueueExport } from './useQueueExport.ts';

interface ExportFormProps {
  queue: QueueName;
  filter: QueueFilter;
  layout: QueueLayout;
  onDone: () => void;
}

/** Says what would be written, then writes it. */
export function ExportForm({ queue, filter, layout, onDone }: ExportFormProps) {
  const t = useTexts(texts);
  const { run, read } = useQueueExport(queue, filter, layout);
  const count = useFeed('queue.count', { queue, filter }).data;
  const { reason, field, missing } = useContactReason();
  const write = async (format: TableFormat) => {
    const why = reason();
    if (why === undefined) return missing();
    if (await run(format, why)) onDone();
  };
  const n = count ? formatCount(count.n) : '…';
  return (
    <div className={styles.exportForm}>
      <p>
        {count?.exact === false || (count && count.n > MOST_EXPORTED)
          ? t('export.whatAtLeast', { n, most: formatCount(MOST_EXPORTED) })
          : t('export.what', { n })}
      </p>
      <p>{t('export.contact')}</p>
      {field}
      {read !== null && <Loading label={t('export.reading', { n: formatCount(read) })} />}
      <div className={styles.filterEnd}>
        <Button size="small" disabled={read !== null} onClick={() => void write('csv')}>
          CSV
        </Button>
        <Button size="small" look="primary" disabled={read !== null} onClick={() => void write('xlsx')}>
          XLSX
        </Button>
      </div>
    </div>
  );
}
