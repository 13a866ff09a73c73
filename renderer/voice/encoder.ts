import { FRAME_MS, FrameNumbering } from '#shared/voice/sequence.ts';
import type { Grant } from './types.ts';

/** Bits a second: wide-band speech, as handhelds send. */
const BITRATE = 24_000;

/**
 * `AudioEncoderConfig` with what browsers let choose of Opus. Forward error correction is for receivers whose decoder uses it; this
 * engine's browsers do not, and make lost frames up.
 */
const configOf = (sampleRate: number): AudioEncoderConfig & { opus: Record<string, unknown> } => ({
  codec: 'opus',
  sampleRate,
  numberOfChannels: 1,
  bitrate: BITRATE,
  opus: {
    frameDuration: FRAME_MS * 1000,
    application: 'voip',
    signal: 'voice',
    useinbandfec: true,
    packetlossperc: 5,
  },
});

/** One talk: blocks in, frames out, one for each floor it is spoken on. */
export class TalkEncoder {
  readonly #send: (frame: Uint8Array) => void;
  readonly #onError: () => void;
  #encoder: AudioEncoder | null = null;
  #floors: FrameNumbering[] = [];
  #timestamp = 0;

  constructor(send: (frame: Uint8Array) => void, onError: () => void) {
    this.#send = send;
    this.#onError = onError;
  }

  static get isThere(): boolean {
    return typeof AudioEncoder !== 'undefined';
  }

  /** The floors this talk is spoken on from now on; those that stay go on counting. */
  setFloors(grants: readonly Grant[]): void {
    this.#floors = grants.map(
      ({ channelIndex, streamId }) =>
        this.#floors.find((floor) => floor.channelIndex === channelIndex && floor.streamId === streamId) ??
        new FrameNumbering(channelIndex, streamId),
    );
  }

  encode(samples: Float32Array<ArrayBuffer>, rate: number): void {
    const encoder = this.#encoderAt(rate);
    if (encoder.state !== 'configured') return;
    const data = new AudioData({
      format: 'f32-planar',
      sampleRate: rate,
      numberOfFrames: samples.length,
      numberOfChannels: 1,
      timestamp: this.#timestamp,
      data: samples,
    });
    this.#timestamp += FRAME_MS * 1000;
    encoder.encode(data);
    data.close();
  }

  /** Resolves when everything was sent. */
  async end(): Promise<void> {
    const encoder = this.#encoder;
    if (encoder?.state === 'configured') await encoder.flush().catch(() => undefined);
    if (encoder && encoder.state !== 'closed') encoder.close();
    this.#encoder = null;
  }

  #encoderAt(rate: number): AudioEncoder {
    if (this.#encoder) return this.#encoder;
    this.#encoder = new AudioEncoder({ output: (chunk) => this.#encoded(chunk), error: () => this.#onError() });
    this.#encoder.configure(configOf(rate));
    return this.#encoder;
  }

  #encoded(chunk: EncodedAudioChunk): void {
    const packet = new Uint8Array(chunk.byteLength);
    chunk.copyTo(packet);
    for (const floor of this.#floors) this.#send(floor.frame(packet));
  }
}
