import { useState } from 'react';
import { useTexts } from '../../../i18n/index.ts';
import { type AmendFormProps, useBoard, useDraft, useOwnId } from '../../../parts/index.ts';
import { EmptyState, Loading, Trouble } from '../../../ui/index.ts';
import { CommandForm } from '../compose/CommandForm.tsx';
import { commandDraftSchema, EMPTY_COMMAND } from '../compose/draft.ts';
import { texts } from '../locale.ts';
import { sentCorrectionOf } from './draftOfCommand.ts';

/** A correction that the centre did not take, filled with what was sent, beside what it was to correct. */
export function CorrectionAmendForm({ item, onSent, onBack }: AmendFormProps) {
  const t = useTexts(texts);
  const ownerId = useOwnId();
  const [sent] = useState(() => sentCorrectionOf(item.payload));
  const board = useBoard({ id: item.entityId ?? '', limit: 1 });
  const draft = useDraft(`${ownerId}.amend.${item.id}`, commandDraftSchema, sent?.draft ?? EMPTY_COMMAND, () => false);
  if (board.isPending) return <Loading />;
  if (board.isError) return <Trouble error={board.error} onRetry={() => void board.refetch()} />;
  if (!sent || !board.data) return <EmptyState title={t('unreadable')} />;
  const { command } = board.data;
  return (
    <CommandForm
      draft={draft}
      proposals={sent.proposals}
      view={null}
      caseId={command.caseId}
      corrects={command}
      amends={{ opId: item.id, commandId: sent.id }}
      onClose={onBack}
      onSent={onSent}
    />
  );
}
