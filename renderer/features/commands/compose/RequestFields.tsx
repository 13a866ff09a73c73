import { REQUEST_TYPES } from '#shared/domain/command.ts';
import { common, useTexts } from '../../../i18n/index.ts';
import { Select, TextField } from '../../../ui/index.ts';
import styles from '../commands.module.css';
import { texts } from '../locale.ts';
import type { CommandDraft } from './draft.ts';
import { useProposedReplies } from './useSend.ts';

interface RequestFieldsProps {
  draft: CommandDraft;
  missing: boolean;
  change: (change: Partial<CommandDraft>) => void;
}

const NONE = 'none';

/** What the terminal is asked for beside a receipt, and the replies a worker may tap. */
export function RequestFields({ draft, missing, change }: RequestFieldsProps) {
  const t = useTexts(texts);
  const tc = useTexts(common);
  const proposed = useProposedReplies(draft.request);
  const options = [NONE, ...REQUEST_TYPES] as const;
  return (
    <div className={styles.pair}>
      <Select
        label={t('request')}
        options={options.map((value) => ({
          value,
          label: value === NONE ? t('noRequest') : tc(`requests.${value}`),
        }))}
        value={draft.request ?? NONE}
        onChange={(request) => change({ request: request === NONE ? null : request, replies: null })}
      />
      <TextField
        label={t('replies')}
        placeholder={t('repliesPlaceholder')}
        value={(draft.replies ?? proposed).join(' / ')}
        maxLength={350}
        error={missing ? t('missing.replies') : null}
        onChange={(text) => change({ replies: text.split(/ ?[/、／] ?/) })}
      />
    </div>
  );
}
