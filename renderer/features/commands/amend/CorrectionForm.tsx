import { useState } from 'react';
import type { CommandHead } from '#shared/contract/views.ts';
import { useDraft, useOwnId } from '../../../parts/index.ts';
import { CommandForm } from '../compose/CommandForm.tsx';
import { commandDraftSchema } from '../compose/draft.ts';
import { draftOfCommand } from './draftOfCommand.ts';

interface CorrectionFormProps {
  command: CommandHead;
  onClose: () => void;
  onSent: (commandId: string) => void;
}

/** What shall take the place of a command that has been sent: the composer's form, filled with what that one says. */
export function CorrectionForm({ command, onClose, onSent }: CorrectionFormProps) {
  const ownerId = useOwnId();
  const [said] = useState(() => draftOfCommand(command));
  const draft = useDraft(`${ownerId}.correct.${command.id}`, commandDraftSchema, said.draft, () => false);
  return (
    <CommandForm
      draft={draft}
      proposals={said.proposals}
      view={null}
      caseId={command.caseId}
      corrects={command}
      onClose={onClose}
      onSent={onSent}
    />
  );
}
