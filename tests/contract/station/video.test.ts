import { v7 as uuidv7 } from 'uuid';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { relayedUrl } from '#shared/contract/streamRelay.ts';
import type { VideoEvent } from '#shared/contract/video.ts';
import { type Client, openTerminal } from '../gateway/clients.ts';
import {
  liveStation,
  openWindow,
  type RunningGateway,
  scratchFolder,
  startGateway,
  type TestWindow,
  until,
} from './harness.ts';
import type { Station } from '../../../electron/station/station.ts';

const scratch = scratchFolder();
let gateway: RunningGateway;
let station: Station;
let desk: TestWindow;
let wall: TestWindow;
let worker: Client;
const told: { origins: string[]; gateway: string | null }[] = [];

beforeAll(async () => {
  gateway = await startGateway(`${scratch.path}/gateway`);
  const streamsAt = (origins: string[], own: string | null) => void told.push({ origins, gateway: own });
  ({ station, window: desk } = await liveStation(`${scratch.path}/desk`, gateway.url, 'lead', {}, { streamsAt }));
  wall = openWindow(station, 7, 'wall');
  worker = await ringing('w00050');
});
afterAll(async () => {
  worker?.close();
  await station?.stop();
  await gateway?.stop();
  scratch.remove();
});

async function ringing(workerId: string): Promise<Client> {
  const client = await openTerminal(gateway.url, workerId);
  client.socket.on('video:invite', (_: unknown, ack: (answer: unknown) => void) => ack({ ok: true }));
  return client;
}
const heard = (window: TestWindow, sessionId: string) =>
  window.videos.filter((event) => 'sessionId' in event && event.sessionId === sessionId).map(({ kind }) => kind);
const hears = (window: TestWindow, sessionId: string, kind: VideoEvent['kind']) =>
  until(`the window hears ${kind}`, () =>
    window.videos.find((event) => event.kind === kind && 'sessionId' in event && event.sessionId === sessionId),
  );
async function asked(window: TestWindow, workerId = 'w00050'): Promise<string> {
  const sessionId = uuidv7();
  expect(await window.call.videoAsk({ sessionId, workerId, media: 'camera' })).toEqual({ ok: true, value: null });
  return sessionId;
}

test('[ST210] sources come by name with what a window opens, and main is told where that may be fetched', async () => {
  const sources = await desk.read('video.sources', {});
  expect(sources.length).toBeGreaterThan(20);
  const [playing] = sources.filter(({ streams }) => streams.length > 0);
  expect(playing?.streams[0]).toEqual({ kind: 'jpeg', url: relayedUrl(`${gateway.url}/demo/cameras/${playing?.id}`) });
  expect(sources.some(({ streams }) => streams.length === 0)).toBe(true);
  expect(told.at(-1)).toEqual({ origins: [gateway.url], gateway: gateway.url });
  expect(await station.token()).toMatch(/^\S{40,}$/);
});

test('[ST211] a session rings, is accepted with streams of the centre, signals both ways, and is over for both', async () => {
  const sessionId = await asked(desk);
  await hears(desk, sessionId, 'ringing');
  const streams = [
    { kind: 'jpeg', url: '/demo/cameras/w00050' },
    { kind: 'jpeg', url: 'http://10.0.0.1/admin' },
  ];
  await worker.ask('video:answer', { sessionId, accept: true, streams });
  expect(await hears(desk, sessionId, 'accepted')).toMatchObject({
    streams: [{ kind: 'jpeg', url: relayedUrl(`${gateway.url}/demo/cameras/w00050`) }],
  });
  await worker.ask('video:signal', { sessionId, description: { type: 'offer', sdp: 'v=0' } });
  await until('the offer comes', () => desk.videos.some(({ kind }) => kind === 'signal'));
  await desk.call.videoSignal({ sessionId, description: { type: 'answer', sdp: 'v=0' } });
  expect(await worker.hears('video:signal')).toMatchObject({ description: { type: 'answer' } });
  expect(await wall.call.videoSignal({ sessionId })).toMatchObject({ ok: false, code: 'not-found' });
  await desk.call.videoOver({ sessionId, cause: 'closed' });
  await worker.hears('video:end', (end: { sessionId: string }) => end.sessionId === sessionId);
  expect(heard(wall, sessionId)).toEqual([]);
});

