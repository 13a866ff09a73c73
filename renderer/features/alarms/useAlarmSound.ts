import { useCallback, useEffect, useRef, useState } from 'react';
import type { SoundKind } from '#shared/contract/settings.ts';
import type { Alarm } from '#shared/contract/alarmViews.ts';
import { useNow, useSettings, useStation } from '../../station/index.ts';
import type { Arrived } from './arrivals.ts';
import { beep } from './beep.ts';
import { type Mutes, soundFor, soundKindOf, soundsAgain, toggleMute, volumeOf } from './soundPolicy.ts';
import { useArrivals } from './useArrivals.ts';

/** Sounds alarms and arrivals as they come, and calls for help until they are acknowledged; says which kinds are muted. */
export function useAlarmSound(
  alarms: readonly Alarm[],
  onArrived: (arrived: Arrived) => void,
): { mutes: Mutes; toggle: (kind: SoundKind) => void } {
  const station = useStation();
  const { alarmSound: soundOn, soundVolumes: volumes } = useSettings();
  const [mutes, setMutes] = useState<Mutes>({});
  const heard = useRef<Mutes>({});
  const now = useNow(1000);

  const sound = useCallback(
    (kind: SoundKind) => {
      heard.current = { ...heard.current, [kind]: Date.now() };
      beep(kind, volumeOf(volumes, kind));
    },
    [volumes],
  );
  const tell = useCallback(
    (told: SoundKind) => {
      const kind = soundFor([told], { soundOn, mutes, volumes, heard: heard.current }, Date.now());
      if (kind !== null) sound(kind);
    },
    [soundOn, mutes, volumes, sound],
  );
  useEffect(() => station.onAlarm.on((alarm) => tell(soundKindOf(alarm))), [station, tell]);
  // What was muted for a while is not to be told by other means either.
  const arrivalMute = mutes.arrival ?? 0;
  const arrived = useCallback(
    (what: Arrived) => {
      if (arrivalMute <= Date.now()) onArrived(what);
    },
    [arrivalMute, onArrived],
  );
  useArrivals(tell, arrived);
  useEffect(() => {
    void now;
    if (soundsAgain(alarms, { soundOn, mutes, volumes, heard: heard.current }, Date.now())) sound('sos');
  }, [alarms, mutes, soundOn, volumes, now, sound]);

  return { mutes, toggle: (kind) => setMutes((before) => toggleMute(before, kind, Date.now())) };
}
