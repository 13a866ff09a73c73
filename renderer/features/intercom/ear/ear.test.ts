import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { settingsSchema } from '#shared/contract/settings.ts';
import { StationConnection } from '../../../station/connection.ts';
import { TestStation } from '../../../station/testStation.ts';
import type { Levels, Voice, VoiceOptions } from '../../../voice/index.ts';
import { channelForTest } from '../testRadio.ts';
import { Ear } from './ear.ts';
import { intercomOf } from './intercom.ts';

/** The engine as far as its caller sees it: sound itself does not run outside of a browser. */
class SilentVoice implements Voice {
  readonly options: VoiceOptions;
  readonly said: string[] = [];
  readonly taken: Uint8Array[] = [];
  constructor(options: VoiceOptions) {
    this.options = options;
  }
  #say(words: string): void {
    this.said.push(words);
  }
  prepare = () => this.#say('prepare');
  start: Voice['start'] = (grants) => this.#say(`start ${grants.map(({ streamId }) => streamId).join()}`);
  stop = async () => this.#say('stop');
  take = (frame: Uint8Array) => void this.taken.push(frame);
  announce: Voice['announce'] = ({ talkerId }) => this.#say(`announce ${talkerId}`);
  ended = (index: number) => this.#say(`ended ${index}`);
  setChannel: Voice['setChannel'] = (index, mix) => this.#say(`mix ${index} ${mix.volume} ${mix.muted} ${mix.pan}`);
  set = async () => undefined;
  listDevices = async () => ({ microphones: [], speakers: [], canChooseSpeaker: true });
  beep: Voice['beep'] = (beep) => this.#say(`beep ${beep}`);
  wake = async () => undefined;
  stats: Voice['stats'] = () => {
    throw new Error('not asked for');
  };
  close = async () => this.#say('close');
}

let station: TestStation;
let connection: StationConnection;
let voice: SilentVoice;
let ear: Ear;
const settings = settingsSchema.parse({});

beforeEach(async () => {
  station = new TestStation();
  connection = new StationConnection();
  connection.attach(station.windowPort);
  ear = new Ear(connection, (options) => (voice = new SilentVoice(options)), settings);
  await vi.waitUntil(() => station.ears.length === 1);
});
afterEach(() => {
  ear.close();
  connection.close();
  station.die();
});
const says = (words: string[]) => vi.waitFor(() => expect(voice.said).toEqual(words));
const granted = (channelId: string, streamId: number) =>
  station.floor({ kind: 'granted', channelId, channelIndex: streamId, streamId, talkUntil: 0 });

it('takes what it hears to the loudspeaker and what is said to the wire', async () => {
  station.voice(new Uint8Array([1, 1, 5]));
  await vi.waitFor(() => expect(voice.taken).toEqual([new Uint8Array([1, 1, 5])]));
  voice.options.send(new Uint8Array([1, 1, 6]));
  await vi.waitFor(() => expect(station.voices).toEqual([new Uint8Array([1, 1, 6])]));
});

it('talks on what is granted, on less when one is lost, and closes the microphone with the last', async () => {
  const lost = vi.fn();
  ear.onLost.on(lost);
  granted('a', 1);
  granted('b', 2);
  station.floor({ kind: 'revoked', channelId: 'a', code: 'preempted' });
  station.floor({ kind: 'revoked', channelId: 'b', code: 'too-long' });
  await says([
    ...['start 1', 'beep granted', 'start 1,2', 'beep granted'],
    ...['beep revoked', 'start 2', 'beep revoked', 'stop'],
  ]);
  expect(lost).toHaveBeenCalledTimes(1);
});

it('stops when somebody else begins on its channel, and says who that is', async () => {
  granted('a', 1);
  station.floor({ kind: 'taken', channelId: 'a', channelIndex: 1, streamId: 9, talkerId: 'w9' });
  station.floor({ kind: 'idle', channelId: 'a' });
  await says(['start 1', 'beep granted', 'stop', 'announce w9', 'ended 1']);
});

it('lets go of the microphone when the station is lost, and offers itself to the next', async () => {
  granted('a', 1);
  await says(['start 1', 'beep granted']);
  station.die();
  await says(['start 1', 'beep granted', 'stop']);
  const next = new TestStation();
  connection.attach(next.windowPort);
  await vi.waitFor(() => expect(next.ears).toEqual([true]));
  next.die();
});

it('hears a channel as it was tuned: monitored is soft, muted is silent', () => {
  const channels = [channelForTest('a', { index: 4 }), channelForTest('b', { index: 5 })];
  ear.tune(channels, { a: { volume: 1.5, muted: false, pan: -1, monitored: true } });
  expect(voice.said).toEqual([`mix 4 ${1.5 * 0.3} false -1`, 'mix 5 1 false 0']);
});

it('forgets what was wrong with the microphone once it talks', () => {
  const levels = (microphoneUse: Levels['microphoneUse']): Levels => {
    return { microphone: 0, microphoneUse, channels: new Map() };
  };
  voice.options.onTrouble?.('microphone-missing');
  expect(ear.state.trouble).toBe('microphone-missing');
  voice.options.onLevels?.(levels('talking'));
  expect(ear.state).toMatchObject({ use: 'talking', trouble: null });
});

it('goes on saying that another microphone took over, until the next press', () => {
  voice.options.onTrouble?.('microphone-gone');
  voice.options.onLevels?.({ microphone: 0, microphoneUse: 'talking', channels: new Map() });
  expect(ear.state.trouble).toBe('microphone-gone');
  ear.prepare();
  expect(ear.state.trouble).toBeNull();
});

it('keeps no floor in silence: without a microphone the press is over', async () => {
  const lost = vi.fn();
  ear.onLost.on(lost);
  voice.options.onTrouble?.('microphone-gone');
  expect(lost).not.toHaveBeenCalled();
  voice.options.onTrouble?.('microphone-denied');
  expect(lost).toHaveBeenCalledTimes(1);
});

it('gives the floor back only when the last frame has gone', async () => {
  const intercom = intercomOf(connection);
  intercom.wear(ear);
  intercom.aim(['a', 'b'], true);
  intercom.keys.down('key');
  await vi.waitFor(() => expect(station.talks).toEqual([{ channelIds: ['a', 'b'], emergency: false }]));
  granted('a', 1);
  await says(['prepare', 'start 1', 'beep granted']);
  let hushedAtStop = -1;
  voice.stop = async () => {
    await new Promise((resolve) => setTimeout(resolve, 20));
    hushedAtStop = station.hushes;
  };
  intercom.keys.up('key');
  // Pressed again at once: asked for when the talk before has ended, or it would go on in its stream.
  intercom.keys.down('key');
  await vi.waitFor(() => expect(station.talks).toHaveLength(2));
  expect(hushedAtStop).toBe(0);
  expect(station.hushes).toBe(1);
  intercom.keys.up('key');
});

it('passes its key on in a window that has no microphone, and takes over a key pressed elsewhere', async () => {
  const intercom = intercomOf(connection);
  intercom.aim(['a'], false);
  intercom.keys.down('key');
  intercom.keys.up('key');
  await vi.waitFor(() => expect(station.talkKeys).toEqual([true, false]));
  expect(station.talks).toEqual([]);
  intercom.aim(['a'], true);
  station.talkKey(true, true);
  await vi.waitFor(() => expect(station.talks).toEqual([{ channelIds: ['a'], emergency: true }]));
  station.talkKey(false, false);
  await vi.waitFor(() => expect(station.hushes).toBe(1));
});
