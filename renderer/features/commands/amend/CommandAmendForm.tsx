import { useState } from 'react';
import { useTexts } from '../../../i18n/index.ts';
import { type AmendFormProps, useDraft, useOwnId } from '../../../parts/index.ts';
import { useFeed } from '../../../station/index.ts';
import { EmptyState, Loading } from '../../../ui/index.ts';
import { CommandForm } from '../compose/CommandForm.tsx';
import { commandDraftSchema } from '../compose/draft.ts';
import { texts } from '../locale.ts';
import { type SentCommand, sentCommandOf } from './draftOfCommand.ts';

function Amended({ item, sent, onSent, onBack }: AmendFormProps & { sent: SentCommand }) {
  const ownerId = useOwnId();
  const { caseId, id } = sent.payload;
  const about = useFeed('case.get', { id: caseId ?? '' }, { enabled: caseId !== undefined });
  const draft = useDraft(`${ownerId}.amend.${item.id}`, commandDraftSchema, sent.draft, () => false);
  if (caseId !== undefined && about.isPending) return <Loading />;
  return (
    <CommandForm
      draft={draft}
      proposals={sent.proposals}
      view={about.data}
      caseId={caseId}
      amends={{ opId: item.id, commandId: id }}
      onClose={onBack}
      onSent={onSent}
    />
  );
}

/** A command that the centre did not take, in the composer's own form, filled with what was sent. */
export function CommandAmendForm(props: AmendFormProps) {
  const t = useTexts(texts);
  const [sent] = useState(() => sentCommandOf(props.item.payload));
  if (!sent) return <EmptyState title={t('unreadable')} />;
  return <Amended {...props} sent={sent} />;
}
