import { ALARM_KINDS, type Alarm } from '#shared/contract/views.ts';

export type AlarmKind = Alarm['kind'];
/** Until when each kind is muted, ms since the epoch; 0: not muted. */
export type Mutes = Record<AlarmKind, number>;

/** A mute ends by itself: a silent desk must not stay silent over a shift. */
export const MUTE_FOR = 15 * 60_000;
/** A call for help sounds again until somebody acknowledges it. */
const REPEAT_AFTER = 6000;

export function noMutes(): Mutes {
  return { sos: 0, 'critical-case': 0, 'no-receipt': 0, overdue: 0 };
}

/** Mutes a kind for {@link MUTE_FOR}, or lets it sound again. */
export function toggleMute(mutes: Mutes, kind: AlarmKind, now: number): Mutes {
  return { ...mutes, [kind]: mutes[kind] > now ? 0 : now + MUTE_FOR };
}

/** Which kind shall sound for these alarms just come, the gravest first; null when all are muted or the sound is off. */
export function soundFor(kinds: readonly AlarmKind[], mutes: Mutes, soundOn: boolean, now: number): AlarmKind | null {
  if (!soundOn) return null;
  return ALARM_KINDS.find((kind) => kinds.includes(kind) && mutes[kind] <= now) ?? null;
}

/** Whether an open call for help must sound again at `now`, having sounded last at `last`. */
export function soundsAgain(
  alarms: readonly Alarm[],
  mutes: Mutes,
  soundOn: boolean,
  last: number,
  now: number,
): boolean {
  const open = alarms.some((alarm) => alarm.kind === 'sos' && alarm.acknowledgedAt === null);
  return open && soundOn && mutes.sos <= now && now - last >= REPEAT_AFTER;
}
