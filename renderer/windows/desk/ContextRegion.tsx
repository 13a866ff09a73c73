import { lazy, Suspense } from 'react';
import { IntercomPanel, useCalls } from '../../features/intercom/index.ts';
import { Loading, PanelGuard } from '../../ui/index.ts';
import { useDesk } from './store.ts';
import { useShowVideo } from './useShowVideo.ts';

const WorkerCard = lazy(async () => ({ default: (await import('../../features/worker/index.ts')).WorkerCard }));
const CommandComposer = lazy(async () => ({
  default: (await import('../../features/commands/index.ts')).CommandComposer,
}));
const Musters = lazy(async () => ({ default: (await import('../../features/muster/index.ts')).Musters }));
const CommandBoard = lazy(async () => ({ default: (await import('../../features/commands/index.ts')).CommandBoard }));

function Content() {
  const {
    context,
    selectedCaseId,
    closeContext,
    compose,
    openCase,
    openWorker,
    showOnMap,
    showCommands,
    showMusters,
    showIntercom,
    setScene,
    setDrawing,
    decide,
  } = useDesk();
  const calls = useCalls();
  const show = (at: { lon: number; lat: number; zoom?: number }) => showOnMap({ zoom: 16, ...at });
  const showVideo = useShowVideo();
  const showWorker = (workerId: string) => openWorker({ workerId });
  if (context.kind === 'worker') {
    const { workerId, workerIndex } = context;
    return (
      <WorkerCard
        key={workerId ?? workerIndex}
        workerId={workerId}
        workerIndex={workerIndex}
        onClose={closeContext}
        onCommand={compose}
        onShowOnMap={show}
        onMuster={showMusters}
        onCall={calls?.worker}
        onOpenCase={openCase}
        onVideo={(worker) => showVideo({ kind: 'worker', media: 'camera', ...worker })}
      />
    );
  }
  if (context.kind === 'composer') {
    const { initial } = context;
    // The composer follows what it has sent by itself.
    return (
      <CommandComposer
        key={JSON.stringify(initial)}
        initial={initial}
        onClose={closeContext}
        onOpenWorker={showWorker}
        onShowOnMap={show}
        onScene={setScene}
        onDraw={setDrawing}
        onSent={() => undefined}
        onDecide={decide}
      />
    );
  }
  if (context.kind === 'commands') {
    return (
      <CommandBoard
        commandId={context.commandId}
        onOpenCommand={showCommands}
        onOpenCase={openCase}
        onOpenWorker={showWorker}
        onShowOnMap={show}
        onScene={setScene}
        onCompose={() => compose({})}
        onClose={closeContext}
      />
    );
  }
  if (context.kind === 'musters') {
    return (
      <Musters
        key={JSON.stringify(context.start ?? null)}
        caseId={selectedCaseId}
        start={context.start}
        onClose={closeContext}
        onShowOnMap={show}
        onOpenCase={openCase}
        onOpenWorker={showWorker}
        onScene={setScene}
        onCall={calls?.muster}
      />
    );
  }
  if (context.kind === 'intercom') {
    return (
      <IntercomPanel
        tab={context.tab}
        onTab={showIntercom}
        caseId={selectedCaseId}
        onClose={closeContext}
        onOpenCase={openCase}
        onOpenWorker={showWorker}
        onShowOnMap={show}
      />
    );
  }
  return null;
}

/** The right region: a worker, a command being written, the recent commands, the musters, or the radio. */
export function ContextRegion() {
  const kind = useDesk((desk) => desk.context.kind);
  return (
    <PanelGuard key={kind}>
      <Suspense fallback={<Loading />}>
        <Content />
      </Suspense>
    </PanelGuard>
  );
}
