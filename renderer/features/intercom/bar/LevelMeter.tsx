import { useEffect, useRef } from 'react';
import type { Ear } from '../ear/ear.ts';
import { useIntercom } from '../useIntercom.ts';
import styles from './bar.module.css';

/** below this loudness (dBFS) the meter is empty */
const FLOOR_DB = -50;

function shareOf(level: number): number {
  return level <= 0 ? 0 : Math.max(0, 1 - (20 * Math.log10(level)) / FLOOR_DB);
}

/** How loud the microphone is: drawn by a CSS variable, never by a render. */
export function LevelMeter() {
  const intercom = useIntercom();
  const bar = useRef<HTMLSpanElement>(null);
  useEffect(() => {
    let off: () => void = () => undefined;
    const follow = (ear: Ear | null) => {
      off();
      off =
        ear?.onLevels.on(({ microphone }) =>
          bar.current?.style.setProperty('--level', `${shareOf(microphone ?? 0)}`),
        ) ?? (() => undefined);
    };
    follow(intercom.ear);
    const stop = intercom.onEar.on(follow);
    return () => {
      stop();
      off();
    };
  }, [intercom]);
  return (
    <span className={styles.meter} aria-hidden>
      <span ref={bar} className={styles.meterBar} />
    </span>
  );
}
