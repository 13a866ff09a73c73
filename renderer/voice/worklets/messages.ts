import type { ChannelMix } from '#shared/voice/mix.ts';
import type { Announced, Block, PlayerReport } from '#shared/voice/player.ts';

/** What the page and its two processors on the audio thread say to each other. */

export const CAPTURE = 'voice-capture';
export const PLAYOUT = 'voice-playout';

/** `flush`: give what there is as a last block; `close`: the processor is not needed any more. */
export type CaptureOrder = 'flush' | 'close';
export interface CapturedBlock {
  /** 20 ms at `rate` */
  samples: Float32Array<ArrayBuffer>;
  rate: number;
  peak: number;
  /** it answers a `flush` */
  isLast: boolean;
}

export type PlayoutOrder =
  | { kind: 'block'; block: Block }
  | ({ kind: 'announce'; channelIndex: number } & Announced)
  | { kind: 'ended'; channelIndex: number }
  | { kind: 'mix'; channelIndex: number; mix: Partial<ChannelMix> }
  | { kind: 'close' };
/** Every 50 ms while something sounds, and once after. */
export type PlayoutReport = PlayerReport;
