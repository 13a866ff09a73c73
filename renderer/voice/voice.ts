import { Decoders } from './decoders.ts';
import { listDevices, watchDevices } from './devices.ts';
import { TalkEncoder } from './encoder.ts';
import { Microphone } from './microphone.ts';
import { Playout } from './playout.ts';
import { Sound } from './sound.ts';
import type { Grant, MicrophoneUse, Trouble, Voice, VoiceOptions, VoiceSettings, VoiceStats } from './types.ts';
import type { CapturedBlock, PlayoutReport } from './worklets/messages.ts';

/** A microphone that was opened for a floor that never came is closed after so long, ms. */
const PREPARED_MS = 5000;
const LEVELS_MS = 50;

const NOTHING: PlayoutReport = {
  counts: { played: 0, concealed: 0, late: 0, duplicate: 0, skipped: 0 },
  targetMs: 0,
  voices: 0,
  levels: [],
};

/** Makes the voice engine of a page. Opens nothing yet: see README.md. */
export function createVoice(options: VoiceOptions): Voice {
  return new Engine(options);
}

class Engine implements Voice {
  readonly #options: VoiceOptions;
  readonly #sound: Sound;
  readonly #microphone: Microphone;
  readonly #decoders: Decoders;
  readonly #playout: Playout;
  readonly #unwatch: () => void;
  #settings: VoiceSettings;
  #talk: TalkEncoder | null = null;
  /** the talk whose last words are still on their way from the microphone */
  #ending: TalkEncoder | null = null;
  #stopping: Promise<void> = Promise.resolve();
  #closingMicrophone: ReturnType<typeof setTimeout> | undefined;
  #isWarm = false;
  #report = NOTHING;
  #peak = 0;
  #sent = 0;
  #telling: ReturnType<typeof setInterval> | undefined;
  #isClosed = false;
  /** troubles of a kind that is told once */
  readonly #told = new Set<Trouble>();

