import { encodeVoiceFrame } from '../protocol/voiceFrame.ts';

/** A voice frame holds so much sound: ms, and samples of the wire's clock of 48 kHz. */
export const FRAME_MS = 20;
export const FRAME_SAMPLES = 960;
const CYCLE = 2 ** 32;

/**
 * The number, without end, that a 32-bit sequence stands for: the one nearest to `near`.
 * @param sequence 0…2³²-1
 */
export function unwrap(sequence: number, near: number): number {
  const ahead = (((sequence - near) % CYCLE) + CYCLE) % CYCLE;
  return near + (ahead < CYCLE / 2 ? ahead : ahead - CYCLE);
}

/** Numbers the frames of one talk on one channel, from 0. */
export class FrameNumbering {
  readonly channelIndex: number;
  readonly streamId: number;
  #next = 0;

  constructor(channelIndex: number, streamId: number) {
    this.channelIndex = channelIndex;
    this.streamId = streamId;
  }

  frame(packet: Uint8Array): Uint8Array {
    const sequence = this.#next % CYCLE;
    this.#next += 1;
    const timestamp = (sequence * FRAME_SAMPLES) % CYCLE;
    return encodeVoiceFrame({ channelIndex: this.channelIndex, streamId: this.streamId, sequence, timestamp }, packet);
  }
}
