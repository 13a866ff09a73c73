import { SOUND_KINDS, type SoundKind } from '#shared/contract/settings.ts';
import type { Alarm } from '#shared/contract/alarmViews.ts';

/** Until when each kind is muted, ms since the epoch; absent: not muted. */
export type Mutes = Partial<Record<SoundKind, number>>;
/** How loud each kind is, 0 to 1; 0: not at all. Absent: as loud as usual. */
export type Volumes = Partial<Record<SoundKind, number>>;

/** Somebody is in danger: neither turned off nor muted for long. */
const GRAVE: readonly SoundKind[] = ['sos', 'alarm-critical', 'critical-case'];

/** The sound of an alarm: calls for help and what the desk found out have their own, the centre's one for each priority. */
export function soundKindOf({ kind, of, priority }: Pick<Alarm, 'kind' | 'of' | 'priority'>): SoundKind {
  const own = SOUND_KINDS.find((sound) => sound === kind);
  if (own && (of === 'desk' || own === 'sos')) return own;
  return `alarm-${priority}`;
}

export const isGrave = (kind: SoundKind): boolean => GRAVE.includes(kind);

const MINUTE = 60_000;
/** A mute ends by itself: a silent desk must not stay silent over a shift. */
export const muteFor = (kind: SoundKind): number => (isGrave(kind) ? 5 : 15) * MINUTE;
/** A call for help sounds again until somebody acknowledges it. */
const REPEAT_AFTER = 6000;
/** In a flood one sound tells of many: neither the same kind nor a lesser one is heard so soon after it. */
const GAP = 5000;
const USUAL = 0.5;
const LEAST_GRAVE = 0.2;
/** The choices of a kind's volume; the first is silence, which a grave kind does not have. */
export const VOLUMES = [0, LEAST_GRAVE, USUAL, 1] as const;

/** Mutes a kind for {@link muteFor}, or lets it sound again. */
export function toggleMute(mutes: Mutes, kind: SoundKind, now: number): Mutes {
  return { ...mutes, [kind]: (mutes[kind] ?? 0) > now ? 0 : now + muteFor(kind) };
}

export function volumeOf(volumes: Volumes, kind: SoundKind): number {
  const volume = volumes[kind] ?? USUAL;
  return isGrave(kind) ? Math.max(LEAST_GRAVE, volume) : volume;
}

export interface SoundRules {
  soundOn: boolean;
  mutes: Mutes;
  volumes: Volumes;
  /** when each kind was last heard */
  heard: Mutes;
}

/** The kind and all that are graver. */
function asGrave(kind: SoundKind): readonly SoundKind[] {
  return SOUND_KINDS.slice(0, SOUND_KINDS.indexOf(kind) + 1);
}

/** Which kind shall sound for what has just come, the gravest first; null when nothing shall. */
export function soundFor(kinds: readonly SoundKind[], rules: SoundRules, now: number): SoundKind | null {
  if (!rules.soundOn) return null;
  const sounds = (kind: SoundKind) =>
    kinds.includes(kind) &&
    (rules.mutes[kind] ?? 0) <= now &&
    volumeOf(rules.volumes, kind) > 0 &&
    asGrave(kind).every((heard) => now - (rules.heard[heard] ?? Number.NEGATIVE_INFINITY) >= GAP);
  return SOUND_KINDS.find(sounds) ?? null;
}

/** Whether an open call for help must sound again at `now`. */
export function soundsAgain(alarms: readonly Alarm[], { mutes, soundOn, heard }: SoundRules, now: number): boolean {
  const open = alarms.some((alarm) => alarm.kind === 'sos' && alarm.open);
  return open && soundOn && (mutes.sos ?? 0) <= now && now - (heard.sos ?? 0) >= REPEAT_AFTER;
}
