import { Ban, BellRing, Download, FolderOpen, Map as MapIcon, MapPin, PenLine } from 'lucide-react';
import { use, useState } from 'react';
import type { CommandBoardView } from '#shared/contract/views.ts';
import { useTexts } from '../../../i18n/index.ts';
import { Button, useKeys } from '../../../ui/index.ts';
import styles from '../commands.module.css';
import { texts } from '../locale.ts';
import { BoardFocus } from './boardFocus.ts';
import type { BoardLinks, Writing } from './ReceiptBoard.tsx';
import { useExport } from './useExport.ts';
import { SCENE_MOST, useScene } from './useScene.ts';
import { useRemind } from './useRemind.ts';

interface BoardVerbsProps extends BoardLinks {
  view: CommandBoardView;
  onWrite: (what: Writing) => void;
}

/** What can be done about the whole command. */
export function BoardVerbs({ view, onWrite, ...links }: BoardVerbsProps) {
  const t = useTexts(texts);
  const { command, sum } = view;
  const { onOpenCase, onShowOnMap, onScene } = links;
  const scene = useScene(view, links);
  const { caseId, target, state } = command;
  const remind = useRemind(command);
  const save = useExport(command);
  const [busy, setBusy] = useState(false);
  const isInside = use(BoardFocus);
  const isAtCentre = command.version > 0;
  const isLive = (state === 'open' || state === 'proposed') && isAtCentre;
  const mayRemind = state === 'open' && isAtCentre && sum.owing > 0 && !busy;
  const remindAll = async () => {
    setBusy(true);
    await remind();
    setBusy(false);
  };
  useKeys([
    {
      keys: 'R',
      label: t('remindAllKey'),
      group: t('keys'),
      enabled: mayRemind && isInside,
      run: () => void remindAll(),
    },
  ]);
  return (
    <div className={styles.boardVerbs}>
      <Button size="small" icon={BellRing} shortcut="R" disabled={!mayRemind} onClick={() => void remindAll()}>
        {t('remindAll', { n: sum.owing })}
      </Button>
      {isLive && (
        <Button size="small" look="quiet" icon={PenLine} onClick={() => onWrite('correct')}>
          {t('correct')}
        </Button>
      )}
      {isLive && (
        <Button size="small" look="quiet" icon={Ban} onClick={() => onWrite('cancel')}>
          {t('cancel')}
        </Button>
      )}
      <Button size="small" look="quiet" icon={Download} onClick={() => void save()}>
        {t('export')}
      </Button>
      {caseId && onOpenCase && (
        <Button size="small" look="quiet" icon={FolderOpen} onClick={() => onOpenCase(caseId)}>
          {t('openCase')}
        </Button>
      )}
      {onScene && (
        <Button
          size="small"
          look={scene.shown ? 'primary' : 'quiet'}
          aria-pressed={scene.shown}
          icon={MapIcon}
          disabled={scene.isEmpty}
          onClick={scene.toggle}
        >
          {t(scene.shown && scene.isCut ? 'sceneMost' : 'scene', { n: SCENE_MOST })}
        </Button>
      )}
      {target && onShowOnMap && (
        <Button size="small" look="quiet" icon={MapPin} onClick={() => onShowOnMap(target)}>
          {t('target')}
        </Button>
      )}
    </div>
  );
}
