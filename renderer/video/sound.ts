import type { RadioView } from '#shared/contract/radio.ts';

/** How loud a picture's sound is beside the radio: people who talk on it come first. */

export interface SoundWish {
  /** 0…1 */
  volume: number;
  muted: boolean;
}

/** A talk that is heard leaves so much of a picture's sound. */
const DUCKED = 0.15;

/** What runs on the radio of this desk: `mine` when the desk itself talks. */
export function talkOf(view: Pick<RadioView, 'channels'> | undefined): 'none' | 'heard' | 'mine' {
  const talks = (view?.channels ?? []).flatMap(({ joined, talk }) => (talk && (joined || talk.mine) ? [talk] : []));
  if (talks.some(({ mine }) => mine)) return 'mine';
  return talks.length > 0 ? 'heard' : 'none';
}

/** 0…1. While this desk talks it is 0: the microphone would send the picture's sound to everybody. */
export function loudness({ volume, muted }: SoundWish, talk: ReturnType<typeof talkOf>): number {
  if (muted || talk === 'mine') return 0;
  return talk === 'heard' ? volume * DUCKED : volume;
}
