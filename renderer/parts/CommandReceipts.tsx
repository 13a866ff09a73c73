import { useState } from 'react';
import type { CommandRow, CommandSum, CommandView } from '#shared/contract/views.ts';
import { common, formatFullTime, formatTime, useTexts } from '../i18n/index.ts';
import { useNow } from '../station/index.ts';
import { Badge, Button, classes } from '../ui/index.ts';
import { WorkerLink } from './drag/WorkerLink.tsx';
import { texts } from './locale.ts';
import styles from './parts.module.css';
import { isAnswered, lateAt } from './receipts.ts';
import { useBoard } from './useBoard.ts';

const FIRST_ROWS = 20;
const MORE_ROWS = 100;
const LOOKS = { flash: 'alert', urgent: 'warn', routine: 'plain' } as const;

/** How a command's priority is shown: loud only as long as somebody still owes its receipt. */
export function priorityLook({ command, sum }: CommandView): 'plain' | 'warn' | 'alert' {
  const isQuiet = command.state !== 'open' || isAnswered(sum);
  return isQuiet ? 'plain' : LOOKS[command.priority];
}

/** How far a command has come, in one line: who has it, who read and accepted it, and who is late with an answer. */
export function ReceiptProgress({ view }: { view: CommandView }) {
  const t = useTexts(texts);
  const tc = useTexts(common);
  const now = useNow(1000);
  const { sum, command } = view;
  if (view.waiting && command.version === 0) return <span className={styles.quiet}>{t('waitingToLeave')}</span>;
  const late = lateAt(sum, now);
  const { declined, failed } = sum.states;
  const step = (state: keyof CommandSum['reached']) =>
    t('progress', { what: tc(`receipts.${state}`), n: sum.reached[state], total: sum.total });
  return (
    <span className={styles.progress}>
      <span>{step('delivered')}</span>
      <span>{step('read')}</span>
      <span>{step('accepted')}</span>
      {sum.reached.done > 0 && <span>{step('done')}</span>}
      {declined > 0 && <Badge look="warn">{t('declined', { n: declined })}</Badge>}
      {failed > 0 && <Badge look="warn">{t('failed', { n: failed })}</Badge>}
      {late > 0 && <Badge look="alert">{t('late', { n: late })}</Badge>}
    </span>
  );
}

const SHOWN = ['delivered', 'read', 'accepted', 'arrived', 'done'] as const;

interface RowProps {
  row: CommandRow;
  /** where only one worker is spoken of */
  nameless?: boolean;
  onOpenWorker?: (id: string) => void;
}

/** What one worker has told of a command, and when. */
export function ReceiptRow({ row, nameless = false, onOpenWorker }: RowProps) {
  const t = useTexts(texts);
  const tc = useTexts(common);
  const now = useNow(1000);
  const { state, times, name } = row;
  const turned = state === 'declined' || state === 'failed';
  const isSilent = Object.keys(times).length === 0;
  return (
    <li className={classes(styles.receipt, nameless && styles.nameless, row.late && styles.lateRow)}>
      {!nameless && (
        <WorkerLink
          className={onOpenWorker ? styles.name : styles.nameWords}
          id={row.workerId}
          name={name}
          onOpen={onOpenWorker}
        />
      )}
      <span className={styles.steps}>
        {SHOWN.map((step) => {
          const at = times[step];
          return at === undefined ? null : (
            <span key={step} className={styles.step} title={formatFullTime(at)}>
              {tc(`receipts.${step}`)} <time>{formatTime(at, now, true)}</time>
            </span>
          );
        })}
        {turned && (
          <span className={styles.turned} title={formatFullTime(times[state] ?? 0)}>
            {tc(`receipts.${state}`)} <time>{formatTime(times[state] ?? 0, now, true)}</time>
          </span>
        )}
        {row.late && <span className={styles.lateWords}>{t(isSilent ? 'noReceipt' : 'overdue')}</span>}
        {isSilent && !row.late && (
          <span className={styles.quiet}>{row.owing ? t('pending') : tc(`lives.${state}`)}</span>
        )}
        {row.reply && <span className={styles.note}>{row.reply}</span>}
        {row.note && <span className={styles.note}>{row.note}</span>}
      </span>
    </li>
  );
}

/** The receipts of a command worker by worker, late ones and failures first, live. */
export function CommandReceipts({ id, onOpenWorker }: { id: string; onOpenWorker?: (id: string) => void }) {
  const t = useTexts(texts);
  const [limit, setLimit] = useState(FIRST_ROWS);
  const { data } = useBoard({ id, limit });
  const rows = data?.rows ?? [];
  const left = (data?.found ?? 0) - rows.length;
  return (
    <>
      <ul className={styles.receipts} aria-label={t('receipts')}>
        {rows.map((row) => (
          <ReceiptRow key={row.workerId} row={row} onOpenWorker={onOpenWorker} />
        ))}
      </ul>
      {left > 0 && (
        <Button size="small" look="quiet" onClick={() => setLimit(limit + MORE_ROWS)}>
          {t('more', { n: Math.min(left, MORE_ROWS) })}
        </Button>
      )}
    </>
  );
}
