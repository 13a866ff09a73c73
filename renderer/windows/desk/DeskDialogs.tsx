import { AlarmRulesDialog } from '../../features/alarms/index.ts';
import { lazy, Suspense } from 'react';
import { AuditDialog, useMayAudit } from '../../features/audit/index.ts';
import { DataDialog } from '../../features/care/index.ts';
import { IntercomSettings } from '../../features/intercom/index.ts';
import { OutboxDialog } from '../../features/outbox/index.ts';
import { PlannedReports } from '../../features/reports/index.ts';
import { OverlaysDialog } from '../../features/overlays/index.ts';
import { Palette } from '../../features/palette/index.ts';
import { SignOut } from '../../features/session/index.ts';
import { SettingsDialog } from '../../features/settings/index.ts';
import { ShiftDialog } from '../../features/shift/index.ts';
import { WallPlans } from '../../features/wallPlan/index.ts';
import { useDesk } from './store.ts';
import { openHit } from './useDeskVerbs.ts';
import { usePaletteActions } from './usePaletteActions.ts';

// It brings the case's keys with it, which the desk has no need of at its start.
const DeskHelp = lazy(() => import('./DeskHelp.tsx'));
const SupervisionDialog = lazy(async () => ({
  default: (await import('../../features/supervision/index.ts')).SupervisionDialog,
}));
const CasePolicyDialog = lazy(async () => ({
  default: (await import('../../features/supervision/index.ts')).CasePolicyDialog,
}));
const TemplatesDialog = lazy(async () => ({
  default: (await import('../../features/case/index.ts')).TemplatesDialog,
}));
const ImportDialog = lazy(async () => ({
  default: (await import('../../features/imports/index.ts')).ImportDialog,
}));
const CoveragePolicyDialog = lazy(async () => ({
  default: (await import('../../features/zones/index.ts')).CoveragePolicyDialog,
}));
const BasemapsDialog = lazy(async () => ({
  default: (await import('../../features/basemaps/index.ts')).BasemapsDialog,
}));
const DeskDecision = lazy(() => import('./DeskDecision.tsx'));
// It brings the charts.
const EvaluationDialog = lazy(async () => ({
  default: (await import('../../features/figures/index.ts')).EvaluationDialog,
}));

function DeskPalette({ onClose }: { onClose: () => void }) {
  return <Palette actions={usePaletteActions()} onHit={openHit} onClose={onClose} />;
}

function DeskOutbox({ onClose }: { onClose: () => void }) {
  const { decide, openCase } = useDesk();
  const show = (id: string) => {
    onClose();
    openCase(id);
  };
  return <OutboxDialog onClose={onClose} onDecide={decide} onOpenCase={show} />;
}

function DeskShift({ onClose }: { onClose: () => void }) {
  const { openCase } = useDesk();
  const show = (id: string) => {
    onClose();
    openCase(id);
  };
  return <ShiftDialog onClose={onClose} onOpenCase={show} />;
}

function DeskData({ onClose }: { onClose: () => void }) {
  const { setDialog } = useDesk();
  return <DataDialog onClose={onClose} onAudit={useMayAudit() ? () => setDialog('audit') : undefined} />;
}

function DeskFigures({ onClose }: { onClose: () => void }) {
  const { openCase } = useDesk();
  const show = (id: string) => {
    onClose();
    openCase(id);
  };
  return <EvaluationDialog onClose={onClose} onOpenCase={show} planned={<PlannedReports />} />;
}

function DeskAudit({ onClose }: { onClose: () => void }) {
  const { openCase } = useDesk();
  const show = (id: string) => {
    onClose();
    openCase(id);
  };
  return <AuditDialog onClose={onClose} onOpenCase={show} />;
}

function DeskSupervision({ onClose }: { onClose: () => void }) {
  const { openCase, setDialog } = useDesk();
  const show = (id: string) => {
    onClose();
    openCase(id);
  };
  return <SupervisionDialog onClose={onClose} onOpenCase={show} onPolicy={() => setDialog('case-policy')} />;
}

/**
 * The dialogs of the desk; each is loaded when it is first opened. A decision stands in place of the one it was opened from,
 * which is there again afterwards: two at once would take the keyboard from each other.
 */
export function DeskDialogs({ signedIn }: { signedIn: boolean }) {
  const { dialog, setDialog, decision, decide, chosen } = useDesk();
  const close = () => setDialog(null);
  const shown = decision === null || !signedIn ? dialog : 'decision';
  return (
    <Suspense fallback={null}>
      {shown === 'palette' && signedIn && <DeskPalette onClose={close} />}
      {shown === 'help' && <DeskHelp onClose={close} />}
      {shown === 'settings' && (
        <SettingsDialog
          onClose={close}
          onData={signedIn ? () => setDialog('data') : undefined}
          more={
            <>
              <IntercomSettings />
              <WallPlans />
            </>
          }
        />
      )}
      {shown === 'shift' && signedIn && <DeskShift onClose={close} />}
      {shown === 'figures' && signedIn && <DeskFigures onClose={close} />}
      {shown === 'data' && signedIn && <DeskData onClose={close} />}
      {shown === 'audit' && signedIn && <DeskAudit onClose={close} />}
      {shown === 'supervision' && signedIn && <DeskSupervision onClose={close} />}
      {shown === 'case-policy' && signedIn && <CasePolicyDialog onClose={close} />}
      {shown === 'alarm-rules' && signedIn && <AlarmRulesDialog chosen={chosen} onClose={close} />}
      {shown === 'coverage-aims' && signedIn && <CoveragePolicyDialog onClose={close} />}
      {shown === 'reply-templates' && signedIn && <TemplatesDialog onClose={close} />}
      {shown === 'imports' && signedIn && <ImportDialog onClose={close} />}
      {shown === 'basemaps' && signedIn && <BasemapsDialog onClose={close} />}
      {shown === 'overlays' && signedIn && <OverlaysDialog onClose={close} />}
      {shown === 'sign-out' && signedIn && <SignOut onClose={close} />}
      {shown === 'outbox' && signedIn && <DeskOutbox onClose={close} />}
      {decision !== null && signedIn && <DeskDecision opId={decision} onDecide={decide} />}
    </Suspense>
  );
}
