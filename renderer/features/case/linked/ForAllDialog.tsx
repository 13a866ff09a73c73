import { useRef, useState } from 'react';
import { z } from 'zod';
import type { CaseRow } from '#shared/contract/views.ts';
import { common, refusalWords, useTexts } from '../../../i18n/index.ts';
import { Radios, useDraft, useFormKeys, useOwnId } from '../../../parts/index.ts';
import { useAct } from '../../../station/index.ts';
import { Button, Dialog, StateTag, TextArea } from '../../../ui/index.ts';
import { type ForAll, previewOf } from './forAll.ts';
import styles from './linked.module.css';
import { texts } from './locale.ts';

const levelSchema = z.union([z.literal(1), z.literal(2), z.literal(3)]);
const draftSchema = z.object({ text: z.string(), level: levelSchema });
const LEVELS = ['1', '2', '3'] as const;

interface ForAllDialogProps {
  action: ForAll['action'];
  majorId: string;
  rows: readonly CaseRow[];
  onClose: () => void;
}

/** One thing done to every case of a major incident: with what it will be done to in sight before it is. */
export function ForAllDialog(props: ForAllDialogProps) {
  const t = useTexts(texts);
  return (
    <Dialog title={t(`forAll.${props.action}`)} open onClose={props.onClose}>
      <ForAllForm {...props} />
    </Dialog>
  );
}

/** Inside the dialog, which brings its content to the page only after it is there itself: the form's keys need the form. */
function ForAllForm({ action, majorId, rows, onClose }: ForAllDialogProps) {
  const t = useTexts(texts);
  const tc = useTexts(common);
  const act = useAct();
  const form = useRef<HTMLFormElement>(null);
  const empty = { text: '', level: 1 as const };
  const draft = useDraft(`${useOwnId()}.forAll.${majorId}.${action}`, draftSchema, empty, () => false);
  const [problem, setProblem] = useState<string | null>(null);
  const { text, level } = draft.value;
  const { done, left } = previewOf(rows, action === 'supervise' ? { action, level } : { action });
  const send = async () => {
    const note = text.trim();
    if (action === 'annotate' && !note) return setProblem(t('forAll.missing'));
    const refusals: string[] = [];
    for (const row of done) {
      const request = { entityId: row.id, baseVersion: row.version, subject: row.title };
      const answer =
        action === 'annotate'
          ? await act('case.annotate', { ...request, payload: { note } })
          : await act('case.supervise', { ...request, payload: { level, note: note || undefined } });
      if (!answer.ok) refusals.push(refusalWords(answer));
    }
    if (refusals.length > 0) return setProblem(t('forAll.failed', { n: refusals.length, why: refusals[0] ?? '' }));
    draft.sent();
    onClose();
  };
  useFormKeys(form, { send: () => void send(), close: onClose });
  return (
    <form
      ref={form}
      className={styles.forAll}
      onSubmit={(event) => {
        event.preventDefault();
        void send();
      }}
    >
      {action === 'supervise' && (
        <Radios
          label={t('forAll.level')}
          options={LEVELS.map((n) => ({ value: n, label: t('forAll.levelN', { n }) }))}
          value={LEVELS[level - 1] ?? null}
          onChange={(n) => draft.change({ level: levelSchema.parse(Number(n)) })}
        />
      )}
      <TextArea
        label={t(action === 'annotate' ? 'forAll.text' : 'forAll.instruction')}
        value={text}
        rows={2}
        maxLength={4000}
        autoFocus
        onChange={(value) => {
          setProblem(null);
          draft.change({ text: value });
        }}
      />
      <p>{t('forAll.preview', { n: done.length })}</p>
      <ul className={styles.preview}>
        {done.map((row) => (
          <li key={row.id}>
            <StateTag state={row.state} /> {row.number ?? tc('numberPending')} {row.title}
          </li>
        ))}
      </ul>
      {(['ended', 'pressed'] as const).map((why) => {
        const n = left.filter((one) => one.why === why).length;
        return n > 0 && <p key={why}>{t('forAll.left', { n, why: t(`forAll.${why}`) })}</p>;
      })}
      {problem && (
        <p className={styles.problem} role="alert">
          {problem}
        </p>
      )}
      <div className={styles.buttons}>
        <Button onClick={onClose}>{tc('verbs.cancel')}</Button>
        <Button type="submit" look="primary" shortcut="Ctrl+Enter" disabled={done.length === 0}>
          {t('forAll.send', { n: done.length })}
        </Button>
      </div>
    </form>
  );
}
