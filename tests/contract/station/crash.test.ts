import { type ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';
import { v7 as uuidv7 } from 'uuid';
import { afterEach, expect, test } from 'vitest';
import type { Act, SignIn } from '#shared/contract/station.ts';
import type { Station } from '../../../electron/station/station.ts';
import { confirmedCase } from './cases.ts';
import { aCase, type FakeGateway, snapshotOf, startFakeGateway } from './fakeGateway.ts';
import {
  configFor,
  endProcess,
  isLive,
  liveStation,
  NODE,
  type RunningGateway,
  scratchFolder,
  startGateway,
  until,
} from './harness.ts';

const scratch = scratchFolder();
const running: { gateway?: RunningGateway; fake?: FakeGateway; station?: Station; child?: ChildProcess } = {};
const lead: SignIn = { username: 'lead', password: 'demo' };

afterEach(async () => {
  if (running.child) await endProcess(running.child, 'SIGKILL');
  await running.station?.stop();
  await running.fake?.close();
  await running.gateway?.stop();
  scratch.remove();
});

/** A child station that signs in, acts, and is killed the moment it has answered. */
async function actAndDie(home: string, gateway: string, act: Act, undoSeconds = 0): Promise<unknown> {
  const config = configFor(home, gateway, { undoSeconds });
  const child = spawn(
    NODE,
    [join(import.meta.dirname, 'childStation.ts'), ...[config, lead, act].map((x) => JSON.stringify(x))],
    {
      stdio: ['ignore', 'pipe', 'inherit'],
    },
  );
  running.child = child;
  let output = '';
  child.stdout.on('data', (chunk: Buffer) => {
    output += chunk.toString();
  });
  const line = await until('the child answers', () => output.match(/.*\n/)?.[0]);
  await endProcess(child, 'SIGKILL');
  return JSON.parse(line);
}

test('killed right after an action was answered: it is there and takes effect exactly once', async () => {
  const gateway = await startGateway(`${scratch.path}/gateway`);
  running.gateway = gateway;
  const home = `${scratch.path}/desk`;
  const before = await liveStation(home, gateway.url);
  const id = await confirmedCase(before.window, '井盖破损');
  await before.station.stop();

  const op = uuidv7();
  const act: Act = { id: op, kind: 'case.annotate', entityId: id, payload: { note: '现场已围挡' } };
  const told = await actAndDie(home, gateway.url, act);
  expect(told).toMatchObject({ answer: { ok: true, value: { id: op } } });

  const after = await liveStation(home, gateway.url);
  running.station = after.station;
  const view = await until('it is through', async () => {
    const now = await after.window.read('case.get', { id });
    return now && now.waiting.length === 0 && now.events.length > 1 ? now : null;
  });
  expect(view.events.filter((event) => event.action === 'annotate')).toHaveLength(1);
  expect(await after.window.call.act(act)).toMatchObject({ ok: true, value: { id: op } });
  expect(await after.window.read('outbox.list', {})).toEqual([]);
});

test('an op whose answer was lost is sent again with the same id', async () => {
  const fake = await startFakeGateway();
  running.fake = fake;
  const row = aCase();
  fake.snapshots.set('case', [snapshotOf(row)]);
  const sent: string[] = [];
  fake.answers.set('op', (payload) => {
    sent.push((payload as { id: string }).id);
    for (const socket of fake.sockets) socket.disconnect(true);
    return null;
  });
  const { station, window } = await liveStation(scratch.path, fake.url);
  running.station = station;
  const op = uuidv7();
  const answer = await window.call.act({ id: op, kind: 'case.accept', entityId: row.id, payload: {} });
  expect(answer.ok).toBe(true);
  await until('it was sent', () => sent.length === 1);
  fake.answers.delete('op');
  await until('it is sent again', () => fake.heard.filter(({ event }) => event === 'op').length === 2);
  const ids = fake.heard.filter(({ event }) => event === 'op').map(({ payload }) => (payload as { id: string }).id);
  expect(ids).toEqual([op, op]);
  await until('it is through', async () => (await window.read('outbox.list', {})).length === 0);
});

test('a rate-limited or unavailable centre is tried again; the action is never given up', async () => {
  const fake = await startFakeGateway();
  running.fake = fake;
  const row = aCase();
  fake.snapshots.set('case', [snapshotOf(row)]);
  const codes = ['unavailable', 'rate-limited'];
  fake.answers.set('op', () => {
    const code = codes.shift();
    return code ? { ok: false, code, message: '稍后再试' } : { ok: true, seq: 0, result: {} };
  });
  const { station, window } = await liveStation(scratch.path, fake.url);
  running.station = station;
  await window.call.act({ id: uuidv7(), kind: 'case.accept', entityId: row.id, payload: {} });
  await until('it is through', async () => (await window.read('outbox.list', {})).length === 0);
  expect(fake.heard.filter(({ event }) => event === 'op')).toHaveLength(3);
  expect(isLive(station)).toBe(true);
});
