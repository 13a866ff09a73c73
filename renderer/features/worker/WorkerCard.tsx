import { Crosshair, MapPin, Megaphone, Phone, ScreenShare, Siren, Video, X } from 'lucide-react';
import type { WorkerView } from '#shared/contract/views.ts';
import { common, useTexts } from '../../i18n/index.ts';
import { type MapScene, useMay } from '../../parts/index.ts';
import { useFeed } from '../../station/index.ts';
import { Button, EmptyState, IconButton, Loading, Panel, Trouble } from '../../ui/index.ts';
import { texts } from './locale.ts';
import { WorkerCases } from './WorkerCases.tsx';
import { WorkerCommands } from './WorkerCommands.tsx';
import { WorkerFacts } from './WorkerFacts.tsx';
import { WorkerWalk } from './WorkerWalk.tsx';
import { WorkerWelfare } from './WorkerWelfare.tsx';
import styles from './worker.module.css';

export interface WorkerCardProps {
  /** one of the two names the worker */
  workerId?: string;
  workerIndex?: number;
  onClose: () => void;
  onCommand: (to: { workerIds: string[] }) => void;
  onShowOnMap: (at: { lon: number; lat: number }) => void;
  /** index of the worker whom the map follows */
  follow: number | null;
  onFollow: (index: number | null) => void;
  /** calls units to where the worker is */
  onMuster: (about: { target: { lon: number; lat: number; address?: string } }) => void;
  onOpenCase: (id: string) => void;
  /** calls the worker by radio; without it nobody can be called now */
  onCall?: (worker: { id: string; name: string }) => void;
  /** lays the worker's way over the map */
  onScene: (scene: MapScene | null) => void;
  /** asks the worker to show a picture */
  onVideo: (worker: { workerId: string; name: string; media: 'camera' | 'screen' }) => void;
}

const whoOf = ({ worker: { id, name } }: WorkerView) => ({ workerId: id, name });

/** One worker: status, place with its age, cases in hand and commands, live. */
export function WorkerCard({
  workerId,
  workerIndex,
  onClose,
  onCommand,
  onShowOnMap,
  follow,
  onFollow,
  onMuster,
  onOpenCase,
  onCall,
  onScene,
  onVideo,
}: WorkerCardProps) {
  const t = useTexts(texts);
  const tc = useTexts(common);
  const input = workerId === undefined ? { index: workerIndex ?? 0 } : { id: workerId };
  const { data, isPending, isError, error, refetch } = useFeed('worker.get', input);
  const position = data?.position;
  const mayMuster = useMay('muster.start');
  return (
    <Panel title={t('title')} actions={<IconButton icon={X} label={t('close')} onClick={onClose} />}>
      {isPending && <Loading label={t('loading')} />}
      {isError && !data && <Trouble error={error} onRetry={() => void refetch()} />}
      {data === null && <EmptyState title={t('notFound')} detail={t('notFoundDetail')} />}
      {data && (
        <div className={styles.card}>
          <WorkerFacts view={data} />
          <div className={styles.buttons}>
            <Button
              look="primary"
              icon={Megaphone}
              shortcut="C"
              onClick={() => onCommand({ workerIds: [data.worker.id] })}
            >
              {t('command')}
            </Button>
            {onCall && (
              <Button icon={Phone} onClick={() => onCall({ id: data.worker.id, name: data.worker.name })}>
                {t('call')}
              </Button>
            )}
            <Button
              icon={MapPin}
              shortcut="G"
              disabled={!position}
              onClick={() => position && onShowOnMap({ lon: position.lon, lat: position.lat })}
            >
              {tc('verbs.showOnMap')}
            </Button>
            <Button
              icon={Crosshair}
              shortcut="Z"
              disabled={!position}
              aria-pressed={follow === data.worker.index}
              onClick={() => onFollow(follow === data.worker.index ? null : data.worker.index)}
            >
              {t(follow === data.worker.index ? 'unfollow' : 'follow')}
            </Button>
            <Button icon={Video} onClick={() => onVideo({ ...whoOf(data), media: 'camera' })}>
              {t('video')}
            </Button>
            <IconButton
              icon={ScreenShare}
              label={t('screen')}
              onClick={() => onVideo({ ...whoOf(data), media: 'screen' })}
            />
            {mayMuster && position && (
              <Button
                icon={Siren}
                onClick={() =>
                  onMuster({
                    target: { lon: position.lon, lat: position.lat, address: `${data.worker.name} · ${data.gridName}` },
                  })
                }
              >
                {t('muster')}
              </Button>
            )}
          </div>
          <WorkerWelfare worker={data.worker} />
          <WorkerWalk key={data.worker.id} worker={data.worker} onScene={onScene} />
          <WorkerCases cases={data.openCases} onOpenCase={onOpenCase} />
          <WorkerCommands view={data} onOpenCase={onOpenCase} />
        </div>
      )}
    </Panel>
  );
}
