/** Under a channel of higher priority a voice is turned down to so much (-12 dB). */
const DUCKED = 0.25;

export interface ChannelMix {
  /** 1 is as spoken; from 0 to 2 */
  volume: number;
  muted: boolean;
  /** from -1 (left) to 1 (right) */
  pan: number;
  /** while a channel of higher priority is heard, those below it are turned down */
  priority: number;
}
export const PLAIN_MIX: ChannelMix = { volume: 1, muted: false, pan: 0, priority: 0 };

/** One talk that sounds now. */
export interface SoundingVoice {
  channelIndex: number;
  /** undefined where nobody said who talks */
  talkerId?: string;
}
export interface Gain {
  left: number;
  right: number;
}
export const SILENT: Gain = { left: 0, right: 0 };

const isAudible = ({ muted, volume }: ChannelMix): boolean => !muted && volume > 0;

/**
 * How loudly each voice is heard, in the order given. One talker's voice on several channels (simulselect) is heard once, on
 * the audible channel of highest priority; voices of lower priority than the highest that is heard are turned down.
 * Panning keeps the power: a voice in the middle is as loud as one at the side.
 */
export function gainsOf(voices: readonly SoundingVoice[], mixOf: (channelIndex: number) => ChannelMix): Gain[] {
  const mixes = voices.map(({ channelIndex }) => mixOf(channelIndex));
  const heard = voices.map((voice, i) => isAudible(mixes[i] ?? PLAIN_MIX) && isFirstOfTalker(voice, i, voices, mixes));
  const highest = Math.max(...mixes.filter((_, i) => heard[i]).map(({ priority }) => priority));
  return mixes.map(({ volume, pan, priority }, i) => {
    if (!heard[i]) return SILENT;
    const loudness = Math.min(2, volume) * (priority < highest ? DUCKED : 1);
    const angle = ((Math.max(-1, Math.min(1, pan)) + 1) * Math.PI) / 4;
    return { left: loudness * Math.SQRT2 * Math.cos(angle), right: loudness * Math.SQRT2 * Math.sin(angle) };
  });
}

/** No other voice of the same talker stands before it: by priority, then by order. */
function isFirstOfTalker(
  { talkerId }: SoundingVoice,
  at: number,
  voices: readonly SoundingVoice[],
  mixes: readonly ChannelMix[],
): boolean {
  if (talkerId === undefined) return true;
  const own = mixes[at]?.priority ?? 0;
  return !voices.some((other, i) => {
    const mix = mixes[i];
    if (i === at || other.talkerId !== talkerId || !mix || !isAudible(mix)) return false;
    return mix.priority > own || (mix.priority === own && i < at);
  });
}
