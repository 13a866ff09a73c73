import { FileText, FolderOpen, MapPin, Radio } from 'lucide-react';
import { useEffect, useState } from 'react';
import type { MusterView } from '#shared/contract/musterViews.ts';
import { musterCounts } from '#shared/domain/muster.ts';
import { formatTime, useTexts } from '../../i18n/index.ts';
import { useFeed, useNow } from '../../station/index.ts';
import { Badge, Button, Loading, Trouble } from '../../ui/index.ts';
import { Clocks } from './Clocks.tsx';
import { texts } from './locale.ts';
import { MusterLog } from './MusterLog.tsx';
import { MusterReport } from './MusterReport.tsx';
import type { MustersProps } from './Musters.tsx';
import styles from './muster.module.css';
import { Replay } from './Replay.tsx';
import { Units } from './Units.tsx';
import { Verbs } from './Verbs.tsx';

/** One muster, live: its clocks, its units, what can be done, and its log. */
export function MusterBoard({ id, ...props }: { id: string } & MustersProps) {
  const { data, isPending, isError, error, refetch } = useFeed('muster.get', { id });
  // Just started: the centre has not answered yet.
  if (isPending || data === null) return <Loading />;
  if (isError && !data) return <Trouble error={error} onRetry={() => void refetch()} />;
  return data ? <Board view={data} {...props} /> : null;
}

/** The scene on the map: its extent, and the ways of those who come. */
function useScene({ muster }: MusterView, onScene: MustersProps['onScene']): void {
  const { id, target, radius, stoodDownAt } = muster;
  const running = stoodDownAt === null;
  const { data } = useFeed('muster.routes', { id }, { enabled: running });
  const { lon, lat } = target;
  useEffect(() => {
    onScene({ ring: { lon, lat, radius }, lines: data?.routes.map(({ line }) => line) ?? [], points: [] });
    return () => onScene(null);
  }, [onScene, lon, lat, radius, data]);
}

/** The muster as its channel is opened: everybody who was called and has not declined. */
function channelOf({ id, title, units }: MusterView['muster']) {
  return {
    id,
    title,
    workerIds: units.filter(({ declinedAt }) => declinedAt === null).map(({ workerId }) => workerId),
  };
}

function Board({ view, onShowOnMap, onOpenCase, onOpenWorker, onScene, onCall }: { view: MusterView } & MustersProps) {
  const t = useTexts(texts);
  const now = useNow(1000);
  const [report, setReport] = useState(false);
  useScene(view, onScene);
  const { muster, waiting } = view;
  const { title, startedAt, startedBy, target, caseId, stoodDownAt } = muster;
  return (
    <div className={styles.board}>
      <header className={styles.head}>
        <h3>{title}</h3>
        <Badge look={stoodDownAt === null ? 'accent' : 'plain'}>
          {stoodDownAt === null ? t('running') : t('over', { time: formatTime(stoodDownAt, now) })}
        </Badge>
        <p className={styles.quiet}>
          {t('since', { time: formatTime(startedAt, now), name: startedBy.name })}
          {target.address ? ` · ${target.address}` : ''}
        </p>
        <p>{t('counts', { ...musterCounts(muster.units) })}</p>
        {waiting.length > 0 && <p className={styles.warn}>{t('waits', { n: waiting.length })}</p>}
        <div className={styles.buttons}>
          <Button size="small" look="quiet" icon={MapPin} onClick={() => onShowOnMap(target)}>
            {t('showOnMap')}
          </Button>
          {caseId !== null && (
            <Button size="small" look="quiet" icon={FolderOpen} onClick={() => onOpenCase(caseId)}>
              {t('openCase')}
            </Button>
          )}
          {onCall && stoodDownAt === null && (
            <Button size="small" look="quiet" icon={Radio} onClick={() => onCall(channelOf(muster))}>
              {t('call')}
            </Button>
          )}
          <Button size="small" look="quiet" icon={FileText} onClick={() => setReport(true)}>
            {t('report')}
          </Button>
          <Replay view={view} onScene={onScene} />
        </div>
      </header>
      <Clocks muster={muster} now={now} />
      {stoodDownAt === null && <Verbs muster={muster} />}
      <Units view={view} now={now} onOpenWorker={onOpenWorker} />
      <MusterLog view={view} now={now} />
      {report && <MusterReport view={view} onClose={() => setReport(false)} />}
    </div>
  );
}
