import { lazy, Suspense } from 'react';
import { CaseTalks, useCalls } from '../../features/intercom/index.ts';
import { Loading, PanelGuard } from '../../ui/index.ts';
import { useDesk } from './store.ts';

const CasePane = lazy(async () => ({ default: (await import('../../features/case/index.ts')).CasePane }));

/** The open case. Another case is another pane: nothing of the one before stays. */
export function CaseRegion({ caseId }: { caseId: string }) {
  const { showMap, showOnMap, compose, openWorker, decide } = useDesk();
  const calls = useCalls();
  return (
    <PanelGuard key={caseId}>
      <Suspense fallback={<Loading />}>
        <CasePane
          caseId={caseId}
          onClose={showMap}
          onShowOnMap={(at) => showOnMap({ ...at, zoom: 16 })}
          onCommand={(about) => compose(about)}
          onOpenWorker={(workerId) => openWorker({ workerId })}
          onDecide={decide}
          onCall={calls?.incident}
          more={<CaseTalks caseId={caseId} />}
        />
      </Suspense>
    </PanelGuard>
  );
}
