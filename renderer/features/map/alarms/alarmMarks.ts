import type { Alarm } from '#shared/contract/alarmViews.ts';

/** One place of the map at which something rings. */
export interface AlarmMark {
  /** the most pressing one there */
  alarm: Alarm;
  lon: number;
  lat: number;
  /** how many others ring at the same place */
  more: number;
}

/** More marks hide the map they lie on; the list has the rest. */
const MOST_MARKS = 80;
/** digits after the point of a degree that are told apart: 10 m, less than a mark covers in the streets */
const SAME_PLACE = 4;

/**
 * What has a mark: alarms of the centre with a place, from their begin until they are over and nobody has to see to them any more.
 * Cases and commands, which a desk itself raises alarms about, have marks of their own.
 *
 * @param alarms in the order of `alarm.list`: the most pressing first
 */
export function alarmMarks(alarms: readonly Alarm[]): AlarmMark[] {
  const marks = new Map<string, AlarmMark>();
  for (const alarm of alarms) {
    const { lon, lat } = alarm;
    if (lon === null || lat === null || !rings(alarm)) continue;
    const place = `${lon.toFixed(SAME_PLACE)},${lat.toFixed(SAME_PLACE)}`;
    const known = marks.get(place);
    if (known) known.more += 1;
    else if (marks.size < MOST_MARKS) marks.set(place, { alarm, lon, lat, more: 0 });
  }
  return [...marks.values()];
}

function rings({ of, kind, open, endedAt }: Alarm): boolean {
  // Of a call for help the desk knows first; nobody tells it the end of what it heard, so its row goes with the acknowledgement.
  if (of === 'desk') return kind === 'sos' && open;
  return open || endedAt === null;
}

/** What became of it, for its words and its look. */
export function markState({ open, endedAt }: Alarm): 'open' | 'over' | 'seen' {
  if (!open) return 'seen';
  return endedAt === null ? 'open' : 'over';
}
