import { useRef, useState } from 'react';
import { z } from 'zod';
import { common, opKey, useProblem, useTexts } from '../../i18n/index.ts';
import { type AmendFormProps, useDraft, useFormKeys, useOwnId } from '../../parts/index.ts';
import { useAmend, useFeed } from '../../station/index.ts';
import { Button, TextArea } from '../../ui/index.ts';
import { HeirField } from './handover/HeirField.tsx';
import { amendedPayload, shiftDraftOf } from './shiftDraft.ts';
import { texts } from './locale.ts';
import styles from './shift.module.css';

const draftSchema = z.object({ text: z.string(), toUserId: z.string() });

/** Whether an action on the shift says something that can be changed. */
export function mayAmendShift(kind: string): boolean {
  return kind === 'shift.note' || kind === 'shift.hand-over';
}

/** A line of the log or a hand-over that came back: changed, and sent to the shift that is on now. */
export function ShiftAmendForm({ item, onSent, onBack }: AmendFormProps) {
  const t = useTexts(texts);
  const tc = useTexts(common);
  const amend = useAmend();
  const ownerId = useOwnId();
  const current = useFeed('shift.current', {}).data;
  const [empty] = useState(() => shiftDraftOf(item.payload));
  const draft = useDraft(`${ownerId}.amend.${item.id}`, draftSchema, empty, () => false);
  const [problem, setProblem] = useProblem();
  const [busy, setBusy] = useState(false);
  const form = useRef<HTMLFormElement>(null);
  const isHandOver = item.kind === 'shift.hand-over';
  const send = async () => {
    if (busy) return;
    const payload = amendedPayload(item, draft.value, current?.shift.id);
    if (!payload) return setProblem(t(isHandOver ? 'noHeir' : 'noText'));
    setBusy(true);
    const answer = await amend(item.id, payload);
    setBusy(false);
    if (!answer.ok) return setProblem(answer);
    draft.sent();
    onSent();
  };
  useFormKeys(form, { send: () => void send(), close: onBack });
  const change = (part: Partial<typeof empty>) => {
    setProblem(null);
    draft.change(part);
  };
  return (
    <form
      ref={form}
      className={styles.handOver}
      aria-label={tc(opKey(item.kind))}
      onSubmit={(event) => {
        event.preventDefault();
        void send();
      }}
    >
      {current && <p className={styles.quiet}>{t('intoShift', { name: current.shift.leadName })}</p>}
      {isHandOver && <HeirField value={draft.value.toUserId} onChange={(toUserId) => change({ toUserId })} />}
      <TextArea
        label={t(isHandOver ? 'handOverNote' : 'note')}
        value={draft.value.text}
        maxLength={4000}
        rows={4}
        autoFocus={!isHandOver}
        onChange={(text) => change({ text })}
      />
      {problem && (
        <p className={styles.problem} role="alert">
          {problem}
        </p>
      )}
      <div className={styles.buttons}>
        <Button onClick={onBack}>{tc('verbs.cancel')}</Button>
        <Button type="submit" look="primary" shortcut="Ctrl+Enter" busy={busy}>
          {t('sendChanged')}
        </Button>
      </div>
    </form>
  );
}
