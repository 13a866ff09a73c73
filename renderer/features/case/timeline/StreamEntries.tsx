import { Footprints, Megaphone, Reply } from 'lucide-react';
import type { ReactNode } from 'react';
import type { Pass, StreamEntry } from '#shared/contract/dossierViews.ts';
import type { Recording } from '#shared/contract/radio.ts';
import { common, formatDistance, formatFullTime, formatTime, useTexts } from '../../../i18n/index.ts';
import { MediaGroup, WorkerLink } from '../../../parts/index.ts';
import { useNow } from '../../../station/index.ts';
import { Icon } from '../../../ui/index.ts';
import { texts } from '../locale.ts';
import styles from './timeline.module.css';

function When({ at }: { at: number }) {
  const now = useNow(10_000);
  return (
    <time className={styles.when} dateTime={new Date(at).toISOString()} title={formatFullTime(at)}>
      {formatTime(at, now, true)}
    </time>
  );
}

function Command({ entry }: { entry: Extract<StreamEntry, { kind: 'command' }> }) {
  const t = useTexts(texts);
  return (
    <>
      <div className={styles.lineHead}>
        <strong>
          <Icon icon={Megaphone} /> {entry.title}
        </strong>
        <span className={styles.change}>{t(`stream.states.${entry.state}`)}</span>
        <When at={entry.at} />
      </div>
      <p className={styles.who}>{t('stream.sentBy', { name: entry.byName, count: entry.to })}</p>
      {entry.cancelReason && <p className={styles.note}>{entry.cancelReason}</p>}
    </>
  );
}

function Receipt({
  entry,
  onOpenWorker,
}: {
  entry: Extract<StreamEntry, { kind: 'receipt' }>;
  onOpenWorker: (id: string) => void;
}) {
  const t = useTexts(texts);
  const tc = useTexts(common);
  return (
    <>
      <div className={styles.lineHead}>
        <strong>
          <Icon icon={Reply} /> {tc(`receipts.${entry.state}`)}
        </strong>
        <When at={entry.at} />
      </div>
      <p className={styles.who}>
        <WorkerLink className={styles.link} id={entry.workerId} name={entry.workerName} onOpen={onOpenWorker} />{' '}
        {t('stream.answers', { title: entry.commandTitle })}
      </p>
      {entry.note && (
        <p className={styles.note} data-selectable>
          {entry.note}
        </p>
      )}
      {entry.media.length > 0 && <MediaGroup media={entry.media} small />}
    </>
  );
}

export interface EntryProps {
  onOpenWorker: (id: string) => void;
  /** how a talk is shown and played */
  talk?: (recording: Recording) => ReactNode;
}

/** What happened beside the history: sent, answered, said. */
export function StreamLine({ entry, onOpenWorker, talk }: EntryProps & { entry: StreamEntry }) {
  return (
    <li className={styles.line} data-kind={entry.kind}>
      {entry.kind === 'command' && <Command entry={entry} />}
      {entry.kind === 'receipt' && <Receipt entry={entry} onOpenWorker={onOpenWorker} />}
      {entry.kind === 'talk' && <div className={styles.talk}>{talk?.(entry.recording)}</div>}
    </li>
  );
}

/** Somebody on duty was near. */
export function PassLine({ pass, onOpenWorker }: { pass: Pass; onOpenWorker: (id: string) => void }) {
  const t = useTexts(texts);
  const now = useNow(10_000);
  return (
    <li className={styles.line} data-kind="pass">
      <div className={styles.lineHead}>
        <strong>
          <Icon icon={Footprints} />{' '}
          <WorkerLink className={styles.link} id={pass.workerId} name={pass.name} onOpen={onOpenWorker} />
        </strong>
        <When at={pass.from} />
      </div>
      <p className={styles.who}>
        {t('stream.near', { until: formatTime(pass.to, now, true), distance: formatDistance(pass.nearest) })}
      </p>
    </li>
  );
}
