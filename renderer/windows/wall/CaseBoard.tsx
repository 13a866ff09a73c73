import type { QueueName } from '#shared/contract/queues.ts';
import type { CaseRow } from '#shared/contract/views.ts';
import { common, formatCount, useTexts } from '../../i18n/index.ts';
import { useFeed } from '../../station/index.ts';
import { Remaining, UrgencyMark } from '../../ui/index.ts';
import { BoardColumn } from './BoardColumn.tsx';
import { wallTexts } from './locale.ts';
import styles from './wall.module.css';

/** Queues in the order of a case's life; together they hold every open case. */
const COLUMNS: readonly QueueName[] = ['intake', 'dispatch', 'in-hand', 'verify'];
const ROWS = 9;

/** The most pressing cases of each queue, beside how many there are. */
export function CaseBoard() {
  return (
    <div className={styles.board}>
      {COLUMNS.map((queue) => (
        <Column key={queue} queue={queue} />
      ))}
    </div>
  );
}

function Column({ queue }: { queue: QueueName }) {
  const t = useTexts(wallTexts);
  const words = useTexts(common);
  const { data, isPending } = useFeed('queue.page', { queue, limit: ROWS });
  const overdue = useFeed('queue.counts', {}).data?.find((count) => count.queue === queue)?.overdue ?? 0;
  const aside = (
    <>
      <span className={styles.columnTotal}>{data ? t('queueTotal', { n: formatCount(data.total) }) : ''}</span>
      {overdue > 0 && <span className={styles.columnOverdue}>{t('queueOverdue', { n: formatCount(overdue) })}</span>}
    </>
  );
  const empty = isPending ? words('words.loading') : data ? t('queueEmpty') : null;
  const rows = data?.rows.map((row) => <BoardRow key={row.id} row={row} />) ?? [];
  return <BoardColumn title={words(`queues.${queue}`)} aside={aside} empty={empty} rows={rows} />;
}

function BoardRow({ row }: { row: CaseRow }) {
  const words = useTexts(common);
  return (
    <li className={styles.row}>
      <p className={styles.rowTitle}>
        <UrgencyMark urgency={row.urgency} />
        <span className={styles.ellipsis}>{row.title}</span>
      </p>
      <p className={styles.rowFacts}>
        <Remaining clock={row.clock} />
        <span>{words(`states.${row.state}`)}</span>
        {row.supervisionLevel !== null && <span>{words('words.supervision', { level: row.supervisionLevel })}</span>}
      </p>
    </li>
  );
}
