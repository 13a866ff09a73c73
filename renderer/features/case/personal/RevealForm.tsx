import { X } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import type { CaseView } from '#shared/contract/views.ts';
import { common, refusalWords, type Refused, useTexts } from '../../../i18n/index.ts';
import { Radios, useDraft, useFormKeys } from '../../../parts/index.ts';
import { useAct } from '../../../station/index.ts';
import { Button, IconButton, TextArea, useKeys } from '../../../ui/index.ts';
import forms from '../forms/forms.module.css';
import { texts } from '../locale.ts';
import { EMPTY_REVEAL, reasonOf, REVEAL_REASONS, revealDraftSchema } from './reasons.ts';

interface RevealFormProps {
  view: CaseView;
  /** whose draft it is: the operator's id */
  ownerId: string;
  /** why it cannot be asked for now, in words; null when it can */
  hindrance: string | null;
  onClose: () => void;
}

function useReveal({ view, ownerId, hindrance, onClose }: RevealFormProps) {
  const t = useTexts(texts);
  const act = useAct();
  const { id, title } = view.case;
  const draft = useDraft(`${ownerId}.reveal.${id}`, revealDraftSchema, EMPTY_REVEAL, () => false);
  const [problem, setProblem] = useState<'why' | 'text' | { refused: Refused } | null>(null);
  const [busy, setBusy] = useState(false);
  const send = async () => {
    if (busy || hindrance !== null) return;
    const reason = reasonOf(draft.value, (why) => t(`personal.reasons.${why}`));
    if (!reason.ok) return setProblem(reason.missing);
    setBusy(true);
    const request = { entityId: id, payload: { reason: reason.reason }, subject: title };
    const answer = await act('contact.reveal', request);
    setBusy(false);
    if (!answer.ok) return setProblem({ refused: answer });
    draft.sent();
    onClose();
  };
  const change = (part: Partial<typeof draft.value>) => {
    setProblem(null);
    draft.change(part);
  };
  return { value: draft.value, change, problem, busy, send };
}

/** Asks why before the centre is asked: the reason, who looks and when are recorded. Ctrl+Enter sends, Esc closes. */
export function RevealForm(props: RevealFormProps) {
  const { hindrance, onClose } = props;
  const t = useTexts(texts);
  const tc = useTexts(common);
  const form = useRef<HTMLFormElement>(null);
  const { value, change, problem, busy, send } = useReveal(props);
  useEffect(() => form.current?.scrollIntoView({ block: 'nearest' }), []);
  useKeys([
    { keys: 'Ctrl+Enter', label: tc('verbs.send'), group: t('keys'), run: () => void send() },
    { keys: 'Esc', label: tc('verbs.close'), group: t('keys'), run: onClose },
  ]);
  useFormKeys(form, { send: () => void send(), close: onClose });
  const said = hindrance ?? (problem === 'why' ? t('missing.reason') : null);
  return (
    <form
      ref={form}
      className={forms.form}
      aria-label={t('personal.reveal')}
      onSubmit={(event) => {
        event.preventDefault();
        void send();
      }}
    >
      <header className={forms.head}>
        <h4 className={forms.title}>{t('personal.why')}</h4>
        <p className={forms.explain}>{t('personal.recorded')}</p>
        <IconButton icon={X} label={tc('verbs.close')} shortcut="Esc" size="small" onClick={onClose} />
      </header>
      <div className={forms.fields}>
        <Radios
          label={tc('nouns.reason')}
          options={REVEAL_REASONS.map((why) => ({ value: why, label: t(`personal.reasons.${why}`) }))}
          value={value.why}
          onChange={(why) => change({ why })}
          autoFocus
        />
        <TextArea
          label={t('personal.detail')}
          mark={tc(value.why === 'other' ? 'words.required' : 'words.optional')}
          value={value.text}
          maxLength={500}
          rows={2}
          error={problem === 'text' ? t('missing.reason') : null}
          onChange={(text) => change({ text })}
        />
      </div>
      <footer className={forms.foot}>
        <span className={forms.hint}>{t('hint')}</span>
        {(said !== null || (problem !== null && typeof problem === 'object')) && (
          <span className={forms.problem} role="alert">
            {said ?? (typeof problem === 'object' && problem && refusalWords(problem.refused))}
          </span>
        )}
        <Button type="submit" look="primary" shortcut="Ctrl+Enter" busy={busy} disabled={hindrance !== null}>
          {t('personal.reveal')}
        </Button>
      </footer>
    </form>
  );
}
