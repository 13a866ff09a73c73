import type { Socket } from 'socket.io-client';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import type { RadioChannel } from '#shared/contract/radio.ts';
import { decodeVoiceFrame, encodeVoiceFrame, type VoiceHeader } from '#shared/protocol/voiceFrame.ts';
import type { Station } from '../../../electron/station/station.ts';
import { connectTerminal } from '../../support/terminal.ts';
import { actOn } from './cases.ts';
import {
  isLive,
  liveStation,
  openWindow,
  type RunningGateway,
  scratchFolder,
  startGateway,
  type TestWindow,
  until,
} from './harness.ts';

const ALL = 'district';
let centre: ReturnType<typeof scratchFolder>;
let gateway: RunningGateway;
let home: ReturnType<typeof scratchFolder>;
let station: Station;
let window: TestWindow;
let field: Socket;
/** floor events the terminal heard, and the voice it got */
let events: string[];
let voices: VoiceHeader[];

let windows = 1;

beforeAll(async () => {
  centre = scratchFolder();
  home = scratchFolder();
  gateway = await startGateway(centre.path);
  ({ station } = await liveStation(home.path, gateway.url, 'dispatcher'));
  field = await connectTerminal(gateway.url, 'w00001');
  field.onAny((event: string, payload: { channelId?: string; code?: string }) => {
    if (payload.channelId === ALL) events.push([event, payload.code ?? ''].join(' ').trim());
  });
  field.on('voice', (frame: Uint8Array) => {
    const read = decodeVoiceFrame(new Uint8Array(frame));
    if (read) voices.push(read.header);
  });
});
afterAll(async () => {
  field.disconnect();
  await station.stop();
  await gateway.stop();
  home.remove();
  centre.remove();
});
beforeEach(async () => {
  events = [];
  voices = [];
  windows += 1;
  window = openWindow(station, windows);
  await until('the line is there', () => isLive(station));
  await window.call.joinChannels([ALL]);
  await window.call.offerEar(true);
});
afterEach(async () => {
  window.close();
  await ask('floor:release', { channelId: ALL });
});

async function channel(id = ALL, at = window): Promise<RadioChannel> {
  const view = await at.read('radio', {});
  const found = view.channels.find((each) => each.id === id);
  if (!found) throw new Error(`no channel ${id}`);
  return found;
}
async function granted(at = window) {
  return until('the floor is granted', () => at.floors.find((event) => event.kind === 'granted'));
}
const talk = (emergency = false, channelIds = [ALL]) => window.call.talk({ channelIds, emergency });
const frame = (header: Partial<VoiceHeader>, packet = [0xf8, 1, 2]) =>
  encodeVoiceFrame({ channelIndex: 0, streamId: 1, sequence: 0, timestamp: 0, ...header }, Uint8Array.from(packet));
/** a frame each 20 ms until stopped */
function keepTalking(send: (n: number) => void): () => void {
  let n = 0;
  const timer = setInterval(() => send(n++), 20);
  return () => clearInterval(timer);
}
const speak = (grant: { channelIndex: number; streamId: number }) => (n: number) =>
  window.raw({ t: 'voice', frame: frame({ ...grant, sequence: n, timestamp: n * 960 }) });
const ask = (event: string, payload: unknown) => field.timeout(5000).emitWithAck(event, payload) as Promise<unknown>;

