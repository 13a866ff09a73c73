import { useCallback, useRef } from 'react';
import { v7 } from 'uuid';
import type { CaseRow } from '#shared/contract/views.ts';
import type { ExportedContact } from '#shared/protocol/console.ts';
import { MOST_CONTACTS } from '#shared/protocol/ops.ts';
import { formatCount, refusalWords, useTexts } from '../../i18n/index.ts';
import { useStation } from '../../station/index.ts';
import { texts } from './locale.ts';

type Told = { ok: true; byCase: ReadonlyMap<string, ExportedContact> } | { ok: false; words: string };

/**
 * Asks the centre for the contacts of these rows. Asked again for the same rows with the same reason it is the same export, so
 * that a lost answer is not two looks in the audit.
 */
export function useExportedContacts(): (rows: readonly CaseRow[], reason: string) => Promise<Told> {
  const station = useStation();
  const t = useTexts(texts);
  const lost = useRef({ asked: '', id: '' });
  return useCallback(
    async (rows, reason) => {
      if (rows.length === 0) return { ok: true, byCase: new Map() };
      if (rows.length > MOST_CONTACTS) {
        return { ok: false, words: t('export.mostContacts', { n: formatCount(MOST_CONTACTS) }) };
      }
      const caseIds = rows.map(({ id }) => id);
      const asked = JSON.stringify([caseIds, reason]);
      if (lost.current.asked !== asked) lost.current = { asked, id: v7() };
      const ask = { id: lost.current.id, caseIds, reason };
      const answer = await station.exportContacts(ask).catch(() => null);
      if (!answer?.ok) return { ok: false, words: answer ? refusalWords(answer) : t('export.failed') };
      lost.current = { asked: '', id: '' };
      return { ok: true, byCase: new Map(answer.value.map((contact) => [contact.caseId, contact])) };
    },
    [station, t],
  );
}
