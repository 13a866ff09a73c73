import { Ban, ChevronDown, ChevronRight, MapPin } from 'lucide-react';
import { useRef, useState } from 'react';
import { z } from 'zod';
import type { CommandView } from '#shared/contract/views.ts';
import { common, formatTime, refusalWords, useTexts } from '../../../i18n/index.ts';
import { CommandBox, CommandReceipts, ReceiptProgress, useDraft, useFormKeys, useOwnId } from '../../../parts/index.ts';
import { useAct, useNow } from '../../../station/index.ts';
import { Button, Icon, TextArea } from '../../../ui/index.ts';
import styles from '../commands.module.css';
import { texts } from '../locale.ts';

export interface CommandCardProps {
  view: CommandView;
  initiallyOpen?: boolean;
  onOpenCase?: (id: string) => void;
  onOpenWorker?: (id: string) => void;
  onShowOnMap?: (at: { lon: number; lat: number }) => void;
}

const reasonSchema = z.object({ reason: z.string() });
const NO_REASON = { reason: '' };

function CancelForm({ view, ownerId, onDone }: { view: CommandView; ownerId: string; onDone: () => void }) {
  const t = useTexts(texts);
  const tc = useTexts(common);
  const act = useAct();
  const { id, title } = view.command;
  const draft = useDraft(`${ownerId}.cancel.${id}`, reasonSchema, NO_REASON);
  const [error, setError] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const send = async () => {
    if (busy) return;
    const reason = draft.value.reason.trim();
    if (!reason) return setError(t('cancelReason'));
    setBusy(true);
    const answer = await act('command.cancel', { entityId: id, payload: { reason }, subject: title });
    setBusy(false);
    if (!answer.ok) return setError(refusalWords(answer));
    draft.sent();
    onDone();
  };
  const form = useRef<HTMLFormElement>(null);
  useFormKeys(form, { send: () => void send(), close: onDone });
  return (
    <form
      ref={form}
      className={styles.cancelForm}
      aria-label={t('cancel')}
      onSubmit={(event) => {
        event.preventDefault();
        void send();
      }}
    >
      <TextArea
        label={t('cancelReason')}
        mark={tc('words.required')}
        rows={2}
        value={draft.value.reason}
        maxLength={1000}
        autoFocus
        error={error}
        onChange={(reason) => {
          setError(null);
          draft.change({ reason });
        }}
      />
      <div className={styles.buttons}>
        <Button size="small" look="quiet" onClick={onDone}>
          {tc('verbs.cancel')}
        </Button>
        <Button size="small" look="danger" type="submit" shortcut="Ctrl+Enter" busy={busy}>
          {t('cancelConfirm')}
        </Button>
      </div>
    </form>
  );
}

function Body({ view, onOpenCase, onOpenWorker, onShowOnMap }: CommandCardProps) {
  const t = useTexts(texts);
  const ownerId = useOwnId();
  const [cancelling, setCancelling] = useState(false);
  const { command } = view;
  const { caseId, target } = command;
  return (
    <div className={styles.cardBody}>
      {command.text && (
        <p className={styles.words} data-selectable>
          {command.text}
        </p>
      )}
      {command.cancelReason && <p className={styles.quiet}>{t('cancelled', { reason: command.cancelReason })}</p>}
      <CommandReceipts view={view} onOpenWorker={onOpenWorker} />
      {cancelling ? (
        <CancelForm key={ownerId} ownerId={ownerId} view={view} onDone={() => setCancelling(false)} />
      ) : (
        <div className={styles.buttons}>
          {caseId && onOpenCase && (
            <Button size="small" look="quiet" onClick={() => onOpenCase(caseId)}>
              {t('openCase')}
            </Button>
          )}
          {target && onShowOnMap && (
            <Button size="small" look="quiet" icon={MapPin} onClick={() => onShowOnMap(target)}>
              {t('target')}
            </Button>
          )}
          {command.state === 'open' && !view.waiting && (
            <Button size="small" look="quiet" icon={Ban} onClick={() => setCancelling(true)}>
              {t('cancel')}
            </Button>
          )}
        </div>
      )}
    </div>
  );
}

/** One command: what, how pressing, how far; opened, who has answered what. */
export function CommandCard(props: CommandCardProps) {
  const { view, initiallyOpen = false } = props;
  const t = useTexts(texts);
  const now = useNow(10_000);
  const [open, setOpen] = useState(initiallyOpen);
  const { command } = view;
  const ended = command.state !== 'open';
  return (
    <CommandBox view={view}>
      <p className={styles.cardLine}>
        <span>{t('by', { name: command.issuedBy.name })}</span>
        {command.workerIds.length > 0 && <span>{t('recipientsCount', { n: command.workerIds.length })}</span>}
        {ended && <strong>{t(`state.${command.state}`)}</strong>}
        {!ended && command.expiresAt && <span>{t('until', { time: formatTime(command.expiresAt, now) })}</span>}
      </p>
      <div className={styles.cardLine}>
        <ReceiptProgress view={view} />
        <button type="button" className={styles.toggle} aria-expanded={open} onClick={() => setOpen(!open)}>
          <Icon icon={open ? ChevronDown : ChevronRight} />
          {t('showReceipts')}
        </button>
      </div>
      {open && <Body {...props} />}
    </CommandBox>
  );
}
