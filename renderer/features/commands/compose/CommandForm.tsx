import { useEffect, useRef } from 'react';
import type { CaseView } from '#shared/contract/views.ts';
import { COMMAND_KINDS, COMMAND_PRIORITIES } from '#shared/domain/command.ts';
import { common, refusalWords, useTexts } from '../../../i18n/index.ts';
import { AttachField, Radios, useAttachments, useFormKeys, useVoiceNote } from '../../../parts/index.ts';
import { Button, Switch, TextArea, TextField, useKeys } from '../../../ui/index.ts';
import styles from '../commands.module.css';
import { texts } from '../locale.ts';
import { recipientsOf } from './addressing.ts';
import { Changes } from './Changes.tsx';
import { titleOf } from './payload.ts';
import { Preview } from './Preview.tsx';
import { Recipients } from './Recipients.tsx';
import { RequestFields } from './RequestFields.tsx';
import { SendingFields } from './SendingFields.tsx';
import { TemplateFields } from './TemplateFields.tsx';
import type { ComposerMap } from './useDrawnArea.ts';
import { type Sending, useSend } from './useSend.ts';
import { useWorkers } from './useWorkers.ts';

export interface CommandFormProps extends Sending {
  view: CaseView | null | undefined;
  map?: ComposerMap;
  onClose: () => void;
}

const NO_MAP: ComposerMap = {};

/** The words of a command, how pressing it is, who gets it and until when. A correction goes to whom the first one went. */
export function CommandForm(props: CommandFormProps) {
  const { draft, proposals, view, map = NO_MAP, onClose, corrects } = props;
  const t = useTexts(texts);
  const tc = useTexts(common);
  const { value } = draft;
  const attachments = useAttachments(value.media, draft.change);
  const voice = useVoiceNote((note) => void attachments.add(note));
  const unfinished = voice.since !== null ? 'recording' : attachments.busy ? 'attaching' : null;
  const { send, change, problem, confirming, busy } = useSend({ ...props, unfinished });
  const workers = useWorkers(value.workerIds ?? proposals.workerIds);
  const missing = problem && 'missing' in problem ? problem.missing : null;
  useKeys([{ keys: 'Ctrl+Enter', label: t('send'), group: t('keys'), run: () => void send() }]);
  const form = useRef<HTMLFormElement>(null);
  const titleField = useRef<HTMLInputElement>(null);
  useEffect(() => {
    if (missing === 'title') titleField.current?.focus();
  }, [missing]);
  useFormKeys(form, { send: () => void send(), close: onClose });
  const priority = value.priority ?? proposals.priority;
  return (
    <form
      ref={form}
      className={styles.form}
      aria-label={t(corrects ? 'correct' : 'compose')}
      {...attachments.handlers}
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
      {!corrects && (
        <>
          <TemplateFields draft={value} proposals={proposals} missing={missing === 'fields'} change={change} />
          <Radios
            label={t('kind')}
            options={COMMAND_KINDS.map((kind) => ({ value: kind, label: tc(`commandKinds.${kind}`) }))}
            value={value.kind}
            onChange={(kind) => change({ kind })}
          />
        </>
      )}
      <Radios
        label={t('priority')}
        options={COMMAND_PRIORITIES.map((one) => ({
          value: one,
          label: tc(`priorities.${one}`),
          tone: one === 'flash' ? 'alert' : one === 'urgent' ? 'warn' : undefined,
        }))}
        value={priority}
        onChange={(next) => change({ priority: next })}
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
      <AttachField media={value.media} attachments={attachments} voice={voice} />
      <RequestFields draft={value} missing={missing === 'replies'} change={change} />
      {!corrects && (
        <Recipients draft={value} proposals={proposals} view={view} workers={workers} map={map} change={change} />
      )}
      <SendingFields draft={value} priority={priority} isCorrection={corrects !== undefined} change={change} />
      {proposals.target && (
        <Switch
          label={`${t('withTarget')} · ${proposals.target.address ?? t('withTargetHint')}`}
          value={value.withTarget}
          onChange={(withTarget) => change({ withTarget })}
        />
      )}
      <footer className={styles.foot}>
        {corrects ? (
          <Changes command={corrects} draft={value} proposals={proposals} />
        ) : (
          <Preview
            recipients={recipientsOf(value, proposals)}
            place={proposals.target}
            priority={priority}
            evenQuiet={value.evenQuiet}
          />
        )}
        {confirming && (
          <p className={styles.alert} role="alert">
            {t('confirmFlash')}
          </p>
        )}
        {problem && missing !== 'title' && (
          <p className={styles.alert} role="alert">
            {'missing' in problem ? t(`missing.${problem.missing}`) : refusalWords(problem.refused)}
          </p>
        )}
        <div className={styles.buttons}>
          <span className={styles.quiet}>{t('hint')}</span>
          <Button type="submit" look={confirming ? 'danger' : 'primary'} shortcut="Ctrl+Enter" busy={busy}>
            {confirming ? t('sendFlash') : t(corrects ? 'sendCorrection' : 'send')}
          </Button>
        </div>
      </footer>
    </form>
  );
}
