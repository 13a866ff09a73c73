import { X } from 'lucide-react';
import { useState } from 'react';
import type { CommandView } from '#shared/contract/views.ts';
import { useTexts } from '../../i18n/index.ts';
import { useDraft, useOwnId } from '../../parts/index.ts';
import { gatewayNow, useFeed } from '../../station/index.ts';
import { IconButton, Loading, Panel } from '../../ui/index.ts';
import type { BoardLinks } from './board/ReceiptBoard.tsx';
import { CommandFollow } from './CommandFollow.tsx';
import { CommandForm } from './compose/CommandForm.tsx';
import { type ComposerInitial, commandDraftSchema, draftKey, EMPTY_COMMAND, wasIssued } from './compose/draft.ts';
import { proposalsOf } from './compose/payload.ts';
import type { ComposerMap } from './compose/useDrawnArea.ts';
import { texts } from './locale.ts';

export interface CommandComposerProps extends Pick<BoardLinks, 'onOpenWorker' | 'onShowOnMap'>, ComposerMap {
  initial: ComposerInitial;
  onClose: () => void;
  onSent: (commandId: string) => void;
  /** the centre refused the command: what is to become of it */
  onDecide: (opId: string) => void;
}

interface ComposerProps extends CommandComposerProps {
  ownerId: string;
  /** undefined: they could not be read */
  commands: readonly CommandView[] | undefined;
}

function Composer({ initial, onClose, onSent, onDecide, ownerId, commands, onDraw, ...links }: ComposerProps) {
  const { caseId } = initial;
  const about = useFeed('case.get', { id: caseId ?? '' }, { enabled: caseId !== undefined });
  // A sent command is followed here as long as it matters; the next one begins anew, unless it was undone or refused.
  const draft = useDraft(draftKey(ownerId, initial), commandDraftSchema, EMPTY_COMMAND, (sentAt) => {
    const atCentre = sentAt + gatewayNow() - Date.now();
    return commands !== undefined && !wasIssued(commands, ownerId, caseId, atCentre);
  });
  const [sentId, setSentId] = useState<string | null>(null);
  if (caseId !== undefined && about.isPending) return <Loading />;
  if (sentId !== null)
    return (
      <CommandFollow
        commandId={sentId}
        {...links}
        onDecide={onDecide}
        onOpenCommand={setSentId}
        onEdit={() => {
          draft.change({});
          setSentId(null);
        }}
        onAnother={() => {
          draft.clear();
          setSentId(null);
        }}
      />
    );
  return (
    <CommandForm
      draft={draft}
      proposals={proposalsOf(initial, about.data)}
      view={about.data}
      caseId={caseId}
      map={{ onScene: links.onScene, onDraw }}
      onClose={onClose}
      onSent={(id) => {
        setSentId(id);
        onSent(id);
      }}
    />
  );
}

/** Writes a command to terminals and, once it has been handed over, follows its receipts. */
export function CommandComposer(props: CommandComposerProps) {
  const t = useTexts(texts);
  const ownerId = useOwnId();
  const recent = useFeed('command.list', { limit: 200 });
  // Read before anything was sent, the list would say of a sent command that it never was.
  const [isKnown, setKnown] = useState(false);
  if (!isKnown && (recent.isError || !(recent.isPending || recent.isStale))) setKnown(true);
  return (
    <Panel
      title={t('compose')}
      actions={<IconButton icon={X} label={t('close')} shortcut="Esc" onClick={props.onClose} />}
    >
      {!isKnown && <Loading />}
      {isKnown && (
        <Composer key={draftKey(ownerId, props.initial)} ownerId={ownerId} commands={recent.data} {...props} />
      )}
    </Panel>
  );
}
