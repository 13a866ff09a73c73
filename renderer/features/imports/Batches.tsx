import { useState } from 'react';
import type { ImportBatchView } from '#shared/contract/importViews.ts';
import { formatFullTime, useProblem, useTexts } from '../../i18n/index.ts';
import { useAct, useFeed } from '../../station/index.ts';
import { Button, ConfirmDialog, EmptyState, Loading, Trouble } from '../../ui/index.ts';
import styles from './imports.module.css';
import { texts } from './locale.ts';

/** Every batch with who brought it in and when, and its taking back. */
export function Batches({ may }: { may: boolean }) {
  const t = useTexts(texts);
  const { data, isPending, error, refetch } = useFeed('import.list', {});
  const act = useAct();
  const [asked, setAsked] = useState<ImportBatchView | null>(null);
  const [problem, setProblem] = useProblem();
  const undo = async ({ id, fileName }: ImportBatchView) => {
    const answer = await act('import.undo', { payload: { batchId: id }, subject: fileName });
    setProblem(answer.ok ? null : answer);
    setAsked(null);
  };
  if (isPending) return <Loading />;
  if (error && !data) return <Trouble error={error} onRetry={() => void refetch()} />;
  return (
    <section className={styles.batches} aria-label={t('batches')}>
      <h3>{t('batches')}</h3>
      {data?.length === 0 && <EmptyState title={t('noBatches')} />}
      {problem && (
        <p className={styles.problem} role="alert">
          {problem}
        </p>
      )}
      {data && data.length > 0 && (
        <table className={styles.table}>
          <thead>
            <tr>
              {(['when', 'who', 'what', 'file', 'rows', 'state'] as const).map((column) => (
                <th key={column} scope="col">
                  {t(`batch.${column}`)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {data.map((batch) => (
              <BatchRow key={batch.id} batch={batch} may={may} onUndo={() => setAsked(batch)} />
            ))}
          </tbody>
        </table>
      )}
      {asked && (
        <ConfirmDialog
          title={t('undoTitle')}
          description={t('undoDetail', { file: asked.fileName, fresh: asked.rows - asked.replaced })}
          open
          danger
          confirmLabel={t('undo')}
          onClose={() => setAsked(null)}
          onConfirm={() => undo(asked)}
        />
      )}
    </section>
  );
}

function BatchRow({ batch, may, onUndo }: { batch: ImportBatchView; may: boolean; onUndo: () => void }) {
  const t = useTexts(texts);
  const { rows, replaced, undone, waiting, undoing, state } = batch;
  const words = waiting ? 'waiting' : undoing ? 'undoing' : state;
  return (
    <tr>
      <td>{formatFullTime(batch.at)}</td>
      <td>{batch.by.name}</td>
      <td>{t(`kinds.${batch.kind}`)}</td>
      <td>{batch.fileName}</td>
      <td>{replaced > 0 ? t('replaced', { rows, replaced }) : rows}</td>
      <td className={styles.state}>
        {t(`states.${words}`, { name: undone?.byName ?? '' })}
        {may && words === 'applied' && (
          <Button size="small" onClick={onUndo}>
            {t('undo')}
          </Button>
        )}
      </td>
    </tr>
  );
}
