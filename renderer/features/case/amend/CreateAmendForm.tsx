import { useRef, useState } from 'react';
import { common, nameIn, refusalWords, type Refused, useLanguage, useTexts } from '../../../i18n/index.ts';
import { type AmendFormProps, useDraft, useFormKeys, useOwnId } from '../../../parts/index.ts';
import { useAmend, useFeed } from '../../../station/index.ts';
import { Button, Checkbox, Combobox, TextArea, TextField } from '../../../ui/index.ts';
import styles from '../forms/forms.module.css';
import { texts } from '../locale.ts';
import { createDraftOf, createDraftSchema, createPayload } from './createDraft.ts';

type Problem = 'title' | 'category' | 'unfit' | { refused: Refused } | null;

function useCreateAmend({ item, onSent }: AmendFormProps, categories: readonly string[] | undefined) {
  const amend = useAmend();
  const ownerId = useOwnId();
  const [empty] = useState(() => createDraftOf(item.payload));
  const draft = useDraft(`${ownerId}.amend.${item.id}`, createDraftSchema, empty, () => false);
  const [problem, setProblem] = useState<Problem>(null);
  const [busy, setBusy] = useState(false);
  const isGone = categories !== undefined && !categories.includes(draft.value.categoryCode);
  const send = async () => {
    if (busy) return;
    if (draft.value.title.trim() === '') return setProblem('title');
    if (isGone) return setProblem('category');
    const payload = createPayload(item.payload, draft.value);
    if (!payload) return setProblem('unfit');
    setBusy(true);
    const answer = await amend(item.id, payload);
    setBusy(false);
    if (!answer.ok) return setProblem({ refused: answer });
    draft.sent();
    onSent();
  };
  return { draft, send, problem, setProblem, busy, isGone };
}

/** A new case that the centre did not take: its title, text, address and category can be changed; the contact stays. */
export function CreateAmendForm(props: AmendFormProps) {
  const t = useTexts(texts);
  const tc = useTexts(common);
  const language = useLanguage();
  const categories = useFeed('category.list', {}).data;
  const codes = categories?.map((category) => category.code);
  const { draft, send, problem, setProblem, busy, isGone } = useCreateAmend(props, codes);
  const form = useRef<HTMLFormElement>(null);
  useFormKeys(form, { send: () => void send(), close: props.onBack });
  const change = (part: Partial<typeof draft.value>) => {
    setProblem(null);
    draft.change(part);
  };
  const { value } = draft;
  return (
    <form
      ref={form}
      className={styles.form}
      aria-label={tc('ops.case.create')}
      onSubmit={(event) => {
        event.preventDefault();
        void send();
      }}
    >
      <div className={styles.fields}>
        <TextField
          label={t('create.title')}
          mark={tc('words.required')}
          value={value.title}
          maxLength={200}
          autoFocus
          error={problem === 'title' ? t('create.noTitle') : null}
          onChange={(title) => change({ title })}
        />
        <Combobox
          label={tc('nouns.category')}
          placeholder={t('create.categoryPlaceholder')}
          value={isGone ? null : value.categoryCode}
          choices={(categories ?? []).map((category) => ({
            value: category.code,
            label: nameIn(language, category),
            note: language === 'en' ? category.groupEn : category.groupZh,
            words: `${category.zh} ${category.en} ${category.pinyin} ${category.synonyms.join(' ')}`,
          }))}
          onChange={(code) => code !== null && change({ categoryCode: code })}
        />
        {isGone && (
          <p className={styles.problem} role={problem === 'category' ? 'alert' : undefined}>
            {t('create.categoryGone', { code: value.categoryCode })}
          </p>
        )}
        <TextField
          label={tc('nouns.address')}
          value={value.address}
          maxLength={300}
          onChange={(address) => change({ address })}
        />
        <TextArea
          label={t('text')}
          value={value.text}
          maxLength={4000}
          rows={4}
          onChange={(text) => change({ text })}
        />
        <Checkbox
          label={t('personal.mark')}
          hint={t('personal.markHint')}
          value={value.personal}
          onChange={(personal) => change({ personal })}
        />
      </div>
      <footer className={styles.foot}>
        <span className={styles.hint}>{t('hint')}</span>
        {(problem === 'unfit' || (problem && typeof problem === 'object')) && (
          <span className={styles.problem} role="alert">
            {problem === 'unfit' ? t('create.unfit') : refusalWords(problem.refused)}
          </span>
        )}
        <Button type="submit" look="primary" shortcut="Ctrl+Enter" busy={busy}>
          {t('create.send')}
        </Button>
      </footer>
    </form>
  );
}
