import type { EntityStore } from '../cache/entityStore.ts';

/**
 * How long things stay on this desk, and the bounds within which the centre may say otherwise by a `setting` of the
 * name. But for the sound of talks and the days of duty nothing here is lost: the centre has all of it. `docs/user-guide.md` shows the same table.
 */
export const POLICY = {
  /** ended cases with their history, since their last change; a case may be reopened for 30 days */
  'desk.keep.ended-case-days': { usual: 730, least: 45, most: 3650 },
  /** what became of actions that have left, so that the same action again is known */
  'desk.keep.action-days': { usual: 30, least: 7, most: 365 },
  /** alarms that somebody has acknowledged */
  'desk.keep.alarm-days': { usual: 30, least: 1, most: 365 },
  /** photos that nobody has looked at for so long */
  'desk.keep.media-days': { usual: 60, least: 1, most: 3650 },
  /** all photos together; the least lately looked at go first */
  'desk.keep.media-megabytes': { usual: 2048, least: 64, most: 1_048_576 },
  /** sound of talks, since they were spoken; the centre's word of them stays */
  'desk.keep.recording-days': { usual: 90, least: 1, most: 3650 },
  /** all of it together; the oldest goes first */
  'desk.keep.recording-megabytes': { usual: 4096, least: 64, most: 1_048_576 },
  /** who was on duty on a day, by community; a row a day */
  'desk.keep.duty-days': { usual: 1100, least: 31, most: 3650 },
  /** databases that were set aside as damaged or replaced; the newest of each is kept in any case */
  'desk.keep.set-aside-days': { usual: 30, least: 1, most: 3650 },
} as const;
export type PolicyName = keyof typeof POLICY;

/** The centre's word where it makes sense, else the usual one. */
export function policy(entities: EntityStore, name: PolicyName): number {
  const { usual, least, most } = POLICY[name];
  const value = entities.get('setting', name)?.value;
  return typeof value === 'number' && value >= least && value <= most ? value : usual;
}
