import { useEffect, useRef } from 'react';
import { useTexts } from '../../i18n/index.ts';
import { reportWords, useFileTrouble } from '../../parts/index.ts';
import { showToast } from '../../ui/index.ts';
import { reportsTexts } from './locale.ts';

import { useReports } from './useReports.ts';

/** Says once when a planned report could not be made, and when one was made late: nothing of them is silent. */
export function ReportNotices({ onOpen }: { onOpen: () => void }) {
  const t = useTexts(reportsTexts);
  const tr = useTexts(reportWords);
  const codeWords = useFileTrouble();
  const reports = useReports();
  const said = useRef<Set<string> | null>(null);
  useEffect(() => {
    if (!reports) return;
    const first = said.current === null;
    said.current ??= new Set();
    for (const { id, kind, state, code, late } of reports.made) {
      const key = `${id} ${state} ${code}`;
      if (said.current.has(key)) continue;
      said.current.add(key);
      const action = { label: () => t('look'), onPress: onOpen };
      const title = () => tr(`kinds.${kind}`);
      if (state === 'failed')
        showToast({
          title,
          detail: () => t('failed', { why: codeWords(code ?? 'unknown') }),
          look: 'alert',
          timeout: 0,
          action,
        });
      // What was made before this window was opened is no news.
      if (state === 'made' && late && !first) showToast({ title, detail: () => t('late'), action });
    }
  });
  return null;
}
