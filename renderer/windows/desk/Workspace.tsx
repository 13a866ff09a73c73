import { lazy, Suspense } from 'react';
import { Group, Panel, Separator, useDefaultLayout } from 'react-resizable-panels';
import { QueuePanel } from '../../features/queue/index.ts';
import { RadioBar, useSpeakers } from '../../features/intercom/index.ts';
import { useTexts } from '../../i18n/index.ts';
import { useFeed, useSettings } from '../../station/index.ts';
import { Loading, PanelGuard } from '../../ui/index.ts';
import styles from './desk.module.css';
import { texts } from './locale.ts';
import { regionId } from './regions.ts';
import { ContextRegion } from './ContextRegion.tsx';
import { CaseRegion } from './CaseRegion.tsx';
import { useDesk } from './store.ts';
import { useShowVideo } from './useShowVideo.ts';
import { useDeskKeys } from './useDeskKeys.ts';

const MapView = lazy(async () => ({ default: (await import('../../features/map/index.ts')).MapView }));

function useSelectedWorkerIndex(): number | null {
  const context = useDesk((desk) => desk.context);
  const isWorker = context.kind === 'worker';
  const id = isWorker ? context.workerId : undefined;
  const { data } = useFeed('worker.get', { id: id ?? '-' }, { enabled: id !== undefined });
  if (!isWorker) return null;
  return id === undefined ? (context.workerIndex ?? null) : (data?.worker.index ?? null);
}

function CentreRegion() {
  const t = useTexts(texts);
  const { centre, selectedCaseId, flyTo, scene, drawing, openCase, openWorker } = useDesk();
  const { theme } = useSettings();
  const showVideo = useShowVideo();
  const workerIndex = useSelectedWorkerIndex();
  const speakers = useSpeakers();
  const showCase = centre === 'case' && selectedCaseId !== null;
  return (
    <>
      {/* The map stays: drawing it anew takes longer than an operator waits. */}
      <div className={styles.map} hidden={showCase}>
        <PanelGuard>
          <Suspense fallback={<Loading label={t('mapLoading')} />}>
            <MapView
              selectedCaseId={selectedCaseId}
              selectedWorkerIndex={workerIndex}
              onCase={openCase}
              onWorker={(index) => openWorker({ workerIndex: index })}
              onCamera={(sourceId) => showVideo({ kind: 'source', sourceId })}
              flyTo={flyTo}
              scene={scene}
              drawing={drawing}
              speakers={speakers}
              shown={!showCase}
              theme={theme}
            />
          </Suspense>
        </PanelGuard>
      </div>
      {showCase && <CaseRegion caseId={selectedCaseId} />}
    </>
  );
}

function Queues() {
  const { queue, setQueue, filter, setFilter, selectedCaseId, selectCase, openCase } = useDesk();
  return (
    <QueuePanel
      queue={queue}
      onQueue={setQueue}
      filter={filter}
      onFilter={setFilter}
      selectedId={selectedCaseId}
      onSelect={selectCase}
      onOpen={openCase}
    />
  );
}

/** The working regions: queues, map or case, context, radio. Sizes are kept by whether the context is open. */
export function Workspace() {
  const t = useTexts(texts);
  const hasContext = useDesk((desk) => desk.context.kind !== 'none');
  const panelIds = hasContext ? ['queues', 'centre', 'context'] : ['queues', 'centre'];
  const { showIntercom, setDialog } = useDesk();
  const layout = useDefaultLayout({ id: 'street.desk', panelIds, storage: localStorage });
  useDeskKeys();
  return (
    <>
      <Group
        role="main"
        className={styles.workspace}
        defaultLayout={layout.defaultLayout}
        onLayoutChanged={layout.onLayoutChanged}
      >
        <Panel id="queues" defaultSize="27rem" minSize="20rem" maxSize="60%" groupResizeBehavior="preserve-pixel-size">
          <div id={regionId('queues')} className={styles.region} tabIndex={-1}>
            <PanelGuard>
              <Queues />
            </PanelGuard>
          </div>
        </Panel>
        <Separator className={styles.separator} aria-label={t('resize')} />
        <Panel id="centre" minSize="24rem">
          <section id={regionId('centre')} className={styles.region} tabIndex={-1} aria-label={t('centre')}>
            <CentreRegion />
          </section>
        </Panel>
        {hasContext && (
          <>
            <Separator className={styles.separator} aria-label={t('resize')} />
            <Panel
              id="context"
              defaultSize="28rem"
              minSize="20rem"
              maxSize="50%"
              groupResizeBehavior="preserve-pixel-size"
            >
              <section id={regionId('context')} className={styles.region} tabIndex={-1} aria-label={t('context')}>
                <ContextRegion />
              </section>
            </Panel>
          </>
        )}
      </Group>
      <div id={regionId('radio')} tabIndex={-1}>
        <PanelGuard>
          <RadioBar onOpen={showIntercom} onSettings={() => setDialog('settings')} />
        </PanelGuard>
      </div>
    </>
  );
}
