import { ListChecks } from 'lucide-react';
import type { CommandView } from '#shared/contract/views.ts';
import { formatTime, useTexts } from '../../../i18n/index.ts';
import { CommandBox, ReceiptProgress } from '../../../parts/index.ts';
import { useNow } from '../../../station/index.ts';
import { Button } from '../../../ui/index.ts';
import styles from '../commands.module.css';
import { texts } from '../locale.ts';
import { Consent } from './Consent.tsx';

interface CommandCardProps {
  view: CommandView;
  onOpen: (id: string) => void;
}

/** Who issued a command, to how many, and what became of it as a whole. */
export function CommandLine({ view }: { view: CommandView }) {
  const t = useTexts(texts);
  const now = useNow(10_000);
  const { command, sum } = view;
  const { state, heldUntil, expiresAt } = command;
  const isHeld = state === 'open' && heldUntil !== undefined && heldUntil > now;
  const isOver = state === 'open' && expiresAt !== undefined && expiresAt <= now;
  return (
    <p className={styles.cardLine}>
      <span>{t('by', { name: command.issuedBy.name })}</span>
      {sum.total > 0 && <span>{t('recipientsCount', { n: sum.total })}</span>}
      {(state !== 'open' || isOver) && <strong>{t(`state.${isOver ? 'expired' : state}`)}</strong>}
      {state === 'open' && !isOver && expiresAt && <span>{t('until', { time: formatTime(expiresAt, now) })}</span>}
      {isHeld && <strong>{t('held', { time: formatTime(heldUntil, now) })}</strong>}
      {command.corrects && <span>{t('isCorrection')}</span>}
      {command.correctedBy && <span>{t('wasCorrected')}</span>}
    </p>
  );
}

/** One command: what, how pressing, how far; the receipts of each worker are a step away. */
export function CommandCard({ view, onOpen }: CommandCardProps) {
  const t = useTexts(texts);
  return (
    <CommandBox view={view}>
      <CommandLine view={view} />
      <Consent view={view} />
      <div className={styles.cardLine}>
        <ReceiptProgress view={view} />
        <span className={styles.toggle}>
          <Button size="small" look="quiet" icon={ListChecks} onClick={() => onOpen(view.command.id)}>
            {t('showReceipts')}
          </Button>
        </span>
      </div>
    </CommandBox>
  );
}
