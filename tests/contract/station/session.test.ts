import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Station } from '../../../electron/station/station.ts';
import { actOn } from './cases.ts';
import { aCase, type FakeGateway, snapshotOf, startFakeGateway } from './fakeGateway.ts';
import { configFor, isLive, liveStation, openWindow, scratchFolder, startStation, until } from './harness.ts';

const DAY_MS = 86_400_000;
const row = aCase();
let scratch: ReturnType<typeof scratchFolder>;
let fake: FakeGateway | undefined;
let station: Station | undefined;

beforeEach(async () => {
  scratch = scratchFolder();
  fake = await startFakeGateway();
  fake.snapshots.set('case', [snapshotOf(row)]);
});
afterEach(async () => {
  await station?.stop();
  station = undefined;
  await fake?.close();
  scratch.remove();
});

/** Somebody signed in here once; then the centre went away. Answers its port. */
async function signedInBefore(): Promise<number> {
  const gateway = fake;
  if (!gateway) throw new Error('no gateway');
  const live = await liveStation(scratch.path, gateway.url);
  await live.station.stop();
  await gateway.close();
  fake = undefined;
  return Number(new URL(gateway.url).port);
}

test('who signed in here before signs in without the centre, works, and is joined to it when it is back', async () => {
  const port = await signedInBefore();
  station = startStation(configFor(scratch.path, `http://127.0.0.1:${port}`));
  const window = openWindow(station);
  expect(await window.call.signIn({ username: 'lead', password: 'wrong' })).toMatchObject({
    ok: false,
    reason: 'wrong-password',
  });
  expect(await window.call.signIn({ username: 'dispatcher', password: 'demo' })).toMatchObject({
    ok: false,
    reason: 'centre-unreachable',
  });
  expect(await window.call.signIn({ username: 'lead', password: 'demo' })).toEqual({ ok: true, value: null });
  expect((await window.read('status', {})).session.state).toBe('offline');
  await actOn(window, 'case.accept', row.id, {});
  expect((await window.read('queue.page', { queue: 'dispatch', limit: 5 })).rows[0]).toMatchObject({ waiting: 1 });

  fake = await startFakeGateway(port);
  fake.snapshots.set('case', [snapshotOf(row)]);
  await until(
    'it is joined',
    () => station && isLive(station) && station.status().session.state === 'signed-in',
    40_000,
  );
  await until('the action has left', () => fake?.heard.some(({ event }) => event === 'op'));
});

test('an offline sign-in ends after fourteen days', async () => {
  const port = await signedInBefore();
  station = startStation(configFor(scratch.path, `http://127.0.0.1:${port}`), {
    now: () => Date.now() + 15 * DAY_MS,
  });
  const window = openWindow(station);
  expect(await window.call.signIn({ username: 'lead', password: 'demo' })).toMatchObject({
    ok: false,
    reason: 'offline-expired',
  });
});

test('a sign-in that takes long holds up no other call', async () => {
  const live = await liveStation(scratch.path, fake?.url ?? '');
  station = live.station;
  const signing = live.window.call.signIn({ username: 'lead', password: 'demo' });
  const started = performance.now();
  await live.window.read('queue.counts', {});
  expect(performance.now() - started).toBeLessThan(200);
  expect((await signing).ok).toBe(true);
});

test('a refused sign-in says so in words', async () => {
  if (fake) fake.login = { status: 401, body: { code: 'unauthorized', message: '用户名或密码错误' } };
  station = startStation(configFor(scratch.path, fake?.url ?? ''));
  const window = openWindow(station);
  expect(await window.call.signIn({ username: 'lead', password: 'x' })).toEqual({
    ok: false,
    code: 'unauthorized',
    reason: 'wrong-password',
    message: '用户名或密码错误',
  });
  if (fake) fake.login = { status: 200, body: '<html>' };
  expect(await window.call.signIn({ username: 'lead', password: 'x' })).toMatchObject({
    ok: false,
    reason: 'no-gateway-there',
  });
});

test('the demo signs in by itself, as soon as its centre is there', async () => {
  const url = fake?.url ?? '';
  station = startStation(configFor(scratch.path, '', { autoSignIn: { username: 'lead', password: 'demo' } }));
  expect(station.status().session.state).toBe('signed-out');
  station.setGateway(url);
  await until('it is live', () => station && isLive(station));
});

test('no password, token or contact lies in any file', async () => {
  const secret = aCase({ contact: { name: '欧阳长庚', phone: '13812345678', note: '住三楼' } });
  fake?.snapshots.set('case', [snapshotOf(secret)]);
  if (fake) {
    fake.login = {
      status: 200,
      body: {
        accessToken: 'access-secret',
        refreshToken: 'refresh-secret',
        expiresIn: 3600,
        user: { id: 'lead', name: '值班长', roles: ['shift-lead'], areas: [] },
      },
    };
  }
  const live = await liveStation(scratch.path, fake?.url ?? '');
  expect((await live.window.read('case.get', { id: secret.id }))?.contact).toEqual({
    name: '欧***',
    phone: '138****5678',
  });
  await live.station.stop();
  const files = readdirSync(scratch.path, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  expect(files.length).toBeGreaterThan(1);
  for (const file of files) {
    const bytes = readFileSync(join(file.parentPath, file.name));
    for (const word of ['access-secret', 'refresh-secret', '"password"', '欧阳长庚', '13812345678', '住三楼']) {
      expect(bytes.includes(word), `${word} in ${file.name}`).toBe(false);
    }
  }
});
