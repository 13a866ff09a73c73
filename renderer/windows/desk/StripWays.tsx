import {
  ChartColumn,
  CircleHelp,
  Ellipsis,
  Languages,
  Megaphone,
  NotebookPen,
  PictureInPicture2,
  Settings2,
  SunMoon,
} from 'lucide-react';
import { QuickSwitches } from '../../features/settings/index.ts';
import { useTexts } from '../../i18n/index.ts';
import { changeSettings, useSettings } from '../../station/index.ts';
import { IconButton, Menu } from '../../ui/index.ts';
import { texts } from './locale.ts';
import { showsCase, useDesk } from './store.ts';

function useWays() {
  const t = useTexts(texts);
  const { setDialog, showCommands } = useDesk();
  const shown = useDesk(showsCase) ? 'case' : 'map';
  return [
    { icon: Megaphone, label: t('keys.commands'), shortcut: 'B', run: () => showCommands() },
    { icon: NotebookPen, label: t('keys.shift'), shortcut: 'L', run: () => setDialog('shift') },
    { icon: ChartColumn, label: t('keys.figures'), shortcut: 'Shift+F', run: () => setDialog('figures') },
    {
      icon: PictureInPicture2,
      label: t('panels.tearOff', { name: t(`panels.${shown}`) }),
      shortcut: 'Shift+W',
      run: () => void street.tearOff(shown),
    },
  ];
}

function useHelps() {
  const t = useTexts(texts);
  const { setDialog } = useDesk();
  return [
    { icon: CircleHelp, label: t('keys.help'), shortcut: '?', run: () => setDialog('help') },
    { icon: Settings2, label: t('keys.settings'), shortcut: 'Ctrl+,', run: () => setDialog('settings') },
  ];
}

/** Into what is done from time to time. */
export function Ways() {
  return useWays().map(({ run, ...way }) => <IconButton key={way.shortcut} {...way} onClick={run} />);
}

/** Language, theme, keys, settings. */
export function Helps() {
  const helps = useHelps();
  return (
    <>
      <QuickSwitches />
      {helps.map(({ run, ...help }) => (
        <IconButton key={help.shortcut} {...help} onClick={run} />
      ))}
    </>
  );
}

/** All of it behind one button, where there is no room for many. */
export function AllWays() {
  const t = useTexts(texts);
  const { language, theme } = useSettings();
  const [ways, helps] = [useWays(), useHelps()];
  const switches = [
    {
      icon: Languages,
      label: t('keys.language'),
      run: () => void changeSettings({ language: language === 'en' ? 'zh-CN' : 'en' }),
    },
    {
      icon: SunMoon,
      label: t('keys.theme'),
      run: () => void changeSettings({ theme: theme === 'dark' ? 'light' : 'dark' }),
    },
  ];
  return (
    <Menu
      trigger={<IconButton icon={Ellipsis} label={t('more')} />}
      entries={[...ways, ...switches, ...helps].map(({ run, ...way }) => ({ key: way.label, ...way, onSelect: run }))}
    />
  );
}
