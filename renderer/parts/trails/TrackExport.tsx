import { Download } from 'lucide-react';
import { useState } from 'react';
import type { Span } from '#shared/contract/trailViews.ts';
import { formatFullTime, refusalWords, useTexts } from '../../i18n/index.ts';
import { StationRefusal, useFeed } from '../../station/index.ts';
import { Spinner } from '../../ui/index.ts';
import { texts } from './locale.ts';
import { LookUp } from './LookUp.tsx';
import { Missing } from './Missing.tsx';
import { SaveTracks } from './SaveTracks.tsx';
import styles from './trails.module.css';

interface TrackExportProps extends Span {
  /** of the file, before its time */
  name: string;
  workerIds: readonly string[];
}

/** Ways of some workers as a file: a look of its own, with its own reason. Give it a key of whom and when it is about. */
export function TrackExport({ name, workerIds, from, to }: TrackExportProps) {
  const t = useTexts(texts);
  const [open, setOpen] = useState(false);
  const asked = { workerIds: [...workerIds], from, to };
  const { data, error } = useFeed('trail.ways', asked, { enabled: open });
  if (!open) {
    return (
      <LookUp
        kind="trail.export"
        size="small"
        look="quiet"
        icon={Download}
        label={t('export.open', { count: workerIds.length })}
        disabled={workerIds.length === 0}
        request={(reason) => ({ payload: { ...asked, reason }, subject: name })}
        onOpen={() => setOpen(true)}
      />
    );
  }
  if (error) return <span role="alert">{error instanceof StationRefusal ? refusalWords(error) : t('failed')}</span>;
  if (!data) return <Spinner />;
  return (
    <span className={styles.export}>
      {data.ways.length === 0 ? (
        t('export.nothing')
      ) : (
        <SaveTracks name={`${name} ${formatFullTime(from)}`} tracks={data.ways} />
      )}
      <Missing spans={data.missing} />
    </span>
  );
}
