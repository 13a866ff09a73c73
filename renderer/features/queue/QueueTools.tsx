import { BookmarkPlus, Columns3, Download } from 'lucide-react';
import { useState } from 'react';
import type { QueueFilter } from '#shared/contract/queueFilter.ts';
import type { QueueName } from '#shared/contract/queues.ts';
import { useTexts } from '../../i18n/index.ts';
import { IconButton, Popover, useKeys } from '../../ui/index.ts';
import { ColumnForm } from './ColumnForm.tsx';
import type { QueueLayout } from './columns.ts';
import { ExportForm } from './ExportForm.tsx';
import { texts } from './locale.ts';
import { SaveQueueForm } from './SavedQueues.tsx';

interface QueueToolsProps {
  queue: QueueName;
  filter: QueueFilter;
  layout: QueueLayout;
  dense: boolean;
  onLayout: (layout: QueueLayout) => void;
}

/** What is done with a queue as a whole: keep it under a name, lay it out, write it to a file. */
export function QueueTools({ queue, filter, layout, dense, onLayout }: QueueToolsProps) {
  const t = useTexts(texts);
  const [open, setOpen] = useState<'save' | 'columns' | 'export' | null>(null);
  const tool = (name: NonNullable<typeof open>) => ({
    open: open === name,
    onOpenChange: (next: boolean) => setOpen(next ? name : null),
    align: 'start' as const,
  });
  useKeys([{ keys: 'Shift+E', label: t('export.title'), group: t('title'), run: () => setOpen('export') }]);
  const done = () => setOpen(null);
  return (
    <>
      <Popover
        label={t('saved.save')}
        {...tool('save')}
        trigger={<IconButton icon={BookmarkPlus} size="small" label={t('saved.save')} />}
      >
        <SaveQueueForm queue={queue} filter={filter} onDone={done} />
      </Popover>
      <Popover
        label={t('columns.title')}
        {...tool('columns')}
        trigger={<IconButton icon={Columns3} size="small" label={t('columns.open')} />}
      >
        <ColumnForm layout={layout} dense={dense} onLayout={onLayout} />
      </Popover>
      <Popover
        label={t('export.title')}
        {...tool('export')}
        trigger={<IconButton icon={Download} size="small" label={t('export.open')} shortcut="Shift+E" />}
      >
        <ExportForm queue={queue} filter={filter} layout={layout} onDone={done} />
      </Popover>
    </>
  );
}
