import type { CentreAlarm } from '#shared/domain/alarms/alarm.ts';

/** Whether a record that has just come is something to hear of: new, or graver than it was. */
export function isNews(before: CentreAlarm | null, now: CentreAlarm): boolean {
  if (now.endedAt !== null || now.acknowledgedAt !== null) return false;
  return before === null || before.raisedAt !== now.raisedAt;
}
