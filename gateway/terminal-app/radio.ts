import { v7 } from 'uuid';
import type { FloorEvent } from '#shared/protocol/intercom.ts';
import { TERMINAL_TO_GATEWAY, type TerminalWelcome } from '#shared/protocol/terminal.ts';
import { createVoice, type Levels, type Trouble, type Voice, type VoiceSettings } from '../../renderer/voice/index.ts';
import { asking, letGo, NO_FLOORS, tell, type Told } from './core/floors.ts';
import {
  AS_SPOKEN,
  keepLoudnesses,
  keepVoiceSettings,
  type Loudness,
  loudnesses,
  voiceSettings,
} from './device/voiceSettings.ts';
import { view } from './state.ts';

/** Without these nobody would hear the worker: the floor is given back. */
const SPEECHLESS: ReadonlySet<Trouble> = new Set([
  'microphone-denied',
  'microphone-missing',
  'microphone-broken',
  'not-secure',
  'no-codec',
]);

export interface RadioWire {
  emit(event: string, payload: unknown): Promise<unknown>;
  voice(frame: Uint8Array): void;
}
type Channel = TerminalWelcome['channels'][number];

/** The worker's radio: hears every channel the centre gives, and talks on one while its key is held. */
export class Radio {
  readonly #wire: RadioWire;
  readonly #voice: Voice;
  readonly #meters = new Set<(levels: Levels) => void>();
  #channels: readonly Channel[] = [];
  /** the channel whose key is down */
  #held: string | null = null;
  /** the voice that is being given out */
  #streamId: number | null = null;

  constructor(wire: RadioWire) {
    this.#wire = wire;
    this.#voice = createVoice({
      settings: voiceSettings(),
      send: (frame) => wire.voice(frame),
      onLevels: (levels) => {
        for (const meter of this.#meters) meter(levels);
      },
      onDevices: (devices) => view.setState({ devices }),
      onTrouble: (trouble) => this.#trouble(trouble),
    });
  }

  /** The key goes down. Another one that is down already goes on. */
  async press(channelId: string): Promise<void> {
    if (this.#held !== null) return;
    this.#held = channelId;
    view.setState(({ floors }) => ({ floors: asking(floors, channelId), soundTrouble: null }));
    this.#voice.prepare();
    const answer = await this.#wire.emit('floor:request', { channelId }).catch(() => null);
    const parsed = TERMINAL_TO_GATEWAY['floor:request'].ack.safeParse(answer);
    const said = parsed.success && parsed.data.ok ? parsed.data : { state: 'denied' as const };
    // Let go before the answer came: nobody shall hold the floor by mistake.
    if (this.#held !== channelId) return void (said.state !== 'denied' && this.#release(channelId));
    this.told(said.state, { channelId, ...said });
  }

  /** The key is let go: what was said until now still goes out. */
  async letGo(): Promise<void> {
    const channelId = this.#held;
    this.#held = null;
    this.#streamId = null;
    view.setState(({ floors }) => ({ floors: letGo(floors) }));
    if (channelId === null) return void this.#voice.stop();
    await this.#voice.stop();
    // Pressed again meanwhile: the floor is wanted after all.
    if (this.#held !== channelId) await this.#release(channelId);
  }

  /** What the gateway says of a floor. */
  told(what: Told, said: FloorEvent): void {
    const before = view.getState().floors.mine;
    view.setState(({ floors }) => ({ floors: tell(floors, what, said, Date.now()) }));
    const channelIndex = this.#indexOf(said);
    const { channelId, streamId, bundleMs, talker } = said;
    if (what === 'taken' && talker) this.#voice.announce({ channelIndex, streamId, bundleMs, talkerId: talker.id });
    if (what === 'idle') this.#voice.ended(channelIndex);
    if (what === 'granted') return this.#granted(channelId, channelIndex, streamId ?? 0);
    if (what === 'taken' || what === 'idle' || before?.channelId !== channelId) return;
    if (what === 'revoked' || what === 'denied') this.#lost();
    if (what !== 'queued' || before.state !== 'queued') this.#voice.beep(what);
  }

  hear(frame: Uint8Array): void {
    this.#voice.take(frame);
  }

  setChannels(channels: readonly Channel[]): void {
    this.#channels = channels;
    const kept = loudnesses();
    view.setState({ channels: [...channels], loudnesses: kept });
    for (const { id, index, priority } of channels) {
      this.#voice.setChannel(index ?? 0, { priority, ...(kept[id] ?? AS_SPOKEN) });
    }
  }

  setLoudness(channelId: string, loudness: Loudness): void {
    const all = { ...loudnesses(), [channelId]: loudness };
    keepLoudnesses(all);
    view.setState({ loudnesses: all });
    this.#voice.setChannel(this.#indexOf({ channelId }), loudness);
  }

  async setSound(change: Partial<VoiceSettings>): Promise<void> {
    keepVoiceSettings({ ...voiceSettings(), ...change });
    await this.#voice.set(change);
  }

  async showDevices(): Promise<void> {
    view.setState({ devices: await this.#voice.listDevices() });
  }

  /** Follows the loudness of microphone and channels; gives the end of it. */
  meter(follow: (levels: Levels) => void): () => void {
    this.#meters.add(follow);
    return () => this.#meters.delete(follow);
  }

  /** How voice has come through until now. */
  quality(): { played: number; concealed: number; targetMs: number } {
    return this.#voice.stats();
  }

  /** To be called from a touch: browsers make no sound before. */
  wake(): void {
    void this.#voice.wake();
  }

  /** The link is gone, and with it every floor. */
  offline(): void {
    this.#held = null;
    this.#streamId = null;
    void this.#voice.stop();
    view.setState({ floors: NO_FLOORS });
  }

  close(): void {
    void this.#voice.close();
  }

  #granted(channelId: string, channelIndex: number, streamId: number): void {
    if (this.#held !== channelId) return void this.#release(channelId);
    // Both the answer and the event say so.
    if (this.#streamId === streamId) return;
    this.#streamId = streamId;
    this.#voice.beep('granted');
    this.#voice.start([{ channelIndex, streamId }]);
  }

  #lost(): void {
    this.#streamId = null;
    void this.#voice.stop();
  }

  #trouble(trouble: Trouble): void {
    view.setState({ soundTrouble: trouble });
    if (!SPEECHLESS.has(trouble) || this.#held === null) return;
    this.#voice.beep('denied');
    void this.letGo();
  }

  #indexOf({ channelId, channelIndex }: Pick<FloorEvent, 'channelId' | 'channelIndex'>): number {
    return channelIndex ?? this.#channels.find(({ id }) => id === channelId)?.index ?? 0;
  }

  async #release(channelId: string): Promise<void> {
    await this.#wire.emit('floor:release', { channelId }).catch(() => undefined);
  }
}

/** A wish to be called, as the outbox keeps it. */
export function callBackOf(at: number, channelId: string | undefined, place: { lon: number; lat: number } | null) {
  return { id: v7(), at, channelId, ...(place ? { lon: place.lon, lat: place.lat } : {}) };
}
