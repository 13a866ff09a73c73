import { useRef, useState } from 'react';
import { z } from 'zod';
import type { CommandHead } from '#shared/contract/views.ts';
import { common, useProblem, useTexts } from '../../../i18n/index.ts';
import { useDraft, useFormKeys } from '../../../parts/index.ts';
import { useAct } from '../../../station/index.ts';
import { Button, TextArea } from '../../../ui/index.ts';
import styles from '../commands.module.css';
import { texts } from '../locale.ts';

const reasonSchema = z.object({ reason: z.string() });
const NO_REASON = { reason: '' };

interface ReasonFormProps {
  kind: 'cancel' | 'refuse';
  command: CommandHead;
  ownerId: string;
  onDone: () => void;
}

/** Why a command is cancelled, or refused by a second person. What was written stays when the form is closed. */
export function ReasonForm({ kind, command, ownerId, onDone }: ReasonFormProps) {
  const t = useTexts(texts);
  const tc = useTexts(common);
  const act = useAct();
  const { id, title } = command;
  const draft = useDraft(`${ownerId}.${kind}.${id}`, reasonSchema, NO_REASON);
  const [error, setError] = useProblem();
  const [busy, setBusy] = useState(false);
  const send = async () => {
    if (busy) return;
    const reason = draft.value.reason.trim();
    if (!reason) return setError(t(`${kind}Reason`));
    setBusy(true);
    const answer = await act(`command.${kind}`, { entityId: id, payload: { reason }, subject: title });
    setBusy(false);
    if (!answer.ok) return setError(answer);
    draft.sent();
    onDone();
  };
  const form = useRef<HTMLFormElement>(null);
  useFormKeys(form, { send: () => void send(), close: onDone });
  return (
    <form
      ref={form}
      className={styles.cancelForm}
      aria-label={t(kind)}
      onSubmit={(event) => {
        event.preventDefault();
        void send();
      }}
    >
      <TextArea
        label={t(`${kind}Reason`)}
        mark={tc('words.required')}
        rows={2}
        value={draft.value.reason}
        maxLength={1000}
        autoFocus
        error={error}
        onChange={(reason) => {
          setError(null);
          draft.change({ reason });
        }}
      />
      <div className={styles.buttons}>
        <Button size="small" look="quiet" onClick={onDone}>
          {tc('verbs.cancel')}
        </Button>
        <Button size="small" look="danger" type="submit" shortcut="Ctrl+Enter" busy={busy}>
          {t(`${kind}Confirm`)}
        </Button>
      </div>
    </form>
  );
}
