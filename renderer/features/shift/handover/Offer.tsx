import { Plus, X } from 'lucide-react';
import { useRef, useState } from 'react';
import { v7 } from 'uuid';
import { z } from 'zod';
import { handOverItemSchema } from '#shared/protocol/shifts.ts';
import { useProblem, useTexts } from '../../../i18n/index.ts';
import { useDraft, useFormKeys, useOwnId } from '../../../parts/index.ts';
import { useAct, useFeed } from '../../../station/index.ts';
import { Button, IconButton, Loading, TextArea, TextField } from '../../../ui/index.ts';
import { texts } from '../locale.ts';
import styles from '../shift.module.css';
import { HeirField } from './HeirField.tsx';
import { Items } from './Items.tsx';

const draftSchema = z.object({
  to: z.string(),
  note: z.string(),
  /** written by hand, beside what the desk found */
  own: z.array(handOverItemSchema),
  line: z.string(),
});
type Draft = z.infer<typeof draftSchema>;
const EMPTY: Draft = { to: '', note: '', own: [], line: '' };

interface OfferProps {
  shiftId: string;
  onOpenCase: (id: string) => void;
}

function useOffer(shiftId: string) {
  const t = useTexts(texts);
  const act = useAct();
  const ownId = useOwnId();
  const draft = useDraft(`${ownId}.hand-over`, draftSchema, EMPTY, () => false);
  const found = useFeed('shift.items', {}).data;
  const [problem, setProblem] = useProblem();
  const [busy, setBusy] = useState(false);
  const { value, change } = draft;
  const addLine = () => {
    const label = value.line.trim();
    if (!label) return;
    change({ line: '', own: [...value.own, { id: `note:${v7()}`, kind: 'note', label }] });
  };
  const send = async () => {
    if (busy || !found) return;
    const toUserId = value.to.trim();
    if (!toUserId) return setProblem(t('noHeir'));
    // A line that was typed and not added is meant to be handed over.
    const line = value.line.trim();
    const lines = line ? [...value.own, { id: `note:${v7()}`, kind: 'note' as const, label: line }] : value.own;
    setBusy(true);
    const items = [...found.items, ...lines];
    const note = value.note.trim();
    const payload = { shiftId, toUserId, items, ...(note ? { note } : {}) };
    const answer = await act('shift.hand-over', { payload, subject: toUserId });
    setBusy(false);
    if (answer.ok) draft.clear();
    else setProblem(answer);
  };
  return { draft, found, problem, setProblem, busy, addLine, send };
}

/** Offers the shift with all that is open; it stays mine until the next lead has taken it. */
export function Offer({ shiftId, onOpenCase }: OfferProps) {
  const t = useTexts(texts);
  const form = useRef<HTMLFormElement>(null);
  const { draft, found, problem, setProblem, busy, addLine, send } = useOffer(shiftId);
  const { value, change } = draft;
  useFormKeys(form, { send: () => void send(), close: () => undefined });
  return (
    <form
      ref={form}
      className={styles.handOver}
      aria-label={t('handOver')}
      onSubmit={(event) => {
        event.preventDefault();
        void send();
      }}
    >
      <HeirField
        value={value.to}
        onChange={(to) => {
          setProblem(null);
          change({ to });
        }}
      />
      <TextArea
        label={t('handOverNote')}
        value={value.note}
        maxLength={4000}
        rows={2}
        onChange={(note) => change({ note })}
      />
      <h3>{t('items')}</h3>
      {found ? <Items items={found.items} onOpenCase={onOpenCase} /> : <Loading />}
      {found?.more && <p className={styles.quiet}>{t('moreItems')}</p>}
      <Items
        items={value.own}
        onOpenCase={onOpenCase}
        empty=""
        verb={(item) => (
          <IconButton
            icon={X}
            label={t('removeItem')}
            size="small"
            onClick={() => change({ own: value.own.filter(({ id }) => id !== item.id) })}
          />
        )}
      />
      <div className={styles.write}>
        <TextField
          label={t('ownItem')}
          value={value.line}
          maxLength={300}
          onChange={(line) => change({ line })}
          onKeyDown={(event) => {
            if (event.key !== 'Enter' || event.ctrlKey || event.nativeEvent.isComposing) return;
            event.preventDefault();
            addLine();
          }}
        />
        <Button icon={Plus} onClick={addLine}>
          {t('addItem')}
        </Button>
      </div>
      {problem && (
        <p className={styles.problem} role="alert">
          {problem}
        </p>
      )}
      <div className={styles.buttons}>
        <Button type="submit" look="primary" shortcut="Ctrl+Enter" busy={busy} disabled={!found}>
          {t('handOver')}
        </Button>
      </div>
    </form>
  );
}
