import { type ReactNode, useState } from 'react';
import { z } from 'zod';
import { MOST_CONTACTS } from '#shared/protocol/ops.ts';
import { common, formatCount, refusalWords, useTexts } from '../../i18n/index.ts';
import { useDraft, useMay, useOwnId } from '../../parts/index.ts';
import { useStatus } from '../../station/index.ts';
import { Checkbox, TextArea } from '../../ui/index.ts';
import { texts } from './locale.ts';

const draftSchema = z.object({ text: z.string() });
const EMPTY = { text: '' };

interface ContactReason {
  /** for the form: nothing for whoever may not */
  field: ReactNode;
  /** null: without contacts; undefined: with contacts, and why is still missing */
  reason: () => string | null | undefined;
  /** says that it is missing */
  missing: () => void;
}

/** Whether an export shall hold contacts, and why. Never ticked by itself; what was typed is kept until another export. */
export function useContactReason(): ContactReason {
  const t = useTexts(texts);
  const tc = useTexts(common);
  const may = useMay('contact.export');
  const isOnline = useStatus()?.link.state === 'online';
  const draft = useDraft(`${useOwnId()}.export.contacts`, draftSchema, EMPTY);
  const [wanted, setWanted] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const isWith = wanted && may && isOnline;
  const reason = () => (isWith ? draft.value.text.trim() || undefined : null);
  const field = may && (
    <>
      <Checkbox
        label={t('export.withContact')}
        hint={isOnline ? t('export.withContactHint') : refusalWords({ reason: 'export-alone' })}
        value={isWith}
        disabled={!isOnline}
        onChange={setWanted}
      />
      {isWith && (
        <TextArea
          label={t('export.why')}
          mark={tc('words.required')}
          hint={t('export.mostContacts', { n: formatCount(MOST_CONTACTS) })}
          value={draft.value.text}
          rows={2}
          maxLength={500}
          autoFocus
          error={problem}
          onChange={(text) => {
            setProblem(null);
            draft.change({ text });
          }}
        />
      )}
    </>
  );
  return { field, reason, missing: () => setProblem(t('export.noWhy')) };
}
