import { afterEach, beforeEach, expect, test } from 'vitest';
import { decodeVoiceFrame, encodeVoiceFrame } from '#shared/protocol/voiceFrame.ts';
import type { Station } from '../../../electron/station/station.ts';
import { type FakeGateway, startFakeGateway } from './fakeGateway.ts';
import { liveStation, scratchFolder, type TestWindow, until } from './harness.ts';

const HERE = 'ch1';
const ELSEWHERE = 'ch2';
const worker = { id: 'w00001', name: '王芳', kind: 'terminal' };
let scratch: ReturnType<typeof scratchFolder>;
let fake: FakeGateway;
let station: Station;
let window: TestWindow;

beforeEach(async () => {
  scratch = scratchFolder();
  fake = await startFakeGateway();
  fake.snapshots.set(
    'channel',
    [HERE, ELSEWHERE].map((id) => ({
      id,
      version: 1,
      value: { id, version: 1, name: id, priority: 1, gridCode: null },
    })),
  );
  fake.answers.set('channel:join', () => ({ ok: false, code: 'invalid', message: '未知的事件' }));
  fake.answers.set('floor:release', () => ({ ok: true }));
  ({ station, window } = await liveStation(scratch.path, fake.url));
  await window.call.offerEar(true);
  await window.call.joinChannels([HERE]);
});
afterEach(async () => {
  await station.stop();
  await fake.close();
  scratch.remove();
});

const say = (event: string, payload: unknown) => [...fake.sockets][0]?.emit(event, payload);
const voice = (n: number, streamId = 7) => {
  const header = { channelIndex: 0, streamId, sequence: n, timestamp: n * 960 };
  say('voice', Buffer.from(encodeVoiceFrame(header, Uint8Array.from([0xf8, n]))));
};
const asked = (event: string) => fake.heard.filter((each) => each.event === event).length;
const onHere = async () => (await window.read('radio', {})).channels.find(({ id }) => id === HERE);

test('[ST199] a centre that knows no joining and numbers no talk is heard on what was joined, and recorded', async () => {
  say('floor:taken', { channelId: ELSEWHERE, talker: worker });
  for (const n of [0, 1, 2]) voice(n);
  say('floor:idle', { channelId: ELSEWHERE });
  say('floor:taken', { channelId: HERE, talker: worker });
  for (const n of [10, 11, 12]) voice(n, 8);
  await until('it is heard', () => window.voices.length === 3);
  expect(window.voices.map((frame) => decodeVoiceFrame(frame)?.header.sequence)).toEqual([10, 11, 12]);
  expect(window.floors.find((event) => event.kind === 'taken' && event.channelId === HERE)).toMatchObject({
    streamId: 8,
  });
  say('floor:idle', { channelId: HERE });
  const kept = await until('it is kept', async () =>
    (await window.read('recording.list', { limit: 9 })).rows.find(({ sha256 }) => sha256 !== null),
  );
  expect(kept).toMatchObject({ channelId: HERE, soundMs: 60, talker: worker });
});

test('[ST199] a floor that it gives without numbers is talked on; taken away without a word it is lost', async () => {
  fake.answers.set('floor:request', () => ({ ok: true, state: 'granted' }));
  await window.call.talk({ channelIds: [HERE], emergency: false });
  const grant = await until('granted', () => window.floors.find((event) => event.kind === 'granted'));
  expect(grant.talkUntil - Date.now()).toBeGreaterThan(58_000);
  window.raw({ t: 'voice', frame: encodeVoiceFrame({ ...grant, sequence: 0, timestamp: 0 }, Uint8Array.of(0xf8)) });
  await until('it is sent', () => asked('voice') === 1);
  say('floor:taken', { channelId: HERE, talker: worker });
  await until('it is lost', async () => (await onHere())?.mine === 'revoked');
  expect(window.floors.at(-1)).toMatchObject({ kind: 'revoked', code: 'preempted' });
});

test('[ST191] a floor that is granted after the key was let go is given back, and another press has its own answer', async () => {
  const answers: ((answer: unknown) => void)[] = [];
  fake.answers.set('floor:request', () => new Promise((resolve) => answers.push(resolve)));
  await window.call.talk({ channelIds: [HERE], emergency: false });
  await until('it is asked', () => answers.length === 1);
  await window.call.hush();
  await until('it is given back', () => asked('floor:release') === 1);
  await window.call.talk({ channelIds: [HERE], emergency: false });
  await until('it is asked again', () => answers.length === 2);
  say('floor:granted', { channelId: HERE, talker: worker, streamId: 1, channelIndex: 0 });
  answers[0]?.({ ok: true, state: 'granted', streamId: 1, channelIndex: 0 });
  await new Promise((resolve) => setTimeout(resolve, 100));
  expect(await onHere()).toMatchObject({ mine: 'asking', talk: null });
  answers[1]?.({ ok: true, state: 'denied', code: 'retry-after', retryMs: 2000 });
  await until('its own answer', async () => (await onHere())?.mine === 'denied');
  expect(await onHere()).toMatchObject({ code: 'retry-after' });
  say('floor:granted', { channelId: HERE, talker: worker, streamId: 2, channelIndex: 0 });
  await until('nobody wants it any more', () => asked('floor:release') === 2);
  await until('the denial is shown for a while only', async () => (await onHere())?.mine === 'none', 6000);
});