  constructor(options: VoiceOptions) {
    this.#options = options;
    this.#settings = options.settings;
    this.#sound = new Sound(this.#settings.speakerId ?? '', (trouble) => this.#trouble(trouble));
    this.#microphone = new Microphone(this.#sound, this.#settings, {
      block: (block) => this.#captured(block),
      trouble: (trouble) => this.#trouble(trouble),
    });
    this.#playout = new Playout(this.#sound, (report) => this.#reported(report));
    this.#decoders = new Decoders((block) => this.#playout.play(block));
    this.#unwatch = watchDevices(() => void this.#devicesChanged());
  }

  prepare(): void {
    if (!TalkEncoder.isThere) return this.#lacksCodec();
    void this.#microphone.open().then(() => this.#tellLevels());
    void this.#sound.wake();
    this.#tellLevels();
    if (!this.#talk) this.#closeMicrophoneIn(Math.max(PREPARED_MS, this.#settings.warmMs));
  }

  start(grants: readonly Grant[]): void {
    if (grants.length === 0) return void this.stop();
    if (!TalkEncoder.isThere) return this.#lacksCodec();
    clearTimeout(this.#closingMicrophone);
    this.#isWarm = false;
    this.#talk ??= this.#newTalk();
    this.#talk.setFloors(grants);
    void this.#microphone.open().then(() => this.#tellLevels());
  }

  stop(): Promise<void> {
    const talk = this.#talk;
    this.#talk = null;
    if (talk) this.#stopping = this.#stopping.then(() => this.#end(talk));
    else this.#letMicrophoneGo();
    return this.#stopping;
  }

  take(frame: Uint8Array): void {
    if (this.#isClosed) return;
    if (!Decoders.areThere) return this.#lacksCodec();
    this.#playout.open();
    this.#decoders.take(frame);
  }

  announce(...[talk]: Parameters<Voice['announce']>): void {
    this.#playout.announce(talk);
  }
  ended(channelIndex: number): void {
    this.#playout.ended(channelIndex);
  }
  setChannel(...[channelIndex, mix]: Parameters<Voice['setChannel']>): void {
    this.#playout.setChannel(channelIndex, mix);
  }

  async set(change: Partial<VoiceSettings>): Promise<void> {
    const before = this.#settings;
    this.#settings = { ...before, ...change };
    const isSame = (key: keyof VoiceSettings) => before[key] === this.#settings[key];
    await this.#useSpeaker();
    const processing = ['microphoneId', 'echoCancellation', 'noiseSuppression', 'autoGainControl'] as const;
    if (!processing.every(isSame)) await this.#microphone.change(this.#settings);
    if (!isSame('warmMs')) this.#letMicrophoneGo();
  }

  listDevices = listDevices;

  beep(...[beep]: Parameters<Voice['beep']>): void {
    void this.#sound.beep(beep);
  }

  async wake(): Promise<void> {
    await this.#sound.wake();
    this.#playout.open();
  }

  stats(): VoiceStats {
    const { counts, targetMs, voices } = this.#report;
    const { played, concealed, late, duplicate } = counts;
    return { played, concealed, late, duplicate, targetMs, voices, sent: this.#sent, broken: this.#decoders.broken };
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    this.#unwatch();
    clearTimeout(this.#closingMicrophone);
    clearInterval(this.#telling);
    void this.#talk?.end();
    this.#talk = null;
    this.#microphone.close();
    this.#decoders.close();
    this.#playout.close();
    await this.#sound.close();
  }

  #newTalk(): TalkEncoder {
    return new TalkEncoder(
      (frame) => {
        this.#sent += 1;
        this.#options.send(frame);
      },
      () => this.#trouble('no-codec'),
    );
  }

  async #end(talk: TalkEncoder): Promise<void> {
    this.#ending = talk;
    await this.#microphone.flush();
    this.#ending = null;
    this.#letMicrophoneGo();
    await talk.end();
  }

  #letMicrophoneGo(): void {
    if (this.#talk || this.#ending) return;
    this.#isWarm = this.#settings.warmMs > 0;
    this.#closeMicrophoneIn(this.#settings.warmMs);
  }

  /** 0: at once; `Infinity`: never. */
  #closeMicrophoneIn(ms: number): void {
    clearTimeout(this.#closingMicrophone);
    if (ms === 0) this.#microphone.close();
    else if (Number.isFinite(ms)) this.#closingMicrophone = setTimeout(() => this.#microphone.close(), ms);
  }

  #captured({ samples, rate, peak }: CapturedBlock): void {
    this.#peak = Math.max(this.#peak, peak);
    (this.#ending ?? this.#talk)?.encode(samples, rate);
    this.#tellLevels();
  }

  #reported(report: PlayoutReport): void {
    this.#report = report;
    this.#tellLevels();
  }

  get #microphoneUse(): MicrophoneUse {
    const { state } = this.#microphone;
    if (state !== 'open') return state;
    return this.#talk ? 'talking' : this.#isWarm ? 'kept-warm' : 'opening';
  }

  /** Tells levels every 50 ms while there is something to tell, and once more after. */
  #tellLevels(): void {
    const { onLevels } = this.#options;
    if (!onLevels || this.#telling !== undefined || this.#isClosed) return;
    const tell = () => {
      const microphoneUse = this.#microphoneUse;
      const isIdle = microphoneUse === 'closed' && this.#report.voices === 0;
      const microphone = microphoneUse === 'closed' ? null : this.#peak;
      this.#peak = 0;
      onLevels({ microphone, microphoneUse, channels: new Map(this.#report.levels) });
      if (!isIdle) return;
      clearInterval(this.#telling);
      this.#telling = undefined;
    };
    this.#telling = setInterval(tell, LEVELS_MS);
    tell();
  }

  async #devicesChanged(): Promise<void> {
    const devices = await listDevices();
    if (this.#isClosed) return;
    this.#options.onDevices?.(devices);
    // The chosen one is there again, or is gone: either way it is asked for, and what comes of it is told.
    await this.#useSpeaker(devices.speakers.map(({ id }) => id));
    const { microphoneId } = this.#settings;
    const isBack = devices.microphones.some(({ id }) => id === microphoneId);
    if (isBack && this.#microphone.deviceId !== microphoneId) await this.#microphone.change(this.#settings);
  }

  async #useSpeaker(there?: readonly string[]): Promise<void> {
    const id = this.#settings.speakerId ?? '';
    const isGone = id !== '' && there !== undefined && !there.includes(id);
    if (!isGone && (await this.#sound.useSpeaker(id))) return void this.#told.delete('speaker-gone');
    await this.#sound.useSpeaker('');
    this.#trouble('speaker-gone');
  }

  #lacksCodec(): void {
    this.#trouble(isSecureContext ? 'no-codec' : 'not-secure');
  }

  #trouble(trouble: Trouble): void {
    const once: readonly Trouble[] = ['no-codec', 'not-secure', 'sound-blocked', 'speaker-gone'];
    if (once.includes(trouble) && this.#told.has(trouble)) return;
    this.#told.add(trouble);
    if (!this.#isClosed) this.#options.onTrouble?.(trouble);
  }
}
