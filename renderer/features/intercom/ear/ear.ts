import type { Settings } from '#shared/contract/settings.ts';
import type { FloorForEar } from '#shared/contract/station.ts';
import type { RadioChannel } from '#shared/contract/radio.ts';
import type { StationConnection } from '../../../station/index.ts';
import { Signal } from '../../../station/signal.ts';
import type {
  Beep,
  Grant,
  Levels,
  MicrophoneUse,
  Trouble,
  Voice,
  VoiceDevices,
  VoiceOptions,
  VoiceSettings,
} from '../../../voice/index.ts';
import { type Mix, PLAIN_MIX } from '../mix.ts';

/** a monitored channel is so much softer than as spoken */
const MONITOR_SHARE = 0.3;
/** the next word of a conversation begins without waiting for the microphone */
const WARM_MS = 20_000;
/** nothing can be said with these */
const SPEECHLESS: readonly Trouble[] = [
  'microphone-denied',
  'microphone-missing',
  'microphone-broken',
  'no-codec',
  'not-secure',
];

type EarStation = Pick<StationConnection, 'onVoice' | 'onFloor' | 'onRenewed' | 'onState' | 'offerEar' | 'sendVoice'>;
type EarSettings = Pick<
  Settings,
  'intercomMicrophone' | 'intercomSpeaker' | 'echoCancellation' | 'noiseSuppression' | 'talkBeeps'
>;
/** What a page shows of microphone and loudspeakers. */
export interface EarState {
  use: MicrophoneUse;
  trouble: Trouble | null;
  devices: VoiceDevices | null;
}

function voiceSettings(settings: EarSettings): VoiceSettings {
  return {
    microphoneId: settings.intercomMicrophone || null,
    speakerId: settings.intercomSpeaker || null,
    echoCancellation: settings.echoCancellation,
    noiseSuppression: settings.noiseSuppression,
    autoGainControl: true,
    warmMs: WARM_MS,
  };
}

/**
 * Ties the voice engine to the station: frames go from port to loudspeaker and from microphone to port, the floor opens and
 * closes the microphone. Frames and levels never touch React; what a page shows changes rarely and comes by `onState`.
 */
export class Ear {
  readonly onLevels = new Signal<Levels>();
  readonly onState = new Signal<EarState>();
  /** the talk cannot go on, whatever is held: a floor was lost, or there is no microphone to talk with */
  readonly onLost = new Signal<null>();
  readonly voice: Voice;
  state: EarState = { use: 'closed', trouble: null, devices: null };

  readonly #station: EarStation;
  readonly #floors = new Map<string, Grant>();
  readonly #indexes = new Map<string, number>();
  readonly #offs: (() => void)[];
  #beeps: boolean;

  constructor(station: EarStation, makeVoice: (options: VoiceOptions) => Voice, settings: EarSettings) {
    this.#station = station;
    this.#beeps = settings.talkBeeps;
    this.voice = makeVoice({
      settings: voiceSettings(settings),
      send: (frame) => station.sendVoice(frame),
      onLevels: (levels) => this.#hear(levels),
      onDevices: (devices) => this.#set({ devices }),
      onTrouble: (trouble) => {
        this.#set({ trouble });
        // Nobody keeps a floor in silence.
        if (SPEECHLESS.includes(trouble)) this.onLost.emit(null);
      },
    });
    this.#offs = [
      station.onVoice.on((frame) => this.voice.take(frame)),
      station.onFloor.on((event) => this.#floor(event)),
      station.onRenewed.on(() => this.#offer()),
      station.onState.on((state) => {
        if (state === 'lost') this.#dropFloors();
      }),
    ];
    this.#offer();
  }

  /** Settings changed: devices and processing at once, in a running talk too. */
  apply(settings: EarSettings): void {
    this.#beeps = settings.talkBeeps;
    this.#set({ trouble: null });
    void this.voice.set(voiceSettings(settings));
  }

  /** How each channel is heard from now on. */
  tune(channels: readonly RadioChannel[], mixes: Readonly<Record<string, Mix>>): void {
    for (const { id, index, priority } of channels) {
      const { volume, muted, pan, monitored } = mixes[id] ?? PLAIN_MIX;
      this.#indexes.set(id, index);
      this.voice.setChannel(index, { volume: monitored ? volume * MONITOR_SHARE : volume, muted, pan, priority });
    }
  }

  /** The key went down: the microphone opens while the floor is asked for. */
  prepare(): void {
    if (this.#isOfMicrophone(this.state.trouble)) this.#set({ trouble: null });
    void this.voice.wake();
    this.voice.prepare();
  }

  /** The key is up. Resolves when the last frame has gone, before which the floor must not be given back. */
  async stop(): Promise<void> {
    const talked = this.#floors.size > 0;
    this.#floors.clear();
    await this.voice.stop();
    if (talked) this.beep('ended');
  }

  beep(beep: Beep): void {
    if (this.#beeps) this.voice.beep(beep);
  }

  close(): void {
    for (const off of this.#offs) off();
    void this.#station.offerEar(false);
    void this.voice.close();
  }

  #offer(): void {
    this.#floors.clear();
    void this.#station.offerEar(true);
  }

  #floor(event: FloorForEar): void {
    const { channelId } = event;
    switch (event.kind) {
      case 'granted':
        this.#indexes.set(channelId, event.channelIndex);
        this.#floors.set(channelId, { channelIndex: event.channelIndex, streamId: event.streamId });
        this.voice.start([...this.#floors.values()]);
        this.beep('granted');
        break;
      case 'queued':
      case 'warned':
        this.beep(event.kind);
        break;
      case 'denied':
      case 'revoked':
        this.beep(event.kind);
        this.#lose(channelId, event.kind === 'revoked');
        break;
      case 'taken':
        this.#indexes.set(channelId, event.channelIndex);
        if (this.#floors.get(channelId)?.streamId !== event.streamId) this.#lose(channelId, false);
        this.voice.announce({
          channelIndex: event.channelIndex,
          streamId: event.streamId,
          talkerId: event.talkerId,
        });
        break;
      case 'idle': {
        this.#lose(channelId, false);
        const index = this.#indexes.get(channelId);
        if (index !== undefined) this.voice.ended(index);
        break;
      }
    }
  }

  /** Stops to talk on a channel; the microphone closes with the last. */
  #lose(channelId: string, byRule: boolean): void {
    if (!this.#floors.delete(channelId)) return;
    if (this.#floors.size > 0) {
      this.voice.start([...this.#floors.values()]);
      return;
    }
    void this.voice.stop();
    if (byRule) this.onLost.emit(null);
  }
  #dropFloors(): void {
    if (this.#floors.size === 0) return;
    this.#floors.clear();
    void this.voice.stop();
    this.onLost.emit(null);
  }

  #hear(levels: Levels): void {
    this.onLevels.emit(levels);
    const { microphoneUse: use } = levels;
    if (use === this.state.use) return;
    // It talks: whatever kept the microphone shut is over. That another one took over stays true until the next press.
    const { trouble } = this.state;
    const over = use === 'talking' && this.#isOfMicrophone(trouble) && trouble !== 'microphone-gone';
    this.#set(over ? { use, trouble: null } : { use });
  }
  #isOfMicrophone(trouble: Trouble | null): boolean {
    return trouble !== null && trouble.startsWith('microphone');
  }
  #set(change: Partial<EarState>): void {
    this.state = { ...this.state, ...change };
    this.onState.emit(this.state);
  }
}