test('[ST190] an operator who chose none hears the call to all and their areas; what they choose is kept for them', async () => {
  await window.call.signOut();
  await window.call.signIn({ username: 'verifier', password: 'demo' });
  await until('it is there', async () => (await window.read('radio', {})).silent === null);
  const { channels, silent, ear } = await window.read('radio', {});
  expect({ silent, ear }).toEqual({ silent: null, ear: true });
  expect(channels.find(({ id }) => id === ALL)).toMatchObject({
    kind: 'all-call',
    joined: true,
    mine: 'none',
    talk: null,
  });
  expect(channels.filter(({ joined }) => joined).length).toBeLessThanOrEqual(8);
  const quiet = channels.find(({ joined }) => !joined)?.id ?? '';
  expect(await window.call.joinChannels([quiet, 'nowhere'])).toMatchObject({ ok: false, reason: 'channel-unknown' });
  expect(await window.call.joinChannels([quiet])).toMatchObject({ ok: true });
  const joined = async () =>
    (await window.read('radio', {})).channels.filter((each) => each.joined).map(({ id }) => id);
  expect(await joined()).toEqual([quiet]);
  await window.call.signOut();
  await window.call.signIn({ username: 'lead', password: 'demo' });
  await until('another operator has their own', async () => (await joined()).includes(ALL));
  await window.call.signOut();
  await window.call.signIn({ username: 'verifier', password: 'demo' });
  await until('the choice is there again', async () => (await joined()).join() === quiet);
  await window.call.signOut();
  await window.call.signIn({ username: 'dispatcher', password: 'demo' });
});

test('[ST191] a talk goes out from the ear, the field hears it, and ends when the key is let go', async () => {
  expect(await talk()).toMatchObject({ ok: true });
  const grant = await granted();
  expect(grant.talkUntil - Date.now()).toBeGreaterThan(50_000);
  const stop = keepTalking(speak(grant));
  await until('the field hears it', () => voices.length > 5);
  expect(voices[0]).toMatchObject({ channelIndex: grant.channelIndex, streamId: grant.streamId });
  expect(await channel()).toMatchObject({ mine: 'granted', talk: { mine: true, talker: { id: 'dispatcher' } } });
  stop();
  await window.call.hush();
  await until('the field hears that it is free', () => events.includes('floor:idle'));
  expect(await channel()).toMatchObject({ mine: 'none', talk: null });
  const before = voices.length;
  speak(grant)(99);
  await new Promise((resolve) => setTimeout(resolve, 50));
  expect(voices).toHaveLength(before);
});

test('[ST192] what the field says on a joined channel comes to the ear alone, named before it is heard', async () => {
  const other = openWindow(station, 102);
  await other.call.offerEar(true);
  expect(await other.read('radio', {})).toMatchObject({ ear: false });
  const { streamId, channelIndex } = (await ask('floor:request', { channelId: ALL })) as VoiceHeader;
  const stop = keepTalking((n) => field.emit('voice', frame({ sequence: n, timestamp: n * 960 })));
  await until('the ear hears it', () => window.voices.length > 3);
  expect(window.floors.find(({ kind }) => kind === 'taken')).toMatchObject({
    streamId,
    channelIndex,
    talkerId: 'w00001',
  });
  expect(await channel()).toMatchObject({ talk: { talker: { id: 'w00001' }, mine: false }, mine: 'none' });
  expect(other.voices).toEqual([]);
  await window.call.joinChannels([]);
  const heard = window.voices.length;
  await new Promise((resolve) => setTimeout(resolve, 100));
  expect(window.voices.length - heard, 'no longer joined').toBeLessThanOrEqual(2);
  await window.call.joinChannels([ALL]);
  await until('joined again in the middle of it', () => window.voices.length > heard + 5);
  window.close();
  await until('the other window takes over and is told who talks', () =>
    other.floors.some(({ kind }) => kind === 'taken'),
  );
  await until('and hears it', () => other.voices.length > 3);
  stop();
  other.close();
});

