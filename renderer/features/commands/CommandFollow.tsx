import { refusalWords, useTexts } from '../../i18n/index.ts';
import { summariseReceipts } from '../../parts/index.ts';
import { useFeed, useNow } from '../../station/index.ts';
import { Button, EmptyState, Loading, Trouble } from '../../ui/index.ts';
import { CommandCard } from './board/CommandCard.tsx';
import styles from './commands.module.css';
import { texts } from './locale.ts';

interface CommandFollowProps {
  commandId: string;
  onEdit: () => void;
  onDecide: (opId: string) => void;
  onAnother: () => void;
}

/** A command just handed over: its receipts as they come; or that it was taken back or refused, with the draft at hand. */
export function CommandFollow({ commandId, onEdit, onDecide, onAnother }: CommandFollowProps) {
  const t = useTexts(texts);
  const now = useNow(1000);
  const list = useFeed('command.list', { limit: 200 });
  const outbox = useFeed('outbox.list', {}).data ?? [];
  const view = list.data?.find(({ command }) => command.id === commandId);
  const own = outbox.find((item) => item.kind === 'command.issue' && item.entityId === commandId);
  if (own?.state === 'refused' || own?.state === 'conflict') {
    const decide = <Button onClick={() => onDecide(own.id)}>{t('decide')}</Button>;
    return <EmptyState title={t('refused')} detail={refusalWords(own)} action={decide} />;
  }
  if (list.isPending) return <Loading />;
  if (list.isError) return <Trouble error={list.error} onRetry={() => void list.refetch()} />;
  if (!view) {
    const edit = <Button onClick={onEdit}>{t('edit')}</Button>;
    return <EmptyState title={t('gone')} detail={t('goneDetail')} action={edit} />;
  }
  const { satisfied, total } = summariseReceipts(view, now);
  const isAnswered = total > 0 && satisfied === total;
  return (
    <div className={styles.follow}>
      <p className={styles.sent} role="status">
        {t(isAnswered ? 'answered' : 'sent')}
      </p>
      <CommandCard view={view} initiallyOpen />
      <Button onClick={onAnother}>{t('another')}</Button>
    </div>
  );
}
