import { useCallback } from 'react';
import { LIFE_ROWS_MOST, type CommandHead, type CommandRow } from '#shared/contract/views.ts';
import { common, formatFullTime, useTexts } from '../../../i18n/index.ts';
import { useStation } from '../../../station/index.ts';
import { showToast } from '../../../ui/index.ts';
import { texts } from '../locale.ts';
import { receiptTable, TOLD } from './table.ts';

/** Saves the receipts of a command as a CSV table, wherever the operator says. */
export function useExport({ id, title }: Pick<CommandHead, 'id' | 'title'>): () => Promise<void> {
  const station = useStation();
  const t = useTexts(texts);
  const tc = useTexts(common);
  return useCallback(async () => {
    const rows: CommandRow[] = [];
    for (let more = true; more; ) {
      const answer = await station.read('command.board', { id, from: rows.length, limit: LIFE_ROWS_MOST });
      if (!answer.ok || !answer.value) {
        showToast({ title: t('exportFailed'), look: 'alert' });
        return;
      }
      rows.push(...answer.value.rows);
      more = answer.value.rows.length > 0 && rows.length < answer.value.found;
    }
    const head = [t('tableId'), t('tableName'), t('tableState'), t('tableSince'), t('filterLate')];
    const text = receiptTable(rows, {
      head: [...head, ...TOLD.map((state) => tc(`receipts.${state}`)), t('tableReply')],
      state: (state) => tc(`lives.${state}`),
      yes: t('yes'),
      time: formatFullTime,
    });
    const saved = await street.saveTable({ name: title, text }).catch(() => null);
    if (saved?.state === 'saved') showToast({ title: t('exported', { n: rows.length }), detail: saved.path });
    else if (saved?.state !== 'cancelled') showToast({ title: t('exportFailed'), look: 'alert' });
  }, [station, t, tc, id, title]);
}
