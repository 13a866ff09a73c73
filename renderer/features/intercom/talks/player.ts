import { create } from 'zustand';
import type { Recording } from '#shared/contract/radio.ts';
import type { StationConnection } from '../../../station/index.ts';
import { afterSilence, peaks, type Silence, silences } from './silence.ts';

export const SPEEDS = [1, 1.25, 1.5, 2] as const;
export type Speed = (typeof SPEEDS)[number];
/** ms between two looks for a silence */
const LOOK_EVERY = 40;
/** a voice needs no more to be drawn and told from silence */
const LOOK_RATE = 16_000;
const BARS = 120;

interface PlayerState {
  recording: Recording | null;
  state: 'idle' | 'loading' | 'playing' | 'paused' | 'failed';
  /** s */
  at: number;
  length: number;
  bars: readonly number[];
  speed: Speed;
  skipSilence: boolean;
}
/** What is played now: one recording at a time, on whatever screen it was asked for. */
export const usePlayerState = create<PlayerState>()(() => ({
  recording: null,
  state: 'idle',
  at: 0,
  length: 0,
  bars: [],
  speed: 1,
  skipSilence: false,
}));
const set = usePlayerState.setState;

/** Reads, plays and pauses recordings, with the sound in an element of its own. */
class Player {
  readonly #audio = new Audio();
  #silences: Silence[] = [];
  #url: string | null = null;
  #timer: ReturnType<typeof setInterval> | null = null;

  constructor() {
    const audio = this.#audio;
    audio.addEventListener('timeupdate', () => set({ at: this.#audio.currentTime }));
    audio.addEventListener('playing', () => set({ state: 'playing' }));
    audio.addEventListener('pause', () => {
      if (usePlayerState.getState().state === 'playing') set({ state: 'paused' });
      this.#watch(false);
    });
    audio.addEventListener('error', () => {
      if (this.#url !== null) set({ state: 'failed' });
    });
  }

  async play(station: StationConnection, recording: Recording, speaker: string): Promise<void> {
    this.#forget();
    set({ recording, state: 'loading', at: 0, length: recording.soundMs / 1000, bars: [] });
    const answer = await station.read('recording.sound', { id: recording.id, use: 'listen' });
    if (usePlayerState.getState().recording?.id !== recording.id) return;
    if (!answer.ok) return set({ state: 'failed' });
    const sound = new Uint8Array(answer.value.bytes);
    this.#url = URL.createObjectURL(new Blob([sound], { type: answer.value.mime }));
    this.#audio.src = this.#url;
    void this.#look(sound);
    // A loudspeaker that is gone is no reason for silence: the system's own is used.
    await this.#audio.setSinkId(speaker).catch(() => undefined);
    await this.resume();
  }

  async resume(): Promise<void> {
    this.#audio.playbackRate = usePlayerState.getState().speed;
    this.#watch(true);
    await this.#audio.play().catch(() => set({ state: 'failed' }));
  }
  pause(): void {
    this.#audio.pause();
  }
  seek(at: number): void {
    this.#audio.currentTime = at;
    set({ at });
  }
  speed(speed: Speed): void {
    set({ speed });
    this.#audio.playbackRate = speed;
  }
  skipSilence(skipSilence: boolean): void {
    set({ skipSilence });
  }
  stop(): void {
    this.#forget();
    set({ recording: null, state: 'idle', at: 0, length: 0, bars: [] });
  }

  /** Decodes once more, for the picture and the silences: the element that plays shows neither. */
  async #look(sound: Uint8Array<ArrayBuffer>): Promise<void> {
    const url = this.#url;
    try {
      const decoded = await new OfflineAudioContext(1, 1, LOOK_RATE).decodeAudioData(sound.buffer);
      if (url !== this.#url) return;
      const samples = decoded.getChannelData(0);
      this.#silences = silences(samples, decoded.sampleRate);
      set({ bars: peaks(samples, BARS), length: decoded.duration });
    } catch (error) {
      console.warn('a recording has no picture', error);
    }
  }
  #watch(on: boolean): void {
    if (this.#timer) clearInterval(this.#timer);
    this.#timer = on ? setInterval(() => this.#skip(), LOOK_EVERY) : null;
  }
  #skip(): void {
    if (!usePlayerState.getState().skipSilence) return;
    const to = afterSilence(this.#silences, this.#audio.currentTime);
    if (to !== null) this.#audio.currentTime = to;
  }
  #forget(): void {
    this.#watch(false);
    this.#audio.pause();
    if (this.#url !== null) URL.revokeObjectURL(this.#url);
    this.#url = null;
    this.#silences = [];
  }
}

let player: Player | null = null;
/** The page's player, made when it is first needed. */
export function playerOfPage(): Player {
  player ??= new Player();
  return player;
}
