import { Concealment, isQuiet, merge } from './concealment.ts';
import { DELAY } from './delayEstimate.ts';
import { JitterBuffer, type JitterCounts } from './jitterBuffer.ts';
import { type ChannelMix, type Gain, gainsOf, PLAIN_MIX, SILENT } from './mix.ts';
import { FRAME_SAMPLES } from './sequence.ts';

/** From silent to as spoken within, samples (5 ms): a step would click. */
const RAMP = 240;
/** More voices at once nobody can follow; frames of any further are passed over. */
const MOST_VOICES = 32;

/** A decoded frame. */
export interface Block {
  channelIndex: number;
  streamId: number;
  sequence: number;
  /** 960 at 48 kHz; they belong to the player from then on */
  samples: Float32Array;
}

/** What is known of a talk before it is heard. */
export interface Announced {
  talkerId: string;
  /** unknown where the gateway is older */
  streamId?: number;
  /** its voice comes in bundles of so many ms */
  bundleMs?: number;
}

export interface PlayerReport {
  counts: JitterCounts;
  /** ms, the largest of the voices that are heard */
  targetMs: number;
  voices: number;
  /** channelIndex and peak since the last report */
  levels: [channelIndex: number, peak: number][];
}

/** One talk that is heard: its buffer, what is made up for it, and the block that sounds now. */
class Voice {
  readonly channelIndex: number;
  readonly streamId: number;
  readonly buffer: JitterBuffer<Float32Array>;
  peak = 0;
  target: Gain = SILENT;
  isEnded = false;
  isBundled = false;
  readonly #concealment = new Concealment();
  readonly #made = new Float32Array(FRAME_SAMPLES);
  #block: Float32Array | null = null;
  #at = 0;
  /** as loud as it is now; null before the first sample */
  #gain: Gain | null = null;

  constructor(channelIndex: number, streamId: number, firstDelayMs: number) {
    this.channelIndex = channelIndex;
    this.streamId = streamId;
    this.buffer = new JitterBuffer(firstDelayMs);
  }

  get isSounding(): boolean {
    return this.#block !== null || !this.buffer.isEmpty;
  }