test('[ST212] refusals come back by their cause: declined with words, busy, offline; and a lost terminal', async () => {
  const declined = await asked(desk);
  await hears(desk, declined, 'ringing');
  const other = await asked(desk);
  expect(await hears(desk, other, 'refused')).toMatchObject({ cause: 'busy' });
  await worker.ask('video:answer', { sessionId: declined, accept: false, reason: '正在劝导' });
  expect(await hears(desk, declined, 'refused')).toMatchObject({ cause: 'declined', note: '正在劝导' });
  expect(await hears(desk, await asked(desk, 'w00051'), 'refused')).toMatchObject({ cause: 'offline' });

  const gone = await ringing('w00052');
  const lost = await asked(desk, 'w00052');
  await hears(desk, lost, 'ringing');
  await gone.ask('video:answer', { sessionId: lost, accept: true });
  gone.close();
  expect(await hears(desk, lost, 'ended')).toMatchObject({ cause: 'terminal-lost' });
});

test('[ST213] a stream where the centre has none ends the session on both sides', async () => {
  const sessionId = await asked(desk);
  await hears(desk, sessionId, 'ringing');
  await worker.ask('video:answer', { sessionId, accept: true, streams: [{ kind: 'hls', url: 'http://10.0.0.1/x' }] });
  expect(await hears(desk, sessionId, 'ended')).toMatchObject({ cause: 'unreachable' });
  await worker.hears('video:end', (end: { sessionId: string }) => end.sessionId === sessionId);
});

test('[ST214] a page that is loaded anew leaves its sessions: the worker is told, and can be asked again', async () => {
  const video = openWindow(station, 9, 'video');
  const sessionId = await asked(video);
  await hears(video, sessionId, 'ringing');
  await worker.ask('video:answer', { sessionId, accept: true });
  const again = openWindow(station, 9, 'video');
  await worker.hears('video:end', (end: { sessionId: string }) => end.sessionId === sessionId);
  const next = await asked(again);
  await hears(again, next, 'ringing');
  await again.call.videoOver({ sessionId: next, cause: 'closed' });
});

test('[ST215] what is to be shown waits for a video window that is just opening', async () => {
  const target = { kind: 'worker', workerId: 'w00050', name: '张伟', media: 'camera' } as const;
  await desk.call.videoShow(target);
  const video = openWindow(station, 10, 'video');
  await video.call.videoReady();
  const shown = (window: TestWindow) => window.videos.filter(({ kind }) => kind === 'show');
  await until('it is shown', () => shown(video).length === 1);
  expect(shown(video)).toEqual([{ kind: 'show', target }]);
  await desk.call.videoShow(target);
  await until('it is shown again', () => shown(video).length === 2);
  expect(shown(desk)).toEqual([]);
});

test('[ST216] a camera turns, or says that it cannot; the operator is told which', async () => {
  const sources = await desk.read('video.sources', {});
  const turn = (sourceId = '') => desk.call.videoTurn({ sourceId, ptz: { verb: 'left', speed: 0.5 } });
  expect(await turn(sources.find(({ ptz }) => ptz)?.id)).toEqual({ ok: true, value: null });
  expect(await turn(sources.find(({ ptz }) => !ptz)?.id)).toMatchObject({ ok: false, reason: 'video-no-ptz' });
  const outbox = await desk.read('outbox.list', {});
  expect(outbox).toEqual([]);
});

test('[ST217] what an operator arranged is kept for that operator', async () => {
  const kept = { ...(await desk.read('video.desk', {})), layout: '9' as const, favourites: ['99010100081326000001'] };
  expect(await desk.call.videoKeep(kept)).toEqual({ ok: true, value: null });
  expect(await wall.read('video.desk', {})).toEqual(kept);
  expect(await desk.call.videoKeep({ ...kept, layout: '7' } as never)).toMatchObject({ code: 'invalid' });
  await desk.call.signOut();
  expect(await desk.call.read('video.desk', {})).toMatchObject({ code: 'unauthorized' });
  await desk.call.signIn({ username: 'dispatcher', password: 'demo' });
  expect(await desk.read('video.desk', {})).toMatchObject({ layout: '4', favourites: [] });
  await desk.call.signIn({ username: 'lead', password: 'demo' });
  expect(await desk.read('video.desk', {})).toEqual(kept);
});

test('[ST218] without the centre nobody is asked and nothing turns, and both are said so at once', async () => {
  await until('the desk is live again', () => station.status().link.state === 'online');
  const live = await asked(desk);
  await hears(desk, live, 'ringing');
  await gateway.stop();
  expect(await hears(desk, live, 'ended')).toMatchObject({ cause: 'alone' });
  expect(await hears(desk, await asked(desk), 'refused')).toMatchObject({ cause: 'alone' });
  const ptz = { verb: 'left' } as const;
  expect(await desk.call.videoTurn({ sourceId: '99010100081316000001', ptz })).toMatchObject({ reason: 'alone' });
});
