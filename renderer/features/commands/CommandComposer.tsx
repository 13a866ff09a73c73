import { X } from 'lucide-react';
import { useState } from 'react';
import { useTexts } from '../../i18n/index.ts';
import { useDraft, useOwnId } from '../../parts/index.ts';
import { useFeed } from '../../station/index.ts';
import { IconButton, Loading, Panel } from '../../ui/index.ts';
import { CommandFollow } from './CommandFollow.tsx';
import { CommandForm } from './compose/CommandForm.tsx';
import { type ComposerInitial, commandDraftSchema, draftKey, EMPTY_COMMAND } from './compose/draft.ts';
import { proposalsOf } from './compose/payload.ts';
import { texts } from './locale.ts';

export interface CommandComposerProps {
  initial: ComposerInitial;
  onClose: () => void;
  onSent: (commandId: string) => void;
}

const never = () => false;

function Composer({ initial, onClose, onSent, ownerId }: CommandComposerProps & { ownerId: string }) {
  const { caseId } = initial;
  const about = useFeed('case.get', { id: caseId ?? '' }, { enabled: caseId !== undefined });
  // A sent command is followed here as long as it matters; the next one begins anew.
  const draft = useDraft(draftKey(ownerId, initial), commandDraftSchema, EMPTY_COMMAND, never);
  const [sentId, setSentId] = useState<string | null>(null);
  if (caseId !== undefined && about.isPending) return <Loading />;
  if (sentId !== null)
    return (
      <CommandFollow
        commandId={sentId}
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
  return (
    <Panel
      title={t('compose')}
      actions={<IconButton icon={X} label={t('close')} shortcut="Esc" onClick={props.onClose} />}
    >
      <Composer key={draftKey(ownerId, props.initial)} ownerId={ownerId} {...props} />
    </Panel>
  );
}
