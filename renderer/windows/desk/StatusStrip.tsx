import { ChartColumn, CircleHelp, Megaphone, NotebookPen, PictureInPicture2, Search, Settings2 } from 'lucide-react';
import { AlarmIndicator } from '../../features/alarms/index.ts';
import { OutboxIndicator } from '../../features/outbox/index.ts';
import { NoticeStrip } from '../../features/overlays/index.ts';
import { Centre, Clock, LinkState, Operator, StripNotes } from '../../features/session/index.ts';
import { QuickSwitches } from '../../features/settings/index.ts';
import { useTexts } from '../../i18n/index.ts';
import { Button, IconButton } from '../../ui/index.ts';
import styles from './desk.module.css';
import { texts } from './locale.ts';
import { showsCase, useDesk } from './store.ts';
import { useArrivalNotice } from './useArrivalNotice.ts';
import { showAlarm } from './useDeskVerbs.ts';

/** The strip on top: who and where, the centre's time, the link, what waits, alarms, and the ways into everything. */
export function StatusStrip({ signedIn }: { signedIn: boolean }) {
  const t = useTexts(texts);
  const { setDialog, showCommands, alarmRow, setAlarmRow, setMark } = useDesk();
  const shown = useDesk(showsCase) ? 'case' : 'map';
  const tellArrived = useArrivalNotice();
  return (
    <header className={styles.strip} aria-label={t('strip')}>
      <Centre />
      <span className={styles.divider} />
      <Clock />
      <span className={styles.divider} />
      <LinkState />
      <StripNotes />
      {signedIn && <OutboxIndicator onOpen={() => setDialog('outbox')} />}
      {signedIn && <NoticeStrip onPlace={setMark} />}
      <span className={styles.space} />
      {signedIn && (
        <Button icon={Search} shortcut="Ctrl+K" className={styles.search} onClick={() => setDialog('palette')}>
          {t('keys.search')}
        </Button>
      )}
      {signedIn && (
        <IconButton icon={Megaphone} label={t('keys.commands')} shortcut="B" onClick={() => showCommands()} />
      )}
      {signedIn && (
        <IconButton icon={NotebookPen} label={t('keys.shift')} shortcut="L" onClick={() => setDialog('shift')} />
      )}
      {signedIn && (
        <IconButton
          icon={ChartColumn}
          label={t('keys.figures')}
          shortcut="Shift+F"
          onClick={() => setDialog('figures')}
        />
      )}
      {signedIn && (
        <IconButton
          icon={PictureInPicture2}
          label={t('panels.tearOff', { name: t(`panels.${shown}`) })}
          shortcut="Shift+W"
          onClick={() => void street.tearOff(shown)}
        />
      )}
      {signedIn && (
        <AlarmIndicator
          row={alarmRow}
          onRow={setAlarmRow}
          onShow={showAlarm}
          onRules={() => setDialog('alarm-rules')}
          onArrived={tellArrived}
        />
      )}
      {signedIn && <span className={styles.divider} />}
      <Operator onLeave={() => setDialog('sign-out')} />
      <span className={styles.divider} />
      <QuickSwitches />
      <IconButton icon={CircleHelp} label={t('keys.help')} shortcut="?" onClick={() => setDialog('help')} />
      <IconButton icon={Settings2} label={t('keys.settings')} shortcut="Ctrl+," onClick={() => setDialog('settings')} />
    </header>
  );
}
