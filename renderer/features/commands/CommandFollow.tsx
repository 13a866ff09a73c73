import { refusalWords, useTexts } from '../../i18n/index.ts';
import { isAnswered, useBoard } from '../../parts/index.ts';
import { useFeed } from '../../station/index.ts';
import { Button, EmptyState, Loading, Trouble } from '../../ui/index.ts';
import { type BoardLinks, ReceiptBoard } from './board/ReceiptBoard.tsx';
import styles from './commands.module.css';
import { texts } from './locale.ts';

interface CommandFollowProps extends BoardLinks {
  commandId: string;
  onEdit: () => void;
  onDecide: (opId: string) => void;
  onAnother: () => void;
  onOpenCommand: (id: string) => void;
}

/** A command just handed over: its receipts as they come; or that it was taken back or refused, with the draft at hand. */
export function CommandFollow(props: CommandFollowProps) {
  const { commandId, onEdit, onDecide, onAnother, onOpenCommand, ...links } = props;
  const t = useTexts(texts);
  const board = useBoard({ id: commandId, limit: 1 });
  const outbox = useFeed('outbox.list', {}).data ?? [];
  const own = outbox.find((item) => item.kind === 'command.issue' && item.entityId === commandId);
  if (own?.state === 'refused' || own?.state === 'conflict') {
    const decide = <Button onClick={() => onDecide(own.id)}>{t('decide')}</Button>;
    return <EmptyState title={t('refused')} detail={refusalWords(own)} action={decide} />;
  }
  if (board.isPending) return <Loading />;
  if (board.isError) return <Trouble error={board.error} onRetry={() => void board.refetch()} />;
  if (!board.data) {
    const edit = <Button onClick={onEdit}>{t('edit')}</Button>;
    return <EmptyState title={t('gone')} detail={t('goneDetail')} action={edit} />;
  }
  const { command, sum } = board.data;
  const words = command.state === 'proposed' ? 'sentToSecond' : isAnswered(sum) ? 'answered' : 'sent';
  return (
    <div className={styles.follow}>
      <div className={styles.followHead}>
        <p className={styles.sent} role="status">
          {t(words)}
        </p>
        <Button size="small" onClick={onAnother}>
          {t('another')}
        </Button>
      </div>
      <ReceiptBoard key={commandId} commandId={commandId} onOpenCommand={onOpenCommand} {...links} />
    </div>
  );
}
