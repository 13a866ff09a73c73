import { lazy, Suspense } from 'react';
import { Palette } from '../../features/palette/index.ts';
import { SettingsDialog } from '../../features/settings/index.ts';
import { useDesk } from './store.ts';
import { openHit } from './useDeskVerbs.ts';
import { usePaletteActions } from './usePaletteActions.ts';

// It brings the case's keys with it, which the desk has no need of at its start.
const DeskHelp = lazy(() => import('./DeskHelp.tsx'));

function DeskPalette({ onClose }: { onClose: () => void }) {
  return <Palette actions={usePaletteActions()} onHit={openHit} onClose={onClose} />;
}

/** The dialogs of the desk; each is loaded when it is first opened. */
export function DeskDialogs({ signedIn }: { signedIn: boolean }) {
  const { dialog, setDialog } = useDesk();
  const close = () => setDialog(null);
  return (
    <Suspense fallback={null}>
      {dialog === 'palette' && signedIn && <DeskPalette onClose={close} />}
      {dialog === 'help' && <DeskHelp onClose={close} />}
      {dialog === 'settings' && <SettingsDialog onClose={close} />}
    </Suspense>
  );
}
