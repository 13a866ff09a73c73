import type { AlarmPriority, CentreAlarmKind } from './alarm.ts';

/** What every rule has, whatever it measures. */
interface Rule {
  on: boolean;
  priority: AlarmPriority;
  /** its alarms stay listed after their end until somebody acknowledges them */
  keep: boolean;
}

/** A pair that must keep a distance, or must not lose each other. */
export type PairRule = {
  id: string;
  workerId: string;
  /** another worker, or an area */
  other: { kind: 'worker' | 'area'; id: string };
  /** metres; null: no such bound */
  least: number | null;
  most: number | null;
};
export const MOST_PAIRS = 100;

/** Whether a pair can be kept: two different ones, and a bound that leaves room. */
export function isKeepable({ workerId, other, least, most }: PairRule): boolean {
  if (other.kind === 'worker' && other.id === workerId) return false;
  if (least === null || most === null) return least !== most;
  return least < most;
}

/** When this centre raises alarms. Minutes, seconds, hours, metres and km/h as the names say. */
export interface AlarmPolicy {
  /** the priority is that of the first alarm; it is critical after `escalateMinutes` more */
  welfare: Rule & { remindMinutes: number; graceMinutes: number; escalateMinutes: number };
  pair: Rule & { seconds: number };
  /** nearer than `metres` to the edge of a hazard, or in it */
  hazard: Rule & { metres: number; seconds: number };
  geofence: Rule & { seconds: number; enter: boolean; leave: boolean };
  speed: Rule & { kmh: number; seconds: number };
  /** whoever is handling a case is where the case is and not asked */
  outOfGrid: Rule & { minutes: number };
  stale: Rule & { minutes: number };
  crowding: Rule & { cases: number; metres: number; hours: number };
  pairs: PairRule[];
}
export type RuleName = Exclude<keyof AlarmPolicy, 'pairs'>;

/** Such that a district on an ordinary day is quiet: what is only untidy is off or late, what may be danger is on. */
export const ALARM_POLICY: AlarmPolicy = {
  welfare: { on: true, priority: 'high', keep: true, remindMinutes: 2, graceMinutes: 2, escalateMinutes: 3 },
  pair: { on: true, priority: 'high', keep: true, seconds: 20 },
  hazard: { on: true, priority: 'high', keep: true, metres: 0, seconds: 10 },
  geofence: { on: true, priority: 'normal', keep: true, seconds: 10, enter: true, leave: true },
  speed: { on: true, priority: 'high', keep: false, kmh: 60, seconds: 30 },
  outOfGrid: { on: false, priority: 'normal', keep: false, minutes: 20 },
  stale: { on: true, priority: 'normal', keep: false, minutes: 30 },
  crowding: { on: true, priority: 'high', keep: false, cases: 12, metres: 100, hours: 2 },
  pairs: [],
};

/** The rule that an alarm of this kind follows; calls for help follow none. */
export const RULE_OF: { [K in Exclude<CentreAlarmKind, 'sos'>]: RuleName } = {
  welfare: 'welfare',
  'too-near': 'pair',
  'too-far': 'pair',
  hazard: 'hazard',
  'geofence-enter': 'geofence',
  'geofence-leave': 'geofence',
  speed: 'speed',
  'out-of-grid': 'outOfGrid',
  stale: 'stale',
  crowding: 'crowding',
};

const SECOND = 1000;
const MINUTE = 60 * SECOND;

/** How long a cause must be seen before it alarms and how long it must be gone before the alarm ends, ms. */
export function settling(kind: CentreAlarmKind, policy: AlarmPolicy): { raiseMs: number; endMs: number } {
  switch (kind) {
    case 'too-near':
    case 'too-far':
      return { raiseMs: policy.pair.seconds * SECOND, endMs: 30 * SECOND };
    case 'hazard':
      return { raiseMs: policy.hazard.seconds * SECOND, endMs: 30 * SECOND };
    case 'geofence-enter':
    case 'geofence-leave':
      return { raiseMs: policy.geofence.seconds * SECOND, endMs: 30 * SECOND };
    case 'speed':
      return { raiseMs: policy.speed.seconds * SECOND, endMs: 30 * SECOND };
    case 'out-of-grid':
      return { raiseMs: policy.outOfGrid.minutes * MINUTE, endMs: MINUTE };
    case 'crowding':
      return { raiseMs: 0, endMs: 5 * MINUTE };
    // Their times are in what is looked at.
    default:
      return { raiseMs: 0, endMs: 0 };
  }
}