  /** Adds what is due to both sides. */
  addTo(left: Float32Array, right: Float32Array, nowMs: number): void {
    for (let at = 0; at < left.length; ) {
      this.#block ??= this.#next(nowMs + at / 48);
      if (!this.#block) return;
      const count = Math.min(left.length - at, FRAME_SAMPLES - this.#at);
      this.#add(this.#block, left, right, at, count);
      at += count;
      this.#at += count;
      if (this.#at === FRAME_SAMPLES) this.#block = null;
    }
  }

  #next(nowMs: number): Float32Array | null {
    if (this.isEnded && this.buffer.isEmpty) return null;
    this.#at = 0;
    const decision = this.buffer.next(nowMs);
    switch (decision.kind) {
      case 'packet':
        if (decision.into) merge(decision.value, decision.into);
        this.#concealment.heard(decision.value);
        return decision.value;
      case 'conceal':
        this.#concealment.conceal(this.#made);
        return this.#made;
      case 'silence':
        return null;
    }
  }

  #add(block: Float32Array, left: Float32Array, right: Float32Array, at: number, count: number): void {
    let { left: l, right: r } = this.#gain ?? this.target;
    for (let i = 0; i < count; i += 1) {
      const sample = block[this.#at + i] ?? 0;
      this.peak = Math.max(this.peak, Math.abs(sample));
      l = towards(l, this.target.left);
      r = towards(r, this.target.right);
      left[at + i] = (left[at + i] ?? 0) + sample * l;
      right[at + i] = (right[at + i] ?? 0) + sample * r;
    }
    this.#gain = { left: l, right: r };
  }
}

function towards(value: number, target: number): number {
  return Math.abs(target - value) <= 1 / RAMP ? target : value + Math.sign(target - value) / RAMP;
}

/** Loud sums are bent instead of cut, above this. */
const KNEE = 0.8;
function limit(side: Float32Array): void {
  for (let i = 0; i < side.length; i += 1) {
    const sample = side[i] ?? 0;
    const over = Math.abs(sample) - KNEE;
    if (over > 0) side[i] = Math.sign(sample) * (KNEE + (1 - KNEE) * Math.tanh(over / (1 - KNEE)));
  }
}

/** Plays every voice that comes, mixed to two sides. It is asked for a few ms of sound at a time, on the audio thread. */
export class Player {
  readonly #voices = new Map<string, Voice>();
  readonly #mixes = new Map<number, ChannelMix>();
  readonly #talkers = new Map<number, Announced>();
  /** of voices that are over */
  readonly #past: JitterCounts = { played: 0, concealed: 0, late: 0, duplicate: 0, skipped: 0 };
  #lastDelayMs: number = DELAY.first;

  take({ channelIndex, streamId, sequence, samples }: Block, nowMs: number): void {
    const key = `${channelIndex}:${streamId}`;
    let voice = this.#voices.get(key);
    if (!voice) {
      if (this.#voices.size >= MOST_VOICES) return;
      const bundleMs = this.#talkerOf(channelIndex, streamId)?.bundleMs;
      voice = new Voice(channelIndex, streamId, bundleMs === undefined ? this.#lastDelayMs : bundleMs + DELAY.margin);
      voice.isBundled = bundleMs !== undefined;
      this.#voices.set(key, voice);
    }
    // The end of a talk may overtake its last frames, and a stream number may come again.
    voice.isEnded = false;
    voice.buffer.put(sequence, nowMs, samples, isQuiet(samples));
  }

  announce(channelIndex: number, announced: Announced): void {
    this.#talkers.set(channelIndex, announced);
  }

  /** Nothing is made up at the end of the channel's talks. */
  ended(channelIndex: number): void {
    this.#talkers.delete(channelIndex);
    for (const voice of this.#voices.values()) if (voice.channelIndex === channelIndex) voice.isEnded = true;
  }

  setChannel(channelIndex: number, mix: Partial<ChannelMix>): void {
    this.#mixes.set(channelIndex, { ...this.#mixOf(channelIndex), ...mix });
  }

  /** Fills both sides with what is heard from `nowMs` on. */
  render(left: Float32Array, right: Float32Array, nowMs: number): void {
    left.fill(0);
    right.fill(0);
    if (this.#voices.size === 0) return;
    this.#setGains();
    for (const [key, voice] of this.#voices) {
      voice.addTo(left, right, nowMs);
      if (!voice.buffer.isOver(nowMs)) continue;
      this.#voices.delete(key);
      // Bundles tell nothing of the line.
      if (!voice.isBundled) this.#lastDelayMs = voice.buffer.targetMs;
      addCounts(this.#past, voice.buffer.counts);
    }
    limit(left);
    limit(right);
  }

  report(): PlayerReport {
    const counts = { ...this.#past };
    const report: PlayerReport = { counts, targetMs: 0, voices: 0, levels: [] };
    for (const voice of this.#voices.values()) {
      addCounts(counts, voice.buffer.counts);
      report.targetMs = Math.max(report.targetMs, voice.buffer.targetMs);
      if (!voice.isSounding) continue;
      report.voices += 1;
      report.levels.push([voice.channelIndex, voice.peak]);
      voice.peak = 0;
    }
    return report;
  }

  /** Whoever was announced, if it is this talk of theirs. */
  #talkerOf(channelIndex: number, streamId: number): Announced | undefined {
    const talker = this.#talkers.get(channelIndex);
    return talker && (talker.streamId ?? streamId) === streamId ? talker : undefined;
  }

  #mixOf(channelIndex: number): ChannelMix {
    return this.#mixes.get(channelIndex) ?? PLAIN_MIX;
  }

  #setGains(): void {
    const sounding = [...this.#voices.values()].filter(({ isSounding }) => isSounding);
    const gains = gainsOf(
      sounding.map(({ channelIndex, streamId }) => {
        return { channelIndex, talkerId: this.#talkerOf(channelIndex, streamId)?.talkerId };
      }),
      (channelIndex) => this.#mixOf(channelIndex),
    );
    sounding.forEach((voice, i) => {
      voice.target = gains[i] ?? SILENT;
    });
  }
}

function addCounts(sum: JitterCounts, more: JitterCounts): void {
  for (const key of Object.keys(sum) as (keyof JitterCounts)[]) sum[key] += more[key];
}
