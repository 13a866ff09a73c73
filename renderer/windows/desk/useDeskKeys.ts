import type { Panel } from '#shared/contract/windows.ts';
import { useAlarmPanel } from '../../features/alarms/index.ts';
import { useTexts } from '../../i18n/index.ts';
import { useKeys } from '../../ui/index.ts';
import { texts } from './locale.ts';
import { focusRegion, type Region, REGIONS } from './regions.ts';
import { showsCase, useDesk } from './store.ts';
import { useSelectionVerbs } from './useDeskVerbs.ts';

/** Brings a region forward, which only a narrow window has to, and puts the keyboard there once it is seen. */
function goTo(region: Region): void {
  if (region !== 'radio') useDesk.getState().setFront(region);
  requestAnimationFrame(() => focusRegion(region));
}

const tearOff = (panel: Panel) => void street.tearOff(panel);

/** The desk's own keys. */
export function useDeskKeys(): void {
  const t = useTexts(texts);
  const { setFinding, setMark, mark } = useDesk();
  const {
    setDialog,
    showMap,
    showCommands,
    showMusters,
    showPlace,
    showReplay,
    showZones,
    intake,
    closeContext,
    centre,
    context,
  } = useDesk();
  const verbs = useSelectionVerbs();
  const shown = useDesk(showsCase) ? 'case' : 'map';
  const group = t('group');
  useKeys([
    { keys: 'Ctrl+K', label: t('keys.palette'), group, run: () => setDialog('palette') },
    { keys: '/', label: t('keys.search'), group, run: () => setDialog('palette') },
    { keys: 'Ctrl+F', label: t('keys.findOnMap'), group, run: () => setFinding(true) },
    { keys: '?', label: t('keys.help'), group, run: () => setDialog('help') },
    { keys: 'Ctrl+,', label: t('keys.settings'), group, run: () => setDialog('settings') },
    { keys: 'G', label: t('keys.showOnMap'), group, run: () => void verbs.showOnMap() },
    { keys: 'C', label: t('keys.command'), group, run: () => void verbs.command() },
    { keys: 'X', label: t('chosen.toggle'), group, run: () => void verbs.chooseToo() },
    { keys: 'B', label: t('keys.commands'), group, run: () => showCommands() },
    { keys: 'Shift+M', label: t('keys.musters'), group, run: () => showMusters() },
    { keys: 'Shift+R', label: t('keys.replay'), group, run: () => showReplay('district') },
    { keys: 'Shift+Z', label: t('keys.zones'), group, run: showZones },
    { keys: 'Shift+P', label: t('keys.place'), group, run: () => showPlace(null) },
    { keys: 'Shift+S', label: t('keys.supervision'), group, run: () => setDialog('supervision') },
    { keys: 'Shift+N', label: t('keys.intake'), group, run: () => intake({ nonce: crypto.randomUUID() }) },
    { keys: 'Shift+A', label: t('keys.alarms'), group, run: () => useAlarmPanel.getState().setOpen(true) },
    { keys: 'L', label: t('keys.shift'), group, run: () => setDialog('shift') },
    { keys: 'Shift+F', label: t('keys.figures'), group, run: () => setDialog('figures') },
    { keys: 'O', label: t('keys.outbox'), group, run: () => setDialog('outbox') },
    { keys: 'Shift+W', label: t('panels.tearOff', { name: t(`panels.${shown}`) }), group, run: () => tearOff(shown) },
    { keys: 'Esc', label: t('keys.back'), group, run: showMap, enabled: centre === 'case' },
    {
      keys: 'Esc',
      label: t('keys.backFromMark'),
      group,
      run: () => setMark(null),
      enabled: centre === 'map' && mark !== null,
    },
    {
      keys: 'Esc',
      label: t('keys.closeContext'),
      group,
      run: closeContext,
      enabled: centre === 'map' && context.kind !== 'none',
    },
    ...REGIONS.map((region, index) => ({
      keys: `Alt+${index + 1}`,
      label: t('keys.panel', { name: t(region) }),
      group,
      run: () => goTo(region),
    })),
  ]);
}
