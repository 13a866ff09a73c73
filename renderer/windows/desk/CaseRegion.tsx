import { lazy, Suspense } from 'react';
import { CaseTalks, TalkPlay, useCalls } from '../../features/intercom/index.ts';
import { Awaited, PanelGuard } from '../../ui/index.ts';
import { useDesk } from './store.ts';

const CasePane = lazy(async () => ({ default: (await import('../../features/case/index.ts')).CasePane }));

/** The open case. Another case is another pane: nothing of the one before stays. Closing it shows the map unless said otherwise. */
export function CaseRegion({ caseId, onClose }: { caseId: string; onClose?: () => void }) {
  const { showMap, showOnMap, compose, openWorker, openCase, intake, decide, showPlace, showReplay } = useDesk();
  const calls = useCalls();
  return (
    <PanelGuard key={caseId}>
      <Suspense fallback={<Awaited />}>
        <CasePane
          caseId={caseId}
          onClose={onClose ?? showMap}
          onShowOnMap={(at) => showOnMap({ ...at, zoom: 16 })}
          onCommand={(about) => compose(about)}
          onOpenWorker={(workerId) => openWorker({ workerId })}
          onOpenCase={openCase}
          onDecide={decide}
          onCorrect={(id) => intake({ caseId: id })}
          onCall={calls?.incident}
          more={<CaseTalks caseId={caseId} />}
          talk={(recording) => <TalkPlay recording={recording} />}
          onPlace={showPlace}
          onAround={() => showReplay('case')}
        />
      </Suspense>
    </PanelGuard>
  );
}
