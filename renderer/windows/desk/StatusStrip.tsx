import { Search } from 'lucide-react';
import { AlarmIndicator } from '../../features/alarms/index.ts';
import { OutboxIndicator } from '../../features/outbox/index.ts';
import { NoticeStrip } from '../../features/overlays/index.ts';
import { Centre, Clock, LinkState, Operator, StripNotes } from '../../features/session/index.ts';
import { useTexts } from '../../i18n/index.ts';
import { Button, IconButton, Tabs } from '../../ui/index.ts';
import styles from './desk.module.css';
import { texts } from './locale.ts';
import { useOneRegion } from './regions.ts';
import { frontOf, showsCase, useDesk } from './store.ts';
import { AllWays, Helps, Ways } from './StripWays.tsx';
import { useArrivalNotice } from './useArrivalNotice.ts';
import { showAlarm } from './useDeskVerbs.ts';

/** The strip on top: who and where, the centre's time, the link, what waits, alarms, and the ways into everything. */
export function StatusStrip({ signedIn }: { signedIn: boolean }) {
  const t = useTexts(texts);
  const { setDialog, alarmRow, setAlarmRow, setMark } = useDesk();
  const tellArrived = useArrivalNotice();
  const isNarrow = useOneRegion();
  return (
    <header className={styles.strip} aria-label={t('strip')}>
      {!(isNarrow && signedIn) && (
        <>
          <Centre />
          <span className={styles.divider} />
        </>
      )}
      <Clock />
      <span className={styles.divider} />
      <LinkState />
      <StripNotes />
      {signedIn && <OutboxIndicator onOpen={() => setDialog('outbox')} />}
      {signedIn && <NoticeStrip onPlace={setMark} />}
      <span className={styles.space} />
      {signedIn && <SearchWay isNarrow={isNarrow} />}
      {signedIn && !isNarrow && <Ways />}
      {signedIn && (
        <AlarmIndicator
          row={alarmRow}
          onRow={setAlarmRow}
          onShow={showAlarm}
          onRules={() => setDialog('alarm-rules')}
          onArrived={tellArrived}
        />
      )}
      {isNarrow && signedIn ? (
        <>
          <AllWays />
          <SecondLine />
        </>
      ) : (
        <>
          {signedIn && <span className={styles.divider} />}
          <Operator onLeave={() => setDialog('sign-out')} />
          <span className={styles.divider} />
          <Helps />
        </>
      )}
    </header>
  );
}

function SearchWay({ isNarrow }: { isNarrow: boolean }) {
  const t = useTexts(texts);
  const { setDialog } = useDesk();
  const words = { shortcut: 'Ctrl+K', onClick: () => setDialog('palette') };
  if (isNarrow) return <IconButton icon={Search} label={t('keys.search')} {...words} />;
  return (
    <Button icon={Search} className={styles.search} {...words}>
      {t('keys.search')}
    </Button>
  );
}

/** Where there is room for one region: which one, who sits here and for which centre. */
function SecondLine() {
  const t = useTexts(texts);
  const { setDialog, setFront, context } = useDesk();
  const front = useDesk(frontOf);
  const shown = useDesk(showsCase) ? 'case' : 'map';
  const tabs = [
    { value: 'queues' as const, label: t('queues') },
    { value: 'centre' as const, label: t(`panels.${shown}`) },
    ...(context.kind === 'none' ? [] : [{ value: 'context' as const, label: t('context') }]),
  ];
  return (
    <div className={styles.second}>
      <Tabs label={t('regions')} tabs={tabs} value={front} onChange={setFront} />
      <span className={styles.space} />
      <Centre />
      <Operator onLeave={() => setDialog('sign-out')} />
    </div>
  );
}
