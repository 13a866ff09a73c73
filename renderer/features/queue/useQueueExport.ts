import { useCallback, useState } from 'react';
import type { QueueFilter } from '#shared/contract/queueFilter.ts';
import type { QueueName } from '#shared/contract/queues.ts';
import type { CaseRow } from '#shared/contract/views.ts';
import { csvOf, type TableSheet, xlsxOf } from '#shared/tables/table.ts';
import { common, formatFullTime, useTexts } from '../../i18n/index.ts';
import { useStation } from '../../station/index.ts';
import { showToast } from '../../ui/index.ts';
import type { QueueLayout } from './columns.ts';
import { texts } from './locale.ts';
import { useColumnWords } from './useColumnWords.ts';
import { useExportedContacts } from './useExportedContacts.ts';

/** more is no table for a spreadsheet, and a question for the reports */
export const MOST_EXPORTED = 20_000;
const PAGE = 500;

const CONTACT_COLUMNS = ['name', 'phone', 'note'] as const;
/** characters */
const CONTACT_WIDTH = 16;

export type TableFormat = 'csv' | 'xlsx';

/**
 * Saves a queue as it is shown, under its filter and with its columns, wherever the operator says. Contacts are in it only with
 * the reason that the centre records.
 */
export function useQueueExport(queue: QueueName, filter: QueueFilter, layout: QueueLayout) {
  const station = useStation();
  const t = useTexts(texts);
  const tc = useTexts(common);
  const wordsOf = useColumnWords();
  const [read, setRead] = useState<number | null>(null);
  const contactsOf = useExportedContacts();
  const run = useCallback(
    async (format: TableFormat, reason: string | null) => {
      const rows: CaseRow[] = [];
      let next: string | undefined;
      setRead(0);
      do {
        const answer = await station.read('queue.page', { queue, filter, after: next, limit: PAGE }).catch(() => null);
        if (!answer?.ok) {
          setRead(null);
          showToast({ title: t('export.failed'), look: 'alert' });
          return false;
        }
        rows.push(...answer.value.rows);
        next = answer.value.next ?? undefined;
        setRead(rows.length);
      } while (next !== undefined && rows.length < MOST_EXPORTED);
      const contacts = reason === null ? null : await contactsOf(rows, reason);
      if (contacts && !contacts.ok) {
        setRead(null);
        showToast({ title: contacts.words, look: 'alert' });
        return false;
      }
      const columns = layout.columns.filter(({ shown }) => shown);
      const shownName = tc(`queues.${queue}`);
      const name = contacts ? t('export.contactName', { queue: shownName }) : shownName;
      const contactNames = contacts ? CONTACT_COLUMNS.map((part) => t(`export.contactColumns.${part}`)) : [];
      const contactOf = (row: CaseRow) =>
        contacts ? CONTACT_COLUMNS.map((part) => contacts.byCase.get(row.id)?.[part] ?? null) : [];
      const sheet: TableSheet = {
        name,
        head: [...columns.map((column) => t(`columns.names.${column.name}`)), ...contactNames],
        rows: rows
          .slice(0, MOST_EXPORTED)
          .map((row) => [...columns.map((column) => wordsOf(row, column.name)), ...contactOf(row)]),
        widths: [...columns.map(({ width }) => width * 2), ...contactNames.map(() => CONTACT_WIDTH)],
      };
      const table =
        format === 'csv' ? { name, text: csvOf(sheet, formatFullTime) } : { name, bytes: await xlsxOf([sheet]) };
      const saved = await street.saveTable(table).catch(() => null);
      setRead(null);
      if (saved?.state === 'cancelled') return false;
      const cut = next !== undefined;
      if (saved?.state !== 'saved') showToast({ title: t('export.failed'), look: 'alert' });
      else showToast({ title: t(cut ? 'export.cut' : 'export.done', { n: sheet.rows.length }), detail: saved.path });
      return saved?.state === 'saved';
    },
    [station, t, tc, wordsOf, contactsOf, queue, filter, layout],
  );
  return { run, read };
}
