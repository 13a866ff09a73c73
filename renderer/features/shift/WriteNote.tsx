import { useRef, useState } from 'react';
import { z } from 'zod';
import { useProblem, useTexts } from '../../i18n/index.ts';
import { useDraft, useOwnId, useMay } from '../../parts/index.ts';
import { useAct } from '../../station/index.ts';
import { Button, TextArea } from '../../ui/index.ts';
import { texts } from './locale.ts';
import styles from './shift.module.css';

const draftSchema = z.object({ text: z.string() });
const EMPTY = { text: '' };
/** characters of a line that tell it from another */
const SUBJECT_LENGTH = 30;

/** Writes a line of the log. What is typed stays when the dialog is closed. */
export function WriteNote({ shiftId }: { shiftId: string }) {
  const t = useTexts(texts);
  const act = useAct();
  const mayWrite = useMay('shift.note');
  const ownerId = useOwnId();
  const draft = useDraft(`${ownerId}.shift-note`, draftSchema, EMPTY, () => false);
  const field = useRef<HTMLTextAreaElement>(null);
  const [problem, setProblem] = useProblem();
  const [busy, setBusy] = useState(false);
  const text = draft.value.text.trim();
  const write = async () => {
    if (busy) return;
    if (!text) return setProblem(t('noText'));
    setBusy(true);
    const answer = await act('shift.note', { payload: { shiftId, text }, subject: text.slice(0, SUBJECT_LENGTH) });
    setBusy(false);
    if (!answer.ok) return setProblem(answer);
    draft.clear();
    field.current?.focus();
  };
  if (!mayWrite) return <p className={styles.quiet}>{t('mayNotWrite')}</p>;
  return (
    <form
      className={styles.write}
      aria-label={t('write')}
      onSubmit={(event) => {
        event.preventDefault();
        void write();
      }}
    >
      <TextArea
        ref={field}
        label={t('note')}
        value={draft.value.text}
        maxLength={4000}
        rows={2}
        autoFocus
        error={problem}
        onChange={(value) => {
          setProblem(null);
          draft.change({ text: value });
        }}
        onKeyDown={(event) => {
          if (event.key !== 'Enter' || !event.ctrlKey || event.nativeEvent.isComposing) return;
          event.preventDefault();
          void write();
        }}
      />
      <Button type="submit" look="primary" shortcut="Ctrl+Enter" busy={busy}>
        {t('write')}
      </Button>
    </form>
  );
}
