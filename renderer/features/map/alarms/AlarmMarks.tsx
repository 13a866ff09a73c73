import { type CSSProperties, useEffect, useMemo, useRef } from 'react';
import type { Alarm } from '#shared/contract/alarmViews.ts';
import { CENTRE_ALARM_KINDS } from '#shared/domain/alarms/alarm.ts';
import { common, formatTime, useTexts } from '../../../i18n/index.ts';
import { gatewayNow, useFeed } from '../../../station/index.ts';
import { useFollower } from '../controls/Selection.tsx';
import type { MapEngine } from '../engine.ts';
import { mapTexts } from '../locale.ts';
import { type AlarmMark, alarmMarks, markState } from './alarmMarks.ts';
import { AlarmShape } from './AlarmShape.tsx';
import styles from './alarms.module.css';

const NONE: readonly Alarm[] = [];

export interface AlarmMarksProps {
  engine: MapEngine;
  /** enlarges the marks on a wall */
  magnify: number;
  /** goes to the row of an alarm; absent where there is nothing to click */
  onAlarm?: (id: string) => void;
}

/** Where it rings. One that comes while the map is looked at is seen from the corner of the eye, then it stays still. */
export function AlarmMarks({ engine, magnify, onAlarm }: AlarmMarksProps) {
  const { data } = useFeed('alarm.list', {});
  const marks = useMemo(() => alarmMarks(data ?? NONE), [data]);
  const isLooking = useRef(false);
  useEffect(() => {
    if (data) isLooking.current = true;
  }, [data]);
  return marks.map((mark) => (
    <OneMark key={mark.alarm.id} {...{ engine, mark, magnify, onAlarm }} isFresh={isLooking.current} />
  ));
}

interface OneMarkProps extends AlarmMarksProps {
  mark: AlarmMark;
  isFresh: boolean;
}

function OneMark({ engine, mark: { alarm, lon, lat, more }, magnify, onAlarm, isFresh }: OneMarkProps) {
  const place = useFollower(engine, () => engine.map.project([lon, lat]), `${lon},${lat}`);
  const fresh = useRef(isFresh);
  const kind = CENTRE_ALARM_KINDS.find((one) => one === alarm.kind);
  const state = markState(alarm);
  const label = useLabel(alarm, more);
  if (!kind) return null;
  const inside = (
    <>
      <AlarmShape kind={kind} priority={alarm.priority} isSeen={state === 'seen'} />
      {more > 0 && (
        <span className={styles.more} aria-hidden>
          +{more}
        </span>
      )}
    </>
  );
  return (
    <div
      ref={place}
      className={styles.mark}
      style={{ '--magnify': magnify } as CSSProperties}
      data-alarm-mark={alarm.id}
      data-priority={alarm.priority}
      data-state={state}
      data-fresh={fresh.current}
      hidden
    >
      {onAlarm ? (
        // The list of alarms is the way of the keyboard: up to eighty stops on the map would be none.
        <button
          type="button"
          tabIndex={-1}
          className={styles.head}
          aria-label={label}
          onClick={() => onAlarm(alarm.id)}
        >
          {inside}
        </button>
      ) : (
        <span className={styles.head} role="img" aria-label={label}>
          {inside}
        </span>
      )}
      <span className={styles.words} aria-hidden>
        {label}
      </span>
    </div>
  );
}

/** “超速 · 张三 · 09:41 · 待确认 · 另有 2 条”. */
function useLabel({ kind, title, at, ...alarm }: Alarm, more: number): string {
  const t = useTexts(mapTexts);
  const words = useTexts(common);
  const state = t(`alarms.states.${markState({ kind, title, at, ...alarm })}`);
  const others = more > 0 ? t('alarms.more', { n: more }) : '';
  return [words(`alarms.${kind}`), title, formatTime(at, gatewayNow(), true), state, others]
    .filter(Boolean)
    .join(' · ');
}
