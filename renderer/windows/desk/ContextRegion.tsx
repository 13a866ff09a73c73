import { lazy, Suspense } from 'react';
import { IntercomPanel, useCalls } from '../../features/intercom/index.ts';
import { useShowVideo } from '../../parts/index.ts';
import { Awaited, PanelGuard } from '../../ui/index.ts';
import { useDesk } from './store.ts';
import { useVisitWorker } from './useDeskVerbs.ts';

const WorkerCard = lazy(async () => ({ default: (await import('../../features/worker/index.ts')).WorkerCard }));
const CommandComposer = lazy(async () => ({
  default: (await import('../../features/commands/index.ts')).CommandComposer,
}));
const Musters = lazy(async () => ({ default: (await import('../../features/muster/index.ts')).Musters }));
const PlacePanel = lazy(async () => ({ default: (await import('../../features/place/index.ts')).PlacePanel }));
const ReplayPanel = lazy(async () => ({ default: (await import('../../features/replay/index.ts')).ReplayPanel }));
const ZonePanel = lazy(async () => ({ default: (await import('../../features/zones/index.ts')).ZonePanel }));
const IntakePanel = lazy(async () => ({ default: (await import('../../features/intake/index.ts')).IntakePanel }));
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
    showPlace,
    setReplay,
    setScene,
    setDrawing,
    setPin,
    setMark,
    setDialog,
    decide,
    follow,
    setFollow,
  } = useDesk();
  const calls = useCalls();
  const show = (at: { lon: number; lat: number; zoom?: number }) => showOnMap({ zoom: 16, ...at });
  const showVideo = useShowVideo();
  const visitWorker = useVisitWorker();
  const showWorker = (workerId: string) => {
    openWorker({ workerId });
    void visitWorker(workerId);
  };
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
        follow={follow}
        onFollow={setFollow}
        onMuster={showMusters}
        onCall={calls?.worker}
        onOpenCase={openCase}
        onScene={setScene}
        onVideo={(worker) => showVideo({ kind: 'worker', ...worker })}
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
  if (context.kind === 'zones') {
    return (
      <ZonePanel
        onClose={closeContext}
        onAims={() => setDialog('coverage-aims')}
        onMark={setMark}
        onOpenWorker={showWorker}
        onCommand={compose}
      />
    );
  }
  if (context.kind === 'place') {
    return (
      <PlacePanel
        place={context.place}
        onPlace={showPlace}
        onClose={closeContext}
        onOpenCase={openCase}
        onShowOnMap={show}
      />
    );
  }
  if (context.kind === 'replay') {
    return (
      <ReplayPanel
        key={context.tab}
        caseId={selectedCaseId}
        start={context.tab}
        onReplay={setReplay}
        onScene={setScene}
        onShowOnMap={show}
        onClose={closeContext}
      />
    );
  }
  if (context.kind === 'intake') {
    return (
      <IntakePanel
        start={context.start}
        onClose={closeContext}
        onOpenCase={openCase}
        onShowOnMap={show}
        onPin={setPin}
        onScene={setScene}
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

/** The right region: a worker, a command being written, the recent commands, the musters, a place, the grids, or the radio. */
export function ContextRegion() {
  const kind = useDesk((desk) => desk.context.kind);
  return (
    <PanelGuard key={kind}>
      <Suspense fallback={<Awaited />}>
        <Content />
      </Suspense>
    </PanelGuard>
  );
}
