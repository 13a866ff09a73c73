import { BellRing } from 'lucide-react';
import { useCallback, useEffect, useRef, useState } from 'react';
import type { Alarm } from '#shared/contract/alarmViews.ts';
import { useTexts } from '../../i18n/index.ts';
import { useFeed } from '../../station/index.ts';
import { Badge, classes, Icon, Popover, StripButton } from '../../ui/index.ts';
import { AlarmList } from './AlarmList.tsx';
import styles from './alarms.module.css';
import type { Arrived } from './arrivals.ts';
import { texts } from './locale.ts';
import { useAlarmPanel } from './panel.ts';
import { useAlarmSound } from './useAlarmSound.ts';

const NONE: readonly Alarm[] = [];

interface AlarmIndicatorProps {
  /** the alarm whose row is wanted, by a click on its mark; null: none */
  row: string | null;
  /** told null when the list is open at that row */
  onRow: (row: null) => void;
  onShow: (alarm: Alarm) => void;
  /** opens the rules by which the centre raises alarms */
  onRules: () => void;
  /** new cases in the queues this operator works on, unless these are muted */
  onArrived: (arrived: Arrived) => void;
}

/** How many alarms wait for somebody, with their list; it also sounds them. One per window that shall be heard. */
export function AlarmIndicator({ row, onRow, onShow, onRules, onArrived }: AlarmIndicatorProps) {
  const t = useTexts(texts);
  const { open, setOpen } = useAlarmPanel();
  const { data: alarms = NONE } = useFeed('alarm.list', {});
  const { mutes, toggle } = useAlarmSound(alarms, onArrived);
  const { panel, wanted, firstOf, forget } = useWantedRow(row, onRow);
  const waiting = alarms.filter(({ open }) => open).length;
  // A new one begins the short flash anew.
  const newest = alarms.reduce((last, alarm) => (alarm.open && alarm.at > last ? alarm.at : last), 0);
  return (
    <Popover
      label={t('title')}
      open={open}
      onOpenChange={(next) => {
        setOpen(next);
        if (!next) forget();
      }}
      focusFirst={() => firstOf(wanted)}
      trigger={
        <StripButton key={newest} className={classes(waiting > 0 && styles.hot)}>
          <Icon icon={BellRing} />
          <span>{t('title')}</span>
          <Badge look={waiting > 0 ? 'alert' : 'plain'}>{waiting}</Badge>
          <span className="visually-hidden" role="status">
            {waiting > 0 ? t('open', { n: waiting }) : t('none')}
          </span>
        </StripButton>
      }
    >
      <AlarmList
        alarms={alarms}
        panel={panel}
        wanted={wanted}
        mutes={mutes}
        onToggleMute={toggle}
        onRules={() => {
          setOpen(false);
          onRules();
        }}
        onShow={(alarm) => {
          setOpen(false);
          onShow(alarm);
        }}
      />
    </Popover>
  );
}

/** Opens the list at the row that is wanted: its first button has the keyboard, and the row stands out until the list is closed. */
function useWantedRow(row: string | null, onRow: (row: null) => void) {
  const { setOpen } = useAlarmPanel();
  const panel = useRef<HTMLDivElement>(null);
  const [wanted, setWanted] = useState<string | null>(null);
  const firstOf = useCallback((id: string | null) => {
    const rows = [...(panel.current?.querySelectorAll<HTMLElement>('[data-alarm]') ?? [])];
    return rows.find((one) => one.dataset.alarm === id)?.querySelector<HTMLElement>('[data-alarm-first]') ?? null;
  }, []);
  if (row !== null && row !== wanted) setWanted(row);
  useEffect(() => {
    if (row === null) return;
    setOpen(true);
    onRow(null);
  }, [row, onRow, setOpen]);
  // A list that is open already takes no first focus of its own.
  useEffect(() => firstOf(wanted)?.focus(), [wanted, firstOf]);
  return { panel, wanted, firstOf, forget: () => setWanted(null) };
}
