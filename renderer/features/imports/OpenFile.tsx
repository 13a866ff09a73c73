import { useRef, useState } from 'react';
import { v7 } from 'uuid';
import type { ImportDraft } from '#shared/contract/importViews.ts';
import { IMPORT_COLUMNS } from '#shared/imports/columns.ts';
import { useLanguage, useProblem, useTexts } from '../../i18n/index.ts';
import { useFormKeys } from '../../parts/index.ts';
import { useAct, useStation } from '../../station/index.ts';
import { Button, Checkbox, Loading, Tabs } from '../../ui/index.ts';
import { FilePicker } from './FilePicker.tsx';
import { HowRead } from './HowRead.tsx';
import styles from './imports.module.css';
import { texts } from './locale.ts';
import { RowTable } from './RowTable.tsx';
import { useImportSteps } from './useImportSteps.ts';

interface OpenFileProps {
  draft: ImportDraft;
  onClose: () => void;
}

/** The file that lies open: how it is read, what is wrong with it, and the sending of what is right. */
export function OpenFile({ draft, onClose }: OpenFileProps) {
  const t = useTexts(texts);
  const { step } = useImportSteps();
  const { send, problem, busy } = useSend(draft);
  const [leaveWrong, setLeaveWrong] = useState(false);
  const form = useRef<HTMLFormElement>(null);
  const right = draft.fresh + draft.replacing;
  const isReady = right > 0 && (draft.wrong === 0 || leaveWrong) && !busy;
  const close = () => {
    // A cell that is being corrected is taken when it is left.
    if (document.activeElement instanceof HTMLElement) document.activeElement.blur();
    onClose();
  };
  useFormKeys(form, { send: () => void (isReady && send(leaveWrong)), close });
  return (
    <form
      ref={form}
      // Takes the keyboard when the last wrong cell is left.
      tabIndex={-1}
      className={styles.open}
      aria-label={draft.fileName}
      onSubmit={(event) => {
        event.preventDefault();
        if (isReady) void send(leaveWrong);
      }}
    >
      <div className={styles.head}>
        <strong>{t(`kinds.${draft.kind}`)}</strong>
        <span className={styles.name}>{draft.fileName}</span>
        <FilePicker kind={draft.kind} />
        <Button onClick={() => void step({ do: 'drop' })}>{t('drop')}</Button>
      </div>
      {draft.reading && <Loading />}
      {draft.failure && (
        <p className={styles.problem} role="alert">
          {t(`failures.${draft.failure}`)}
        </p>
      )}
      {draft.headings.length > 0 && (
        <>
          <HowRead draft={draft} />
          <Found draft={draft} />
          <div className={styles.foot}>
            {draft.wrong > 0 && (
              <Checkbox
                label={t('leaveWrong', { n: draft.wrong, rest: right })}
                value={leaveWrong}
                onChange={setLeaveWrong}
              />
            )}
            <Button type="submit" look="primary" shortcut="Ctrl+Enter" disabled={!isReady} busy={busy}>
              {t('send', { n: right })}
            </Button>
          </div>
          {draft.wrong > 0 && !leaveWrong && <p className={styles.quiet}>{t('mustCorrect', { n: draft.wrong })}</p>}
          {problem && (
            <p className={styles.problem} role="alert">
              {problem}
            </p>
          )}
        </>
      )}
    </form>
  );
}

function useSend({ fileName }: ImportDraft) {
  const station = useStation();
  const act = useAct();
  const { step } = useImportSteps();
  const [problem, setProblem] = useProblem();
  const [busy, setBusy] = useState(false);
  const send = async (leaveWrong: boolean) => {
    setBusy(true);
    try {
      const kept = await station.importKeep({ leaveWrong });
      if (!kept.ok) return setProblem(kept);
      const answer = await act('import.apply', { entityId: v7(), payload: kept.value, subject: fileName });
      if (!answer.ok) return setProblem(answer);
      await step({ do: 'drop' });
    } finally {
      setBusy(false);
    }
  };
  return { send, problem, busy };
}

function Found({ draft }: { draft: ImportDraft }) {
  const t = useTexts(texts);
  const isEnglish = useLanguage() === 'en';
  const [tab, setTab] = useState<'wrong' | 'first'>('wrong');
  if (draft.missing.length > 0) {
    const fields = IMPORT_COLUMNS[draft.kind].filter(({ field }) => draft.missing.includes(field));
    const names = fields.map(({ zh, en }) => (isEnglish ? en : zh)).join(isEnglish ? ', ' : '、');
    return (
      <>
        <p className={styles.problem} role="alert">
          {t('missing', { fields: names })}
        </p>
        <RowTable draft={draft} rows={draft.first} />
      </>
    );
  }
  const shown = draft.wrong > 0 ? tab : 'first';
  return (
    <>
      <p role="status">{t('counts', { fresh: draft.fresh, replacing: draft.replacing, wrong: draft.wrong })}</p>
      <Tabs
        label={t('title')}
        tabs={[
          { value: 'wrong', label: t('wrongTab'), badge: draft.wrong > 0 ? ` ${draft.wrong}` : undefined },
          { value: 'first', label: t('firstTab', { n: draft.first.length }) },
        ]}
        value={shown}
        onChange={setTab}
      >
        <RowTable draft={draft} rows={shown === 'wrong' ? draft.wrongRows : draft.first} />
        {shown === 'wrong' && draft.wrong > draft.wrongRows.length && (
          <p className={styles.quiet}>{t('wrongMore', { n: draft.wrong - draft.wrongRows.length })}</p>
        )}
      </Tabs>
    </>
  );
}
