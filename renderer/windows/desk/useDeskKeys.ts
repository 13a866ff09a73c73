import { useTexts } from '../../i18n/index.ts';
import { useKeys } from '../../ui/index.ts';
import { texts } from './locale.ts';
import { focusRegion, REGIONS } from './regions.ts';
import { useDesk } from './store.ts';
import { useSelectionVerbs } from './useDeskVerbs.ts';

/** The desk's own keys. */
export function useDeskKeys(): void {
  const t = useTexts(texts);
  const { setDialog, showMap, showCommands, showMusters, closeContext, centre, context } = useDesk();
  const verbs = useSelectionVerbs();
  const group = t('group');
  useKeys([
    { keys: 'Ctrl+K', label: t('keys.palette'), group, run: () => setDialog('palette') },
    { keys: '/', label: t('keys.search'), group, run: () => setDialog('palette') },
    { keys: '?', label: t('keys.help'), group, run: () => setDialog('help') },
    { keys: 'Ctrl+,', label: t('keys.settings'), group, run: () => setDialog('settings') },
    { keys: 'G', label: t('keys.showOnMap'), group, run: () => void verbs.showOnMap() },
    { keys: 'C', label: t('keys.command'), group, run: () => void verbs.command() },
    { keys: 'B', label: t('keys.commands'), group, run: () => showCommands() },
    { keys: 'Shift+M', label: t('keys.musters'), group, run: () => showMusters() },
    { keys: 'L', label: t('keys.shift'), group, run: () => setDialog('shift') },
    { keys: 'O', label: t('keys.outbox'), group, run: () => setDialog('outbox') },
    { keys: 'Esc', label: t('keys.back'), group, run: showMap, enabled: centre === 'case' },
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
      run: () => focusRegion(region),
    })),
  ]);
}
