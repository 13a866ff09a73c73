import { ArrowRightLeft } from 'lucide-react';
import { useState } from 'react';
import { refusalWords, useTexts } from '../../i18n/index.ts';
import { useMay } from '../../parts/index.ts';
import { useAct } from '../../station/index.ts';
import { Button, TextArea, TextField } from '../../ui/index.ts';
import { texts } from './locale.ts';
import styles from './shift.module.css';

function useHandOver(shiftId: string) {
  const t = useTexts(texts);
  const act = useAct();
  const [to, setTo] = useState('');
  const [note, setNote] = useState('');
  const [problem, setProblem] = useState<{ to: string } | { refused: string } | null>(null);
  const [busy, setBusy] = useState(false);
  const send = async () => {
    if (busy) return;
    const toUserId = to.trim();
    if (!toUserId) return setProblem({ to: t('noHeir') });
    setBusy(true);
    const payload = { shiftId, toUserId, ...(note.trim() ? { note: note.trim() } : {}) };
    const answer = await act('shift.hand-over', { payload, subject: toUserId });
    setBusy(false);
    if (!answer.ok) setProblem({ refused: refusalWords(answer) });
  };
  return { to, setTo, note, setNote, problem, setProblem, busy, send };
}

/** Ends this shift and opens the next one under whoever takes over: asked for first, then filled in. */
export function HandOver({ shiftId }: { shiftId: string }) {
  const t = useTexts(texts);
  const may = useMay('shift.hand-over');
  const [isOpen, setOpen] = useState(false);
  const { to, setTo, note, setNote, problem, setProblem, busy, send } = useHandOver(shiftId);
  if (!may) return null;
  if (!isOpen) {
    return (
      <Button icon={ArrowRightLeft} className={styles.begin} onClick={() => setOpen(true)}>
        {t('handOver')}
      </Button>
    );
  }
  return (
    <form
      className={styles.handOver}
      aria-label={t('handOver')}
      onSubmit={(event) => {
        event.preventDefault();
        void send();
      }}
    >
      <h3>{t('handOver')}</h3>
      <TextField
        label={t('heir')}
        hint={t('heirHint')}
        value={to}
        maxLength={64}
        autoFocus
        error={problem && 'to' in problem ? problem.to : null}
        onChange={(value) => {
          setProblem(null);
          setTo(value);
        }}
      />
      <TextArea label={t('handOverNote')} value={note} maxLength={4000} rows={2} onChange={setNote} />
      {problem && 'refused' in problem && (
        <p className={styles.problem} role="alert">
          {problem.refused}
        </p>
      )}
      <div className={styles.buttons}>
        <Button onClick={() => setOpen(false)}>{t('notYet')}</Button>
        <Button type="submit" look="primary" busy={busy}>
          {t('handOver')}
        </Button>
      </div>
    </form>
  );
}
