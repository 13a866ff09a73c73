import { useRef, useState } from 'react';
import type { CaseView } from '#shared/contract/views.ts';
import { common, useProblem, useTexts } from '../../i18n/index.ts';
import { useDraft, useFormKeys, useOwnId } from '../../parts/index.ts';
import { useAct, useFeed } from '../../station/index.ts';
import { Button, EmptyState, Loading, Trouble } from '../../ui/index.ts';
import { CaseFieldsForm, type IntakeMap } from './CaseFieldsForm.tsx';
import { type CaseFields, caseFieldsSchema, correctionOf, fieldsOf } from './draft/intakeDraft.ts';
import styles from './intake.module.css';
import { texts } from './locale.ts';
import { useCategories } from './useCategories.ts';
import { usePlace } from './usePlace.ts';

interface CorrectFormProps {
  caseId: string;
  map: IntakeMap;
  onClose: () => void;
}

/** What was taken down wrongly of a case that is there, in the same fields: what is not changed stays. */
export function CorrectForm(props: CorrectFormProps) {
  const t = useTexts(texts);
  const ownerId = useOwnId();
  const { data, isPending, error, refetch } = useFeed('case.get', { id: props.caseId });
  if (isPending) return <Loading />;
  if (error) return <Trouble error={error} onRetry={() => void refetch()} />;
  if (!data) return <EmptyState title={t('caseGone')} />;
  return <Correction key={`${props.caseId}.${ownerId}`} view={data} ownerId={ownerId} {...props} />;
}

function Correction({ view, ownerId, map, onClose }: CorrectFormProps & { view: CaseView; ownerId: string }) {
  const t = useTexts(texts);
  const tc = useTexts(common);
  const act = useAct();
  const categories = useCategories();
  const { case: shown } = view;
  const [empty] = useState(() => fieldsOf(shown));
  const draft = useDraft(`${ownerId}.correct.${shown.id}`, caseFieldsSchema, empty, () => false);
  const place = usePlace(draft.value);
  const [problem, setProblem] = useProblem();
  const [busy, setBusy] = useState(false);
  const form = useRef<HTMLFormElement>(null);
  const send = async () => {
    const payload = correctionOf(shown, draft.value);
    if (!payload) return setProblem(t('nothingCorrected'));
    if (busy) return;
    setBusy(true);
    const request = { entityId: shown.id, baseVersion: shown.version, payload, subject: shown.title };
    const answer = await act('case.correct', request);
    setBusy(false);
    if (!answer.ok) return setProblem(answer);
    draft.sent();
    onClose();
  };
  useFormKeys(form, { send: () => void send(), close: onClose });
  const change = (part: Partial<CaseFields>) => {
    setProblem(null);
    draft.change(part);
  };
  const { urgency } = draft.value;
  return (
    <form ref={form} className={styles.form} aria-label={t('correct')} onSubmit={(event) => event.preventDefault()}>
      <div className={styles.fields}>
        <CaseFieldsForm
          fields={draft.value}
          place={place}
          categories={categories}
          change={change}
          map={map}
          urgency={urgency ?? shown.urgency}
          missing={null}
          autoFocus
        />
      </div>
      <footer className={styles.foot}>
        {problem && (
          <span className={styles.problem} role="alert">
            {problem}
          </span>
        )}
        <Button look="quiet" onClick={onClose}>
          {tc('verbs.close')}
        </Button>
        <Button look="primary" shortcut="Ctrl+Enter" busy={busy} onClick={() => void send()}>
          {tc('actions.correct')}
        </Button>
      </footer>
    </form>
  );
}
