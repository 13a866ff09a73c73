import { useState } from 'react';
import type { CommandView } from '#shared/contract/views.ts';
import { common, formatFullTime, formatTime, useTexts } from '../i18n/index.ts';
import { useFeed, useNow } from '../station/index.ts';
import { Badge, Button, classes } from '../ui/index.ts';
import { texts } from './locale.ts';
import styles from './parts.module.css';
import { type ReceiptSummary, summariseReceipts, type WorkerReceipts } from './receipts.ts';

const FIRST_ROWS = 20;
const MORE_ROWS = 100;
const LOOKS = { flash: 'alert', urgent: 'warn', routine: 'plain' } as const;

/** How a command's priority is shown: loud only as long as somebody still owes its receipt. */
export function usePriorityLook(view: CommandView): 'plain' | 'warn' | 'alert' {
  const now = useNow(10_000);
  const { command } = view;
  const { satisfied, total } = summariseReceipts(view, now);
  if (command.state !== 'open' || (total > 0 && satisfied === total)) return 'plain';
  return LOOKS[command.priority];
}

/** How far a command has come, in one line: who has it, who read and accepted it, and who gave no receipt. */
export function ReceiptProgress({ view }: { view: CommandView }) {
  const t = useTexts(texts);
  const tc = useTexts(common);
  const now = useNow(1000);
  const summary = summariseReceipts(view, now);
  if (view.waiting) return <span className={styles.quiet}>{t('waitingToLeave')}</span>;
  const step = (state: keyof ReceiptSummary['reached']) =>
    t('progress', { what: tc(`receipts.${state}`), n: summary.reached[state], total: summary.total });
  return (
    <span className={styles.progress}>
      <span>{step('delivered')}</span>
      <span>{step('read')}</span>
      <span>{step('accepted')}</span>
      {summary.reached.done > 0 && <span>{step('done')}</span>}
      {summary.declined > 0 && <Badge look="warn">{t('declined', { n: summary.declined })}</Badge>}
      {summary.failed > 0 && <Badge look="warn">{t('failed', { n: summary.failed })}</Badge>}
      {summary.late > 0 && <Badge look="alert">{t('late', { n: summary.late })}</Badge>}
    </span>
  );
}

const SHOWN = ['delivered', 'read', 'accepted', 'arrived', 'done'] as const;

function Row({ row, name, now, onOpenWorker }: RowProps) {
  const t = useTexts(texts);
  const tc = useTexts(common);
  const { state, times } = row;
  const turned = state === 'declined' || state === 'failed';
  return (
    <li className={classes(styles.receipt, name === null && styles.nameless, row.late && styles.lateRow)}>
      {name !== null && onOpenWorker && (
        <button type="button" className={styles.name} onClick={() => onOpenWorker(row.workerId)}>
          {name}
        </button>
      )}
      {name !== null && !onOpenWorker && <span className={styles.nameWords}>{name}</span>}
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
        {row.late && <span className={styles.lateWords}>{t('noReceipt')}</span>}
        {state === null && !row.late && <span className={styles.quiet}>{t('pending')}</span>}
        {row.note && <span className={styles.note}>{row.note}</span>}
      </span>
    </li>
  );
}
interface RowProps {
  row: WorkerReceipts;
  name: string | null;
  now: number;
  onOpenWorker?: (id: string) => void;
}

interface CommandReceiptsProps {
  view: CommandView;
  onOpenWorker?: (id: string) => void;
  /** where only one worker is spoken of */
  nameless?: boolean;
}

/** The receipts of a command worker by worker, failures and late ones first, live. */
export function CommandReceipts({ view, onOpenWorker, nameless = false }: CommandReceiptsProps) {
  const t = useTexts(texts);
  const now = useNow(1000);
  const [limit, setLimit] = useState(FIRST_ROWS);
  const { workers } = summariseReceipts(view, now);
  const shown = workers.slice(0, limit);
  const names = useFeed(
    'worker.names',
    { ids: shown.map((row) => row.workerId).toSorted() },
    { enabled: shown.length > 0 },
  ).data;
  const nameOf = new Map(names?.map((worker) => [worker.id, worker.name]));
  const left = workers.length - shown.length;
  return (
    <>
      <ul className={styles.receipts} aria-label={t('receipts')}>
        {shown.map((row) => (
          <Row
            key={row.workerId}
            row={row}
            name={nameless ? null : (nameOf.get(row.workerId) ?? row.workerId)}
            now={now}
            onOpenWorker={onOpenWorker}
          />
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
