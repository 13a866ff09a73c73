import { lazy, Suspense, useMemo, useState } from 'react';
import { useSpeakers } from '../../features/intercom/index.ts';
import { useTexts } from '../../i18n/index.ts';
import { MapReplay, type MapScene, useShowVideo } from '../../parts/index.ts';
import { useFacts, useFeed, useSettings } from '../../station/index.ts';
import { Loading, PanelGuard, useKeys } from '../../ui/index.ts';
import { ChosenBar } from './ChosenBar.tsx';
import { texts } from './locale.ts';
import { useDesk } from './store.ts';

const MapSearch = lazy(async () => ({ default: (await import('../../features/mapSearch/index.ts')).MapSearch }));
const ReplayBar = lazy(async () => ({ default: (await import('../../features/replay/index.ts')).ReplayBar }));
const MapView = lazy(async () => ({ default: (await import('../../features/map/index.ts')).MapView }));

function useSelectedWorkerIndex(): number | null {
  const context = useDesk((desk) => desk.context);
  const isWorker = context.kind === 'worker';
  const id = isWorker ? context.workerId : undefined;
  const { data } = useFeed('worker.get', { id: id ?? '-' }, { enabled: id !== undefined });
  if (!isWorker) return null;
  return id === undefined ? (context.workerIndex ?? null) : (data?.worker.index ?? null);
}

/** The situation map with what is selected; one that is not shown paints nothing. */
export function MapRegion({ shown }: { shown: boolean }) {
  const t = useTexts(texts);
  const { selectedCaseId, flyTo, scene, drawing, pin, chosen, choose, openCase, openWorker } = useDesk();
  const { finding, setFinding, mark, setMark, otherMark, savedView, setDialog, visit, follow, setFollow, context } =
    useDesk();
  const { replay, setReplay, showOnMap, setAlarmRow, showPlace, narrow } = useDesk();
  const ticks = useMemo(() => (replay ? new MapReplay() : null), [replay]);
  const [past, setPast] = useState<MapScene | null>(null);
  const { theme } = useSettings();
  const panel = useFacts()?.panel ?? null;
  const showVideo = useShowVideo();
  const workerIndex = useSelectedWorkerIndex();
  const speakers = useSpeakers();
  const toggleFollow = () => workerIndex !== null && setFollow(follow === workerIndex ? null : workerIndex);
  useKeys([
    { keys: 'Z', label: t('keys.follow'), group: t('group'), run: toggleFollow, enabled: workerIndex !== null },
  ]);
  return (
    <>
      <PanelGuard>
        <Suspense fallback={<Loading label={t('mapLoading')} />}>
          <MapView
            selectedCaseId={selectedCaseId}
            selectedWorkerIndex={workerIndex}
            onCase={openCase}
            onWorker={(index) => openWorker({ workerIndex: index })}
            chosen={chosen}
            onChosen={choose}
            onAlarm={setAlarmRow}
            onCamera={(sourceId) => showVideo({ kind: 'source', sourceId })}
            onComponent={(code) => showPlace({ kind: 'component', code })}
            onFilter={narrow}
            flyTo={flyTo}
            scene={scene ?? past}
            replay={ticks}
            drawing={drawing}
            pin={pin}
            mark={mark}
            otherMark={otherMark}
            savedView={savedView}
            onManageBases={panel ? undefined : () => setDialog('basemaps')}
            onManageOverlays={panel ? undefined : () => setDialog('overlays')}
            speakers={speakers}
            shown={shown}
            visit={visit}
            follow={follow}
            onFollow={setFollow}
            escape={!finding && mark === null && (panel !== null || context.kind === 'none')}
            theme={theme}
          />
        </Suspense>
      </PanelGuard>
      {shown && finding && (
        <Suspense fallback={null}>
          <MapSearch
            onPlace={setMark}
            onWorker={(workerId) => openWorker({ workerId })}
            onClose={() => setFinding(false)}
          />
        </Suspense>
      )}
      {replay && ticks && (
        <PanelGuard>
          <Suspense fallback={null}>
            <ReplayBar
              key={`${replay.from}/${replay.to}`}
              span={replay}
              replay={ticks}
              chosen={chosen}
              onScene={setPast}
              onShowOnMap={(at) => showOnMap({ ...at, zoom: 16 })}
              onLive={() => setReplay(null)}
            />
          </Suspense>
        </PanelGuard>
      )}
      {shown && !replay && <ChosenBar />}
    </>
  );
}
