import { ArrowLeft, Plus, Settings2, X } from 'lucide-react';
import { useState } from 'react';
import { useTexts } from '../../i18n/index.ts';
import { useFeed } from '../../station/index.ts';
import { Button, EmptyState, IconButton, Loading, Panel, Trouble } from '../../ui/index.ts';
import { CommandCard } from './board/CommandCard.tsx';
import { type BoardLinks, ReceiptBoard } from './board/ReceiptBoard.tsx';
import styles from './commands.module.css';
import { texts } from './locale.ts';
import { CommandPolicyDialog } from './policy/CommandPolicyDialog.tsx';

export interface CommandBoardProps extends BoardLinks {
  /** the command whose receipts are shown; null: the list of all */
  commandId: string | null;
  onOpenCommand: (id: string | null) => void;
  onCompose: () => void;
  /** without it the board has no cross */
  onClose?: () => void;
}

const SHOWN = 50;

function CommandList({ onOpen }: { onOpen: (id: string) => void }) {
  const t = useTexts(texts);
  const { data, isPending, isError, error, refetch } = useFeed('command.list', { limit: SHOWN });
  return (
    <>
      {isPending && <Loading />}
      {isError && !data && <Trouble error={error} onRetry={() => void refetch()} />}
      {data?.length === 0 && <EmptyState title={t('boardEmpty')} detail={t('boardEmptyDetail')} />}
      <ul className={styles.board}>
        {data?.map((view) => (
          <li key={view.command.id}>
            <CommandCard view={view} onOpen={onOpen} />
          </li>
        ))}
      </ul>
    </>
  );
}

/** The recent commands, those that wait for a second person on top; or one of them, worker by worker. */
export function CommandBoard({ commandId, onOpenCommand, onCompose, onClose, ...links }: CommandBoardProps) {
  const t = useTexts(texts);
  const [showsPolicy, setShowsPolicy] = useState(false);
  return (
    <Panel
      title={t(commandId === null ? 'board' : 'receiptBoard')}
      actions={
        <>
          {commandId !== null && (
            <IconButton icon={ArrowLeft} label={t('allCommands')} onClick={() => onOpenCommand(null)} />
          )}
          <IconButton icon={Settings2} label={t('policy.title')} onClick={() => setShowsPolicy(true)} />
          <Button size="small" icon={Plus} onClick={onCompose}>
            {t('newCommand')}
          </Button>
          {onClose && <IconButton icon={X} label={t('close')} onClick={onClose} />}
        </>
      }
    >
      {commandId === null ? (
        <CommandList onOpen={onOpenCommand} />
      ) : (
        <ReceiptBoard key={commandId} commandId={commandId} onOpenCommand={onOpenCommand} {...links} />
      )}
      {showsPolicy && <CommandPolicyDialog onClose={() => setShowsPolicy(false)} />}
    </Panel>
  );
}