test('[ST193] a busy floor is waited for, an emergency takes it, and a lost one is told with its reason', async () => {
  expect(await ask('floor:request', { channelId: ALL })).toMatchObject({ state: 'granted' });
  const stop = keepTalking((n) => field.emit('voice', frame({ sequence: n, timestamp: n * 960 })));
  await talk();
  await until('it waits', async () => (await channel()).mine === 'queued');
  expect(await channel()).toMatchObject({ position: 1 });
  expect(window.floors.at(-1)).toEqual({ kind: 'queued', channelId: ALL, position: 1 });
  await talk(true);
  const grant = await granted();
  stop();
  expect(events).toContain('floor:revoked preempted');
  expect(await channel()).toMatchObject({ mine: 'granted', talk: { emergency: true } });
  const speaking = keepTalking(speak(grant));
  const desk = scratchFolder();
  const lead = await liveStation(desk.path, gateway.url, 'lead');
  await until('the lead sees it', async () => (await channel(ALL, lead.window)).talk !== null);
  expect(await lead.window.call.overrule(ALL)).toMatchObject({ ok: true });
  await until('it is overruled', () => window.floors.some((event) => event.kind === 'revoked'));
  expect(await channel()).toMatchObject({ mine: 'revoked', code: 'overruled', talk: null });
  speaking();
  await lead.station.stop();
  desk.remove();
});

test('[ST194] a key that is stuck ends: with its window, with its silence, with the line', async () => {
  const other = openWindow(station, 103, 'video');
  await other.call.talk({ channelIds: [ALL], emergency: false });
  const first = await granted();
  const stop = keepTalking(speak(first));
  await until('it is heard', () => voices.length > 3);
  other.close();
  await until('the window that asked is gone', () => events.includes('floor:idle'));
  expect(window.floors.at(-1)).toEqual({ kind: 'idle', channelId: ALL });
  stop();
  events.length = 0;
  window.floors.length = 0;
  await talk();
  await granted();
  await until('nothing is said', () => window.floors.some(({ kind }) => kind === 'revoked'), 5000);
  expect(await channel()).toMatchObject({ mine: 'revoked', code: 'vanished' });
  window.floors.length = 0;
  await talk();
  await granted();
  station.setGateway('http://127.0.0.1:9');
  await until('the line is gone', () => window.floors.some(({ kind }) => kind === 'revoked'));
  expect(await window.read('radio', {})).toMatchObject({ silent: 'alone' });
  expect(await talk()).toMatchObject({ ok: false, code: 'unavailable', reason: 'radio-alone' });
  expect(await window.call.act(openChannel())).toMatchObject({ ok: false, reason: 'radio-alone' });
  station.setGateway(gateway.url);
});

test('[ST195] a frame is sent on only from the ear, only when it can be read, only for a floor that is held', async () => {
  await talk();
  const grant = await granted();
  const other = openWindow(station, 104);
  other.raw({ t: 'voice', frame: frame({ ...grant, sequence: 1 }) });
  window.raw({ t: 'voice', frame: new Uint8Array(5) });
  window.raw({ t: 'voice', frame: new Uint8Array(5000) });
  window.raw({ t: 'voice', frame: 'no bytes' });
  window.raw({ t: 'voice', frame: frame({ ...grant, streamId: grant.streamId + 1, sequence: 2 }) });
  window.raw({ t: 'voice', frame: frame({ ...grant, channelIndex: grant.channelIndex + 1, sequence: 3 }) });
  window.raw({ t: 'voice', frame: frame({ ...grant, sequence: 4 }) });
  await until('the lawful one arrives', () => voices.length > 0);
  expect(voices.map(({ sequence }) => sequence)).toEqual([4]);
});

test('[ST196] a key in another window, or in another app, is told to the ear', async () => {
  const other = openWindow(station, 105, 'wall');
  await other.call.talkKey(true, false);
  await other.call.talkKey(false, false);
  await until('the ear hears both', () => window.talkKeys.length === 2);
  expect(window.talkKeys).toEqual([true, false]);
  station.toggleTalk();
  await until('pressed', () => window.talkKeys.length === 3);
  await talk();
  await granted();
  station.toggleTalk();
  await until('pressed once more', () => window.talkKeys.length === 4);
  expect(window.talkKeys.slice(2)).toEqual([true, false]);
  await window.call.offerEar(false);
  expect(await other.call.talkKey(true, false)).toMatchObject({ ok: false, reason: 'radio-no-ear' });
  expect(await talk()).toMatchObject({ ok: false, reason: 'radio-no-ear' });
});

