import type { CommandHead } from '#shared/contract/views.ts';
import { gatewayNow } from '../../../station/index.ts';
import { useTexts } from '../../../i18n/index.ts';
import { ChangeLines } from '../board/ChangeLines.tsx';
import styles from '../commands.module.css';
import { texts } from '../locale.ts';
import { changesOf } from './changes.ts';
import type { CommandDraft } from './draft.ts';
import { type CommandProposals, correctionPayload } from './payload.ts';
import { useProposedReplies } from './useSend.ts';

interface ChangesProps {
  command: CommandHead;
  draft: CommandDraft;
  proposals: CommandProposals;
}

/** What the correction will change, before it is sent. */
export function Changes({ command, draft, proposals }: ChangesProps) {
  const t = useTexts(texts);
  const replies = useProposedReplies(draft.request);
  const written = correctionPayload(draft, proposals, command.id, gatewayNow(), replies);
  const changes = written.ok ? changesOf(command, written.payload) : [];
  if (changes.length === 0) return <p className={styles.quiet}>{t('nothingChanged')}</p>;
  return (
    <div role="status">
      <p className={styles.quiet}>{t('correctHint')}</p>
      <ChangeLines changes={changes} />
    </div>
  );
}
