import { decodeVoiceFrame } from '#shared/protocol/voiceFrame.ts';
import type { Block } from '#shared/voice/player.ts';
import { FRAME_MS, FRAME_SAMPLES } from '#shared/voice/sequence.ts';
import { RATE } from './sound.ts';

/** A decoder of a talk that gave nothing for so long is let go, ms. */
const IDLE_MS = 3000;
/** The player follows no more voices than these; anybody can invent stream numbers. */
const MOST = 32;

interface Stream {
  decoder: AudioDecoder;
  /** of the packets that are being decoded, in their order */
  sequences: number[];
  heardAt: number;
}

/** Frames of the wire in, blocks of sound out: one decoder a talk, for Opus remembers what it has heard. */
export class Decoders {
  readonly #onBlock: (block: Block) => void;
  /** packets that were no Opus */
  broken = 0;
  readonly #streams = new Map<string, Stream>();
  #sweeping: ReturnType<typeof setInterval> | undefined;

  constructor(onBlock: (block: Block) => void) {
    this.#onBlock = onBlock;
  }

  static get areThere(): boolean {
    return typeof AudioDecoder !== 'undefined';
  }

  take(frame: Uint8Array): void {
    const decoded = decodeVoiceFrame(frame);
    if (!decoded) return;
    const { channelIndex, streamId, sequence } = decoded.header;
    const stream = this.#streamOf(channelIndex, streamId);
    if (stream?.decoder.state !== 'configured') return;
    stream.heardAt = performance.now();
    stream.sequences.push(sequence);
    const timestamp = sequence * FRAME_MS * 1000;
    stream.decoder.decode(new EncodedAudioChunk({ type: 'key', timestamp, data: decoded.packet }));
  }

  close(): void {
    clearInterval(this.#sweeping);
    for (const key of [...this.#streams.keys()]) this.#end(key);
  }

  #streamOf(channelIndex: number, streamId: number): Stream | null {
    const key = `${channelIndex}:${streamId}`;
    const known = this.#streams.get(key);
    if (known) return known;
    if (this.#streams.size >= MOST) return null;
    const sequences: number[] = [];
    const decoder = new AudioDecoder({
      output: (data) => {
        const sequence = sequences.shift();
        const samples = samplesOf(data);
        if (sequence !== undefined && samples) this.#onBlock({ channelIndex, streamId, sequence, samples });
      },
      error: () => {
        // The talk goes on with a new decoder.
        this.#streams.delete(key);
        this.broken += 1;
      },
    });
    decoder.configure({ codec: 'opus', sampleRate: RATE, numberOfChannels: 1 });
    const stream = { decoder, sequences, heardAt: performance.now() };
    this.#streams.set(key, stream);
    this.#sweeping ??= setInterval(() => this.#sweep(), IDLE_MS);
    return stream;
  }

  #sweep(): void {
    const before = performance.now() - IDLE_MS;
    for (const [key, { heardAt }] of this.#streams) if (heardAt < before) this.#end(key);
    if (this.#streams.size > 0) return;
    clearInterval(this.#sweeping);
    this.#sweeping = undefined;
  }

  #end(key: string): void {
    const { decoder } = this.#streams.get(key) ?? {};
    this.#streams.delete(key);
    if (decoder && decoder.state !== 'closed') decoder.close();
  }
}

/** The first side of what was decoded; null when it is no 20 ms, which the protocol does not know. */
function samplesOf(data: AudioData): Float32Array | null {
  try {
    if (data.numberOfFrames !== FRAME_SAMPLES) return null;
    const samples = new Float32Array(FRAME_SAMPLES);
    data.copyTo(samples, { planeIndex: 0, format: 'f32-planar' });
    return samples;
  } finally {
    data.close();
  }
}
