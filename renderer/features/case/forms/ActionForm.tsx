import { X } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import type { CaseView } from '#shared/contract/views.ts';
import { common, useTexts } from '../../../i18n/index.ts';
import { useDraft, useFormKeys } from '../../../parts/index.ts';
import { gatewayNow, useAct, useAmend } from '../../../station/index.ts';
import { Button, Checkbox, IconButton, TextArea, useHeldKeys, useKeys } from '../../../ui/index.ts';
import { mayTake } from '../actions.ts';
import { texts } from '../locale.ts';
import { refusalInCase } from '../standing/refusalInCase.ts';
import { TemplatePicker } from '../templates/TemplatePicker.tsx';
import { draftOfPayload, unaskedOf } from './draftOfPayload.ts';
import { ActionField } from './fields.tsx';
import styles from './forms.module.css';
import { type Missing, payloadOf } from './payload.ts';
import { wasNotTaken } from './proposals.ts';
import { EMPTY_DRAFT, type FormAction, FORMS, formDraftSchema } from './spec.ts';
import { useProposals } from './useProposals.ts';

export interface ActionFormProps {
  view: CaseView;
  action: FormAction;
  /** whose draft it is: the operator's id */
  ownerId: string;
  /** whom it is about, as `kind:id`, where it was opened from one of those who have the case */
  about?: string;
  /** changes this action of the outbox, which the centre refused, instead of taking another */
  amends?: { opId: string; payload: unknown };
  onClose: () => void;
  /** it was handed over, about the case at this version; without it the form just closes */
  onSent?: (version: number) => void;
}

type ExplainKey = keyof typeof texts.zh.explain;
function explainKey(action: FormAction): ExplainKey | null {
  return action in texts.zh.explain ? (action as ExplainKey) : null;
}

/** Gives the focus back to where it was before the form opened. */
function useFocusReturn(): void {
  const [before] = useState(() => document.activeElement);
  useEffect(
    () => () => {
      if (before instanceof HTMLElement && before.isConnected) before.focus();
    },
    [before],
  );
}

/** The draft of a new action, or of one that comes back changed: that one begins with what was sent. */
function useActionDraft({ view, action, ownerId, about, amends }: ActionFormProps) {
  const [empty] = useState(() =>
    amends ? draftOfPayload(amends.payload) : { ...EMPTY_DRAFT, ...(about !== undefined && { assignee: about }) },
  );
  const own = `${ownerId}.case.${view.case.id}.${action}${about === undefined ? '' : `.${about}`}`;
  const key = amends ? `${ownerId}.amend.${amends.opId}` : own;
  return useDraft(key, formDraftSchema, empty, (sentAt) => !amends && wasNotTaken(view, action, sentAt));
}

function useActionForm(props: ActionFormProps) {
  const { view, action, amends, onClose, onSent = onClose } = props;
  const act = useAct();
  const amend = useAmend();
  const { case: shown } = view;
  const draft = useActionDraft(props);
  const { proposals, settled } = useProposals(view, action);
  const [problem, setProblem] = useState<{ missing: Missing } | { refused: () => string } | null>(null);
  const [busy, setBusy] = useState(false);
  useHeldKeys(busy ? 'all' : null);
  const allowed = mayTake(view.actions, action);
  const send = async () => {
    if (busy || !allowed) return;
    setBusy(true);
    const filled = payloadOf(action, draft.value, await settled(), gatewayNow());
    if (!filled.ok) {
      setProblem({ missing: filled.missing });
      setBusy(false);
      return;
    }
    const { action: name, payload } = filled.filled;
    const answer = amends
      ? await amend(amends.opId, { ...unaskedOf(amends.payload), ...payload })
      : await act(`case.${name}`, {
          entityId: shown.id,
          baseVersion: shown.version,
          payload,
          subject: shown.title,
        });
    if (!answer.ok) {
      setBusy(false);
      const at = gatewayNow();
      // Said anew when it is drawn: the words follow the language.
      setProblem({ refused: () => refusalInCase(answer, view, props.ownerId, at) });
      return;
    }
    draft.sent();
    onSent(shown.version);
  };
  return { draft, proposals, problem, setProblem, busy, allowed, send };
}

