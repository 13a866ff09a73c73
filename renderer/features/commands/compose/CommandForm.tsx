import { useEffect, useRef, useState } from 'react';
import { v7 } from 'uuid';
import type { CaseView } from '#shared/contract/views.ts';
import { COMMAND_KINDS, COMMAND_PRIORITIES, REQUIRED_RECEIPTS } from '#shared/domain/command.ts';
import { common, refusalWords, useTexts } from '../../../i18n/index.ts';
import { type KeptDraft, Radios, useFormKeys } from '../../../parts/index.ts';
import { gatewayNow, useAct, useAmend } from '../../../station/index.ts';
import { Button, Select, Switch, TextArea, TextField, useKeys } from '../../../ui/index.ts';
import styles from '../commands.module.css';
import { texts } from '../locale.ts';
import { type CommandDraft, VALIDITIES } from './draft.ts';
import { type CommandMissing, type CommandProposals, commandPayload, requiredOf, titleOf } from './payload.ts';
import { Preview } from './Preview.tsx';
import { Recipients } from './Recipients.tsx';
import { useWorkers } from './useWorkers.ts';

export interface CommandFormProps {
  draft: KeptDraft<CommandDraft>;
  proposals: CommandProposals;
  view: CaseView | null | undefined;
  caseId: string | undefined;
  /** changes this command, which the centre refused, instead of issuing another */
  amends?: { opId: string; commandId: string };
  onClose: () => void;
  onSent: (commandId: string) => void;
}

/** ms within which a question cannot have been read */
const READ_MS = 500;

type Problem = { missing: CommandMissing } | { refused: string } | null;

/** Sending: a flash command is asked about once more, in place, before it leaves. */
function useSend({ draft, proposals, caseId, amends, onSent }: CommandFormProps) {
  const act = useAct();
  const amend = useAmend();
  const [problem, setProblem] = useState<Problem>(null);
  /** since when a flash command waits for its second press, ms of the page; null: none does */
  const [askedAt, setAskedAt] = useState<number | null>(null);
  const [busy, setBusy] = useState(false);
  const send = async () => {
    if (busy) return;
    const id = amends?.commandId ?? v7();
    const written = commandPayload(draft.value, proposals, caseId, id, gatewayNow());
    if (!written.ok) return setProblem({ missing: written.missing });
    setProblem(null);
    if (written.payload.priority === 'flash') {
      if (askedAt === null) return setAskedAt(performance.now());
      // The second half of a double click answers nothing: nobody has read the question yet.
      if (performance.now() - askedAt < READ_MS) return;
    }
    setBusy(true);
    const { payload } = written;
    const answer = amends
      ? await amend(amends.opId, payload)
      : await act('command.issue', { entityId: id, payload, subject: payload.title });
    setBusy(false);
    setAskedAt(null);
    if (!answer.ok) return setProblem({ refused: refusalWords(answer) });
    draft.sent();
    onSent(id);
  };
  const change = (part: Partial<CommandDraft>) => {
    setProblem(null);
    setAskedAt(null);
    draft.change(part);
  };
  return { send, change, problem, confirming: askedAt !== null, busy };
}

/** The words of a command, how pressing it is, who gets it and until when. */
export function CommandForm(props: CommandFormProps) {
  const { draft, proposals, view, onClose } = props;
  const t = useTexts(texts);
  const tc = useTexts(common);
  const { send, change, problem, confirming, busy } = useSend(props);
  const { value } = draft;
  const workerIds = value.workerIds ?? proposals.workerIds;
  const workers = useWorkers(workerIds);
  const missing = problem && 'missing' in problem ? problem.missing : null;
  useKeys([{ keys: 'Ctrl+Enter', label: t('send'), group: t('keys'), run: () => void send() }]);
  const form = useRef<HTMLFormElement>(null);
  const titleField = useRef<HTMLInputElement>(null);
  useEffect(() => {
    if (missing === 'title') titleField.current?.focus();
  }, [missing]);
  useFormKeys(form, { send: () => void send(), close: onClose });
  return (
    <form
      ref={form}
      className={styles.form}
      aria-label={t('compose')}
      onSubmit={(event) => {
        event.preventDefault();
        void send();
      }}
    >
      {draft.restored && (
        <p className={styles.restored}>
          {t('restored')}
          <Button size="small" look="quiet" onClick={draft.clear}>
            {t('startAnew')}
          </Button>
        </p>
      )}
      <Radios
        label={t('kind')}
        options={COMMAND_KINDS.map((kind) => ({ value: kind, label: tc(`commandKinds.${kind}`) }))}
        value={value.kind}
        onChange={(kind) => change({ kind })}
      />
      <Radios
        label={t('priority')}
        options={COMMAND_PRIORITIES.map((priority) => ({
          value: priority,
          label: tc(`priorities.${priority}`),
          tone: priority === 'flash' ? 'alert' : priority === 'urgent' ? 'warn' : undefined,
        }))}
        value={value.priority ?? proposals.priority}
        onChange={(priority) => change({ priority })}
      />
      {view && (
        <p className={styles.about}>
          {t('aboutCase')} <strong>{view.case.number ?? tc('numberPending')}</strong> {view.case.title}
        </p>
      )}
      <TextField
        label={t('titleField')}
        mark={value.text.trim() ? t('titleFromText') : tc('words.required')}
        value={value.title ?? proposals.title}
        placeholder={titleOf(value, proposals)}
        ref={titleField}
        maxLength={200}
        autoFocus
        error={missing === 'title' ? t('missing.title') : null}
        onChange={(title) => change({ title })}
      />
      <TextArea
        label={t('text')}
        mark={tc('words.optional')}
        hint={t('textHint')}
        value={value.text}
        maxLength={4000}
        rows={3}
        onChange={(text) => change({ text })}
      />
      <Recipients draft={value} proposals={proposals} view={view} workers={workers} change={change} />
      <div className={styles.pair}>
        <Select
          label={t('validity')}
          options={VALIDITIES.map((validity) => ({ value: validity, label: t(`validities.${validity}`) }))}
          value={value.validity}
          onChange={(validity) => change({ validity })}
        />
        <Select
          label={t('requires')}
          options={REQUIRED_RECEIPTS.map((state) => ({ value: state, label: tc(`receipts.${state}`) }))}
          value={requiredOf(value)}
          onChange={(requires) => change({ requires })}
        />
      </div>
      {proposals.target && (
        <Switch
          label={`${t('withTarget')} · ${proposals.target.address ?? t('withTargetHint')}`}
          value={value.withTarget}
          onChange={(withTarget) => change({ withTarget })}
        />
      )}
      <footer className={styles.foot}>
        <Preview
          workerIds={workerIds}
          groups={[...value.teams.map((id) => t('team', { id })), ...value.grids.map((grid) => grid.name)]}
          workers={workers}
        />
        {confirming && (
          <p className={styles.alert} role="alert">
            {t('confirmFlash')}
          </p>
        )}
        {problem && missing !== 'title' && (
          <p className={styles.alert} role="alert">
            {'missing' in problem ? t(`missing.${problem.missing}`) : problem.refused}
          </p>
        )}
        <div className={styles.buttons}>
          <span className={styles.quiet}>{t('hint')}</span>
          <Button type="submit" look={confirming ? 'danger' : 'primary'} shortcut="Ctrl+Enter" busy={busy}>
            {confirming ? t('sendFlash') : t('send')}
          </Button>
        </div>
      </footer>
    </form>
  );
}
