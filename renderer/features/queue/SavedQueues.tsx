import { Bookmark, X } from 'lucide-react';
import { useState } from 'react';
import { v7 } from 'uuid';
import { FILTER_KINDS, type QueueFilter, queueFilterSchema } from '#shared/contract/queueFilter.ts';
import { QUEUE_NAMES, type QueueName } from '#shared/contract/queues.ts';
import { common, useProblem, useTexts } from '../../i18n/index.ts';
import { useAct, useFeed } from '../../station/index.ts';
import { Button, Checkbox, classes, Icon, IconButton, TextField } from '../../ui/index.ts';
import { texts } from './locale.ts';
import styles from './Queue.module.css';

interface SavedQueuesProps {
  queue: QueueName;
  filter: QueueFilter;
  onShow: (queue: QueueName, filter: QueueFilter) => void;
}

/** Whether two filters ask the same, whatever order their parts were chosen in. */
function same(a: QueueFilter, b: QueueFilter): boolean {
  return FILTER_KINDS.every((kind) => a[kind] === b[kind]);
}

/** Queues that operators made of filters: their own, and those others share. One that this version cannot read is left out. */
export function SavedQueues({ queue, filter, onShow }: SavedQueuesProps) {
  const t = useTexts(texts);
  const act = useAct();
  const saved = useFeed('queue.saved', {}).data ?? [];
  const shown = saved.flatMap((one) => {
    const name = QUEUE_NAMES.find((known) => known === one.queue);
    const parsed = queueFilterSchema.safeParse(one.filter);
    return name && parsed.success ? [{ ...one, queue: name, filter: parsed.data }] : [];
  });
  if (shown.length === 0) return null;
  return (
    <div className={styles.saved} role="group" aria-label={t('saved.title')}>
      {shown.map((one) => (
        <span key={one.id} className={classes(styles.chip, styles.savedOne)}>
          <button
            type="button"
            className={styles.savedName}
            aria-pressed={one.queue === queue && same(one.filter, filter)}
            onClick={() => onShow(one.queue, one.filter)}
          >
            <Icon icon={Bookmark} />
            <span className={styles.chipWords}>{one.name}</span>
            {one.shared && <span className={styles.quiet}>{t('saved.shared')}</span>}
          </button>
          {one.own && (
            <IconButton
              icon={X}
              size="small"
              label={t('saved.remove', { name: one.name })}
              onClick={() => void act('queue.delete', { payload: { queueId: one.id }, subject: one.name })}
            />
          )}
        </span>
      ))}
    </div>
  );
}

/** Gives the queue that is shown, with its filter, a name of its own. */
export function SaveQueueForm({
  queue,
  filter,
  onDone,
}: Pick<SavedQueuesProps, 'queue' | 'filter'> & { onDone: () => void }) {
  const t = useTexts(texts);
  const tc = useTexts(common);
  const act = useAct();
  const [name, setName] = useState('');
  const [shared, setShared] = useState(false);
  const [problem, setProblem] = useProblem();
  const save = async () => {
    if (!name.trim()) return setProblem(t('saved.noName'));
    const kept = Object.fromEntries(Object.entries(filter).filter(([, value]) => value !== undefined));
    const payload = { queue: { id: v7(), name: name.trim(), queue, filter: kept, shared } };
    const answer = await act('queue.save', { payload, subject: name.trim() });
    if (answer.ok) onDone();
    else setProblem(answer);
  };
  return (
    <form
      className={styles.exportForm}
      aria-label={t('saved.save')}
      onSubmit={(event) => {
        event.preventDefault();
        void save();
      }}
    >
      <TextField label={t('saved.name')} value={name} maxLength={40} autoFocus error={problem} onChange={setName} />
      <Checkbox label={t('saved.share')} hint={t('saved.shareHint')} value={shared} onChange={setShared} />
      <div className={styles.filterEnd}>
        <Button size="small" look="primary" type="submit">
          {tc('verbs.save')}
        </Button>
      </div>
    </form>
  );
}
