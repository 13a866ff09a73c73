import type { ActorRef } from '../case.ts';

/** Alarms the centre keeps: one record for one cause, from the moment it begins until somebody has taken note of it. */

export const CENTRE_ALARM_KINDS = [
  'sos',
  'welfare',
  'too-near',
  'too-far',
  'hazard',
  'geofence-enter',
  'geofence-leave',
  'speed',
  'out-of-grid',
  'stale',
  'crowding',
] as const;
export type CentreAlarmKind = (typeof CENTRE_ALARM_KINDS)[number];

/** The gravest first. */
export const ALARM_PRIORITIES = ['critical', 'high', 'normal'] as const;
export type AlarmPriority = (typeof ALARM_PRIORITIES)[number];

/** Why there is an alarm: the same key is the same cause, however often it is seen. */
export interface Cause {
  key: string;
  kind: CentreAlarmKind;
  priority: AlarmPriority;
  /** whom it is about, the first of them first */
  workerIds: readonly string[];
  /** the oldest of the cases that crowd */
  caseId: string | null;
  areaId: string | null;
  /** degrees, WGS-84; null when nobody knows where */
  lon: number | null;
  lat: number | null;
  /** what was measured: metres, km/h, minutes or cases, by the kind */
  figure: number | null;
}

export interface CentreAlarm extends Omit<Cause, 'workerIds'> {
  id: string;
  version: number;
  workerIds: string[];
  /** since when there is the cause, ms since the epoch */
  since: number;
  /** since when it has this priority */
  raisedAt: number;
  /** stays listed after its end until somebody acknowledges it */
  keep: boolean;
  /** the cause is over */
  endedAt: number | null;
  acknowledgedAt: number | null;
  acknowledgedBy: ActorRef | null;
  note: string;
}

/** Whether it still stands in the list of what needs a hand or is going on. */
export function isListed({ endedAt, acknowledgedAt, keep }: CentreAlarm): boolean {
  return endedAt === null || (keep && acknowledgedAt === null);
}

/** A grave alarm is not waved away: what was done about it is written down. */
export function needsNote({ priority }: { priority: AlarmPriority }): boolean {
  return priority !== 'normal';
}

export function isGraver(one: AlarmPriority, other: AlarmPriority): boolean {
  return ALARM_PRIORITIES.indexOf(one) < ALARM_PRIORITIES.indexOf(other);
}

/** A new record of a cause that has held since `since`. */
export function alarmOf(cause: Cause, id: string, since: number, now: number, keep: boolean): CentreAlarm {
  return {
    ...cause,
    workerIds: [...cause.workerIds],
    ...{ id, version: 1, since, raisedAt: now, keep },
    ...{ endedAt: null, acknowledgedAt: null, acknowledgedBy: null, note: '' },
  };
}

/** The same cause is graver now: whoever acknowledged it before has to look once more. */
export function raised(alarm: CentreAlarm, cause: Cause, now: number): CentreAlarm {
  return {
    ...alarm,
    ...cause,
    workerIds: [...cause.workerIds],
    ...{ version: alarm.version + 1, raisedAt: now, acknowledgedAt: null, acknowledgedBy: null },
  };
}

export function ended(alarm: CentreAlarm, now: number): CentreAlarm {
  return { ...alarm, version: alarm.version + 1, endedAt: now };
}

/** Whoever acknowledged it first keeps the name. */
export function acknowledged(alarm: CentreAlarm, by: ActorRef, now: number, note: string): CentreAlarm {
  return { ...alarm, version: alarm.version + 1, acknowledgedAt: now, acknowledgedBy: by, note };
}