/**
 * The form of one action, inside the case: Ctrl+Enter sends, Esc closes. What is typed is kept per case until it has
 * left, and comes back when the action was undone or refused.
 */
export function ActionForm(props: ActionFormProps) {
  const { view, action, onClose } = props;
  const t = useTexts(texts);
  const tc = useTexts(common);
  const spec = FORMS[action];
  const form = useRef<HTMLFormElement>(null);
  const { draft, proposals, problem, setProblem, busy, allowed, send } = useActionForm(props);
  useFocusReturn();
  useEffect(() => form.current?.scrollIntoView({ block: 'nearest' }), []);
  useKeys([
    { keys: 'Ctrl+Enter', label: tc('verbs.send'), group: t('keys'), run: () => void send() },
    { keys: 'Esc', label: tc('verbs.close'), group: t('keys'), run: onClose },
  ]);
  useFormKeys(form, { send: () => void send(), close: onClose });
  const name = tc(`actions.${action}`);
  const explain = explainKey(action);
  const isReason = spec.text === 'reason' || spec.text === 'optional-reason';
  const isRequired = spec.text === 'reason' || spec.text === 'required-note';
  const missingText = problem && 'missing' in problem && (problem.missing === 'reason' || problem.missing === 'note');
  return (
    <form
      ref={form}
      className={styles.form}
      aria-label={name}
      onSubmit={(event) => {
        event.preventDefault();
        void send();
      }}
    >
      <header className={styles.head}>
        <h3 className={styles.title}>{name}</h3>
        {explain && <p className={styles.explain}>{t(`explain.${explain}`)}</p>}
        <IconButton icon={X} label={tc('verbs.close')} shortcut="Esc" size="small" onClick={onClose} />
      </header>
      {draft.restored && (
        <p className={styles.restored}>
          {t('restored')}
          <Button size="small" look="quiet" onClick={draft.clear}>
            {t('startAnew')}
          </Button>
        </p>
      )}
      <div className={styles.fields} data-fields={spec.fields.join(' ')}>
        {spec.fields.map((field, index) => (
          <div key={field} className={styles.field} data-field={field}>
            <ActionField
              field={field}
              view={view}
              action={action}
              draft={draft.value}
              proposals={proposals}
              autoFocus={index === 0}
              change={(change) => {
                setProblem(null);
                draft.change(change);
              }}
            />
          </div>
        ))}
        <div className={styles.field} data-field="text">
          <TemplatePicker
            action={action}
            view={view}
            onPick={(words) => {
              setProblem(null);
              draft.change({ text: draft.value.text ? `${draft.value.text}\n${words}` : words });
            }}
          />
          <TextArea
            label={isReason ? tc('nouns.reason') : tc('nouns.note')}
            mark={isRequired ? tc('words.required') : tc('words.optional')}
            value={draft.value.text}
            maxLength={isReason ? 1000 : 4000}
            rows={2}
            autoFocus={spec.fields.length === 0}
            error={missingText && 'missing' in problem ? t(`missing.${problem.missing}`) : null}
            onChange={(text) => {
              setProblem(null);
              draft.change({ text });
            }}
          />
          {spec.personal && (
            <Checkbox
              label={t('personal.mark')}
              hint={t('personal.markHint')}
              value={draft.value.personal}
              onChange={(personal) => draft.change({ personal })}
            />
          )}
        </div>
      </div>
      <footer className={styles.foot}>
        <span className={styles.hint}>{t('hint')}</span>
        {!allowed && (
          <span className={styles.problem} role="alert">
            {t('notNow')}
          </span>
        )}
        {problem && !missingText && (
          <span className={styles.problem} role="alert">
            {'missing' in problem ? t(`missing.${problem.missing}`) : problem.refused()}
          </span>
        )}
        <Button
          type="submit"
          look={spec.danger ? 'danger' : 'primary'}
          shortcut="Ctrl+Enter"
          busy={busy}
          disabled={!allowed}
        >
          {name}
        </Button>
      </footer>
    </form>
  );
}
