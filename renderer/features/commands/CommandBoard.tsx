import { Plus, X } from 'lucide-react';
import { useTexts } from '../../i18n/index.ts';
import { useFeed } from '../../station/index.ts';
import { Button, EmptyState, IconButton, Loading, Panel, Trouble } from '../../ui/index.ts';
import { CommandCard } from './board/CommandCard.tsx';
import styles from './commands.module.css';
import { texts } from './locale.ts';

export interface CommandBoardProps {
  onOpenCase: (id: string) => void;
  onOpenWorker: (id: string) => void;
  onShowOnMap: (at: { lon: number; lat: number }) => void;
  onCompose: () => void;
  /** without it the board has no cross */
  onClose?: () => void;
}

const SHOWN = 50;

/** The recent commands with how far each has come, the newest first. */
export function CommandBoard({ onCompose, onClose, ...verbs }: CommandBoardProps) {
  const t = useTexts(texts);
  const { data, isPending, isError, error, refetch } = useFeed('command.list', { limit: SHOWN });
  return (
    <Panel
      title={t('board')}
      actions={
        <>
          <Button size="small" icon={Plus} onClick={onCompose}>
            {t('newCommand')}
          </Button>
          {onClose && <IconButton icon={X} label={t('close')} onClick={onClose} />}
        </>
      }
    >
      {isPending && <Loading />}
      {isError && !data && <Trouble error={error} onRetry={() => void refetch()} />}
      {data?.length === 0 && <EmptyState title={t('boardEmpty')} detail={t('boardEmptyDetail')} />}
      <ul className={styles.board}>
        {data?.map((view) => (
          <li key={view.command.id}>
            <CommandCard view={view} {...verbs} />
          </li>
        ))}
      </ul>
    </Panel>
  );
}