const newChannel = '0195c2a0-0000-7000-8000-000000000001';
const openChannel = () => ({
  id: '0195c2a0-0000-7000-8000-0000000000ff',
  kind: 'channel.open' as const,
  payload: { channelId: newChannel, name: '临时', kind: 'ad-hoc' as const, members: { workerIds: ['w00001'] } },
});

test('[ST197] a channel that is opened is heard by whoever opened it; several are talked on at once', async () => {
  await actOn(window, 'channel.open', newChannel, openChannel().payload);
  await until('it is there', async () => (await window.read('radio', {})).channels.some(({ id }) => id === newChannel));
  expect(await channel(newChannel)).toMatchObject({ joined: true, mayClose: true, kind: 'ad-hoc', name: '临时' });
  await talk(false, [ALL, newChannel]);
  await until('both are granted', () => window.floors.filter(({ kind }) => kind === 'granted').length === 2);
  const grants = window.floors.filter((event) => event.kind === 'granted');
  expect(new Set(grants.map(({ channelIndex }) => channelIndex)).size).toBe(2);
  const stop = keepTalking((n) => grants.forEach((grant) => speak(grant)(n)));
  await until('both are heard', () => new Set(voices.map(({ channelIndex }) => channelIndex)).size === 2);
  stop();
  await window.call.hush();
  await actOn(window, 'channel.close', newChannel, { channelId: newChannel });
  await until('it is gone', async () => (await window.read('radio', {})).channels.every(({ id }) => id !== newChannel));
});

test('[ST198] who waits for a call is listed, the longest first, until an operator answers', async () => {
  const id = '0195c2a0-0000-7000-8000-000000000002';
  expect(await ask('call-back', { id, at: Date.now(), note: '请回电' })).toMatchObject({ ok: true });
  const row = async () => (await window.read('call-back.list', {})).find((each) => each.id === id);
  await until('it is listed', row);
  expect(await row()).toMatchObject({ workerId: 'w00001', note: '请回电', answeredAt: null });
  await actOn(window, 'call-back.answer', id, { callBackId: id });
  expect(await row()).toMatchObject({ answeredBy: { id: 'dispatcher' } });
  const listeners = await window.read('radio.listeners', { channelId: ALL });
  expect(listeners.map((listener) => listener.id)).toEqual(expect.arrayContaining(['w00001', 'dispatcher']));
});

test('[ST228] whoever is on an opened channel is named, is taken in and let go; the workers of places in the fleet’s table are told', async () => {
  const channelId = '0195c2a0-0000-7000-8000-000000000003';
  const rows = (await window.read('worker.near', { lon: 121.46, lat: 31.195, count: 3 })).map(({ worker }) => worker);
  const [one, two, three] = rows.map(({ id }) => id);
  if (!one || !two || !three) throw new Error('too few workers');
  const indices = [...rows.map(({ index }) => index), 999_999];
  const told = await window.read('worker.chosen', { indices });
  expect(told.map(({ id }) => id).toSorted()).toEqual([one, two, three].toSorted());
  const members = { workerIds: [one, two] };
  await actOn(window, 'channel.open', channelId, { channelId, name: '所选', kind: 'ad-hoc', members });
  await until('it is there', async () => (await window.read('radio', {})).channels.some(({ id }) => id === channelId));
  const named = async () => (await window.read('radio.members', { channelId })).workers.map(({ id }) => id).toSorted();
  expect(await named()).toEqual([one, two].toSorted());
  const change = { channelId, add: { workerIds: [three] }, remove: { workerIds: [one] } };
  await actOn(window, 'channel.members', channelId, change);
  await until('they are others', async () => (await named()).join() === [two, three].toSorted().join());
  expect((await window.read('radio.members', { channelId })).workers.every(({ name }) => name.length > 1)).toBe(true);
  expect(await window.read('radio.members', { channelId: ALL })).toMatchObject({ workers: [], userIds: [] });
  await actOn(window, 'channel.close', channelId, { channelId });
});
