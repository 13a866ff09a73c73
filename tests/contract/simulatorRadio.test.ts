import { afterAll, beforeAll, expect, it } from 'vitest';
import type { CallBack, FloorEvent, Transmission } from '#shared/protocol/intercom.ts';
import { decodeVoiceFrame } from '#shared/protocol/voiceFrame.ts';
import { readSpeech } from '../../gateway/simulator/districtFiles.ts';
import type { Child } from '../support/child.ts';
import { type Gateway, removeFolder, startDistrict, startGateway } from '../support/centre.ts';
import { type Client, openConsole } from './gateway/clients.ts';
import { letGo, press, rowsOf } from './gateway/radioClients.ts';

/** Simulated people on the radio of a real gateway. */
let gateway: Gateway;
let people: Child;
let lead: Client;

beforeAll(async () => {
  gateway = await startGateway();
  lead = await openConsole(gateway.url, 'lead');
  people = await startDistrict(gateway.url, { workers: 60, rate: 0, reliable: true, radio: 12_000 });
});
afterAll(async () => {
  lead.close();
  await people.end();
  await gateway.end();
  removeFolder(gateway.data);
});

it('they ask for the floor, speak in frames of 20 ms, let go; some ask to be called', async () => {
  const known = new Set(readSpeech().map((packet) => Buffer.from(packet).toString('hex')));
  const ended = () => rowsOf<Transmission>(lead, 'transmission').then((rows) => rows.filter((row) => row.endedAt));
  await expect.poll(async () => (await ended()).length, { timeout: 30_000 }).toBeGreaterThan(10);
  await expect
    .poll(async () => (await rowsOf<CallBack>(lead, 'call-back')).length, { timeout: 30_000 })
    .toBeGreaterThan(0);
  const talks = await ended();
  const released = talks.filter(({ endedBy }) => endedBy === 'released');
  expect(released.length).toBeGreaterThan(talks.length / 2);
  expect(new Set(talks.map(({ channelId }) => channelId)).size).toBeGreaterThan(3);

  const frames = lead.all<Uint8Array>('voice').flatMap((bytes) => decodeVoiceFrame(new Uint8Array(bytes)) ?? []);
  for (const { packet } of frames.slice(0, 200)) expect(known).toContain(Buffer.from(packet).toString('hex'));
  const streams = new Map(lead.all<FloorEvent>('floor:taken').map((event) => [event.transmissionId, event.streamId]));
  const long = released.find(({ id, startedAt, endedAt }) => streams.has(id) && (endedAt ?? 0) - startedAt > 2000);
  const heard = frames.filter(({ header }) => header.streamId === streams.get(long?.id) && long !== undefined);
  const ms = (long?.endedAt ?? 0) - (long?.startedAt ?? 0);
  expect(heard.length).toBeGreaterThan((ms / 20) * 0.8);
});

it('a desk pre-empts one of them, the other desk sees it; who vanishes amid a talk ends it', async () => {
  const other = await openConsole(gateway.url, 'dispatcher');
  lead.heard.length = 0;
  const taken = await lead.hears<FloorEvent>('floor:taken', ({ talker }) => talker?.kind === 'terminal');
  const { channelId, transmissionId } = taken;
  expect(await press(lead, channelId, true)).toMatchObject({ state: 'granted' });
  const seen = await other.hears<FloorEvent>('floor:taken', ({ talker }) => talker?.id === 'lead');
  expect(seen).toMatchObject({ channelId, emergency: true });
  await letGo(lead, channelId);
  const endOf = async (id: string | undefined) =>
    (await rowsOf<Transmission>(lead, 'transmission')).find((row) => row.id === id)?.endedBy;
  // Unless the worker had let go in the same moment.
  await expect.poll(() => endOf(transmissionId)).toMatch(/preempted|released/);

  lead.heard.length = 0;
  const last = await lead.hears<FloorEvent>('floor:taken', ({ talker }) => talker?.kind === 'terminal');
  await people.end('SIGKILL');
  await expect.poll(() => endOf(last.transmissionId), { timeout: 10_000 }).toMatch(/vanished|released/);
  await expect
    .poll(async () => (await rowsOf<Transmission>(lead, 'transmission')).filter((row) => row.endedAt === null))
    .toEqual([]);
  other.close();
});
