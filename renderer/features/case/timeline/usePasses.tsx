import { Footprints } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import type { Pass } from '#shared/contract/dossierViews.ts';
import { refusalWords, useTexts } from '../../../i18n/index.ts';
import { LookUp, useMay } from '../../../parts/index.ts';
import { StationRefusal, useFeed } from '../../../station/index.ts';
import { texts } from '../locale.ts';
import styles from './timeline.module.css';

/** Who was near the place, once a shift lead has said why: it is a look into each one's trail. */
export function usePasses(caseId: string, title: string): { passes: readonly Pass[]; ask: ReactNode } {
  const t = useTexts(texts);
  const may = useMay('trail.near');
  const [span, setSpan] = useState<{ from: number; to: number } | null>(null);
  const passers = useFeed('case.passers', { id: caseId }, { enabled: may }).data;
  const found = useFeed('case.passes', { id: caseId, ...(span ?? { from: 0, to: 0 }) }, { enabled: span !== null });
  const failed = found.error instanceof StationRefusal ? refusalWords(found.error) : null;
  const ask =
    may &&
    passers &&
    passers.workerIds.length > 0 &&
    (span === null ? (
      <LookUp
        kind="trail.near"
        size="small"
        look="quiet"
        icon={Footprints}
        label={t('stream.lookNear')}
        about={t('stream.nearEach', { count: passers.workerIds.length })}
        request={(reason) => ({ entityId: caseId, payload: { ...passers, reason }, subject: title })}
        onOpen={({ payload: { from, to } }) => setSpan({ from, to })}
      />
    ) : (
      <span className={styles.quiet} role="status">
        {failed ?? (found.data?.length === 0 ? t('stream.nobodyNear') : '')}
      </span>
    ));
  return { passes: found.data ?? [], ask: ask || null };
}
