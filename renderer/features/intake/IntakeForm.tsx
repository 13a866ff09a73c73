import { useEffect, useRef, useState } from 'react';
import { common, nameIn, refusalWords, useLanguage, useTexts } from '../../i18n/index.ts';
import {
  AttachField,
  browserDrafts,
  Radios,
  useAttachments,
  useDraft,
  useFormKeys,
  useVoiceNote,
} from '../../parts/index.ts';
import { useFeed } from '../../station/index.ts';
import { Button, Checkbox } from '../../ui/index.ts';
import { CaseFieldsForm, type IntakeMap } from './CaseFieldsForm.tsx';
import { DESK_SOURCES, EMPTY_INTAKE, type IntakeDraft, intakeDraftSchema, urgencyOf } from './draft/intakeDraft.ts';
import { Duplicates } from './duplicates/Duplicates.tsx';
import { ContactFields } from './fields/ContactFields.tsx';
import { Questions } from './fields/Questions.tsx';
import styles from './intake.module.css';
import { texts } from './locale.ts';
import { useCategories } from './useCategories.ts';
import { useIntake } from './useIntake.ts';
import { usePlace } from './usePlace.ts';
import { useSettled } from './useSettled.ts';

interface IntakeFormProps {
  draftKey: string;
  map: IntakeMap;
  onClose: () => void;
  /** thrown away without being sent */
  onDiscard: () => void;
  onSent: (caseId: string) => void;
}

/** What may be the same problem, asked while it is typed. */
function useDuplicates(draft: IntakeDraft, title: string, at: { lon: number; lat: number } | null) {
  const told = { categoryCode: draft.categoryCode ?? '', title: title.slice(0, 200), text: draft.text };
  const settled = useSettled({ ...told, at });
  const { at: place, ...words } = settled;
  const enabled = place !== null && (words.categoryCode !== '' || words.title !== '' || words.text !== '');
  const { data } = useFeed('intake.duplicates', { ...words, ...(place ?? { lon: 0, lat: 0 }) }, { enabled });
  return enabled ? (data ?? []) : [];
}

/** Whether what was typed is on disk: not even the end of the app takes it then. */
function useKept(draft: IntakeDraft): boolean {
  const [kept, setKept] = useState<IntakeDraft | null>(null);
  useEffect(() => {
    let isLatest = true;
    void browserDrafts()
      .kept()
      .then(() => isLatest && setKept(draft));
    return () => {
      isLatest = false;
    };
  }, [draft]);
  return kept === draft;
}

/** A new case by phone, counter, another system, a sensor or from above. Ctrl+Enter sends, Esc closes and keeps the draft. */
export function IntakeForm({ draftKey, map, onClose, onDiscard, onSent }: IntakeFormProps) {
  const t = useTexts(texts);
  const tc = useTexts(common);
  const language = useLanguage();
  const categories = useCategories();
  const draft = useDraft(draftKey, intakeDraftSchema, EMPTY_INTAKE);
  const { value } = draft;
  const place = usePlace(value);
  const intake = useIntake({ draft: value, place: place.at, categories, onSent });
  const { title, category, problem, setProblem, busy } = intake;
  const found = useDuplicates(value, title, place.at);
  const kept = useKept(value);
  const form = useRef<HTMLFormElement>(null);
  useFormKeys(form, { send: intake.send, close: onClose });
  const change = (part: Partial<IntakeDraft>) => {
    setProblem(null);
    draft.change(part);
  };
  const attachments = useAttachments(value.media, change);
  const voice = useVoiceNote((note) => void attachments.add(note));
  const missing = problem && 'missing' in problem ? problem.missing : null;
  const told = {
    title,
    category: category ? nameIn(language, category) : '',
    address: value.address,
    text: value.text,
    media: value.media,
  };
  return (
    <form
      ref={form}
      className={styles.form}
      aria-label={t('form')}
      {...attachments.handlers}
      onSubmit={(event) => event.preventDefault()}
    >
      <div className={styles.fields}>
        <Radios
          label={t('source')}
          options={DESK_SOURCES.map((source) => ({ value: source, label: t(`sources.${source}`) }))}
          value={value.source}
          onChange={(source) => change({ source })}
        />
        <CaseFieldsForm
          fields={value}
          place={place}
          categories={categories}
          change={change}
          map={map}
          urgency={urgencyOf(value, category)}
          missing={missing}
          autoFocus
        />
        <Duplicates found={found} told={told} onComplain={intake.complainAbout} onMerge={intake.mergeInto} />
        <Questions
          questions={category?.questions ?? []}
          answers={value.answers}
          missing={missing === 'answers'}
          onChange={(answers) => change({ answers })}
        />
        <ContactFields value={value.contact} onChange={(contact) => change({ contact })} />
        <Checkbox
          label={t('personal')}
          hint={t('personalHint')}
          value={value.personal}
          onChange={(personal) => change({ personal })}
        />
        <AttachField media={value.media} attachments={attachments} voice={voice} />
      </div>
      <footer className={styles.foot}>
        <span className={styles.quiet} role="status" aria-label={t('kept')} data-kept={kept || undefined}>
          {t(kept ? 'isKept' : 'keeping')}
        </span>
        {problem && (
          <span className={styles.problem} role="alert">
            {'missing' in problem ? t(`missing.${problem.missing}`) : refusalWords(problem.refused)}
          </span>
        )}
        <Button look="quiet" onClick={onDiscard}>
          {t('discard')}
        </Button>
        <Button look="primary" shortcut="Ctrl+Enter" busy={busy || attachments.busy} onClick={intake.send}>
          {tc('ops.case.create')}
        </Button>
      </footer>
    </form>
  );
}
