import { useEffect, useRef, useState } from 'react';
import type { Alarm } from '#shared/contract/views.ts';
import { useNow, useSettings, useStation } from '../../station/index.ts';
import { beep } from './beep.ts';
import { type AlarmKind, type Mutes, noMutes, soundFor, soundsAgain, toggleMute } from './soundPolicy.ts';

/** Sounds alarms as they come, and calls for help until they are acknowledged; says which kinds are muted. */
export function useAlarmSound(alarms: readonly Alarm[]): { mutes: Mutes; toggle: (kind: AlarmKind) => void } {
  const station = useStation();
  const { alarmSound } = useSettings();
  const [mutes, setMutes] = useState(noMutes);
  const last = useRef(0);
  const now = useNow(1000);

  useEffect(
    () =>
      station.onAlarm.on((alarm) => {
        const kind = soundFor([alarm.kind], mutes, alarmSound, Date.now());
        if (kind === null) return;
        last.current = Date.now();
        beep(kind);
      }),
    [station, mutes, alarmSound],
  );
  useEffect(() => {
    void now;
    if (!soundsAgain(alarms, mutes, alarmSound, last.current, Date.now())) return;
    last.current = Date.now();
    beep('sos');
  }, [alarms, mutes, alarmSound, now]);

  return { mutes, toggle: (kind) => setMutes((before) => toggleMute(before, kind, Date.now())) };
}
