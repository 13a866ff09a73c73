import { type ChildProcess, spawn } from 'node:child_process';
import { copyFileSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { v7 as uuidv7 } from 'uuid';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Backup } from '#shared/contract/backups.ts';
import type { Station } from '../../../electron/station/station.ts';
import { actOn } from './cases.ts';
import { aCase, type FakeGateway, snapshotOf, startFakeGateway } from './fakeGateway.ts';
import {
  configFor,
  endProcess,
  liveStation,
  NODE,
  openWindow,
  scratchFolder,
  startStation,
  type TestWindow,
  until,
} from './harness.ts';

const PAGE_BYTES = 4096;
let scratch: ReturnType<typeof scratchFolder>;
let home: string;
let fake: FakeGateway;
let station: Station | undefined;
let child: ChildProcess | undefined;
/** the station has ended and asks for another */
let asked: boolean;
const first = aCase({ title: '井盖破损' });
const second = aCase({ title: '路灯不亮' });

beforeEach(async () => {
  scratch = scratchFolder();
  home = join(scratch.path, 'home');
  asked = false;
  fake = await startFakeGateway();
  fake.snapshots.set('case', [snapshotOf(first), snapshotOf(second)]);
  fake.answers.set('op', () => ({ ok: false, code: 'unavailable', message: '' }));
});
afterEach(async () => {
  if (child) await endProcess(child, 'SIGKILL');
  child = undefined;
  await station?.stop();
  station = undefined;
  await fake.close();
  scratch.remove();
});

async function desk(): Promise<{ station: Station; window: TestWindow }> {
  const live = await liveStation(home, fake.url, 'lead', {}, { restart: () => (asked = true) });
  station = live.station;
  return live;
}

async function care(live: { station: Station }): Promise<NonNullable<ReturnType<Station['status']>['care']['last']>> {
  return until('the care is done', () => {
    const { running, last } = live.station.status().care;
    return running === null ? last : null;
  });
}

async function backUp(live: { station: Station; window: TestWindow }): Promise<Backup> {
  expect(await live.window.call.backUp()).toMatchObject({ ok: true });
  expect(await care(live)).toMatchObject({ job: 'backup', ok: true });
  const [made] = await live.window.read('backup.list', {});
  if (!made) throw new Error('no backup');
  return made;
}

/** Asks for a restore and starts the station that stands in after it. */
async function restore(live: { window: TestWindow }, name: string): Promise<{ station: Station; window: TestWindow }> {
  expect(await live.window.call.restoreBackup(name)).toMatchObject({ ok: true });
  await until('the station asks for another', () => asked);
  return desk();
}

const waitingOps = async (window: TestWindow) =>
  (await window.read('outbox.list', {})).map(({ id, state, code }) => ({ id, state, code }));
const notesIn = (file: string): string[] => {
  const db = new Database(file, { readonly: true });
  const ids = db.prepare('SELECT id FROM outbox ORDER BY n').pluck().all() as string[];
  db.close();
  return ids;
};

function tear(file: string): void {
  const bytes = readFileSync(file);
  for (let at = 2 * PAGE_BYTES; at < bytes.length; at += 2 * PAGE_BYTES) bytes.fill(0xa5, at, at + PAGE_BYTES);
  writeFileSync(file, bytes);
}

test('[ST30] a backup asked for is verified, listed, told to the windows, and holds what waits', async () => {
  const live = await desk();
  const op = await actOn(live.window, 'case.accept', first.id, {});
  const made = await backUp(live);
  expect(made).toMatchObject({ kind: 'asked', verified: 'ok' });
  await until('the windows are told', () => live.window.changes.includes('backups'));
  expect(notesIn(join(home, 'backups', made.name))).toEqual([op]);
  expect(readdirSync(join(home, 'backups')).sort()).toEqual([made.name, 'verified.json']);
});

test('[ST31] a damaged backup is found by its verification and refused by a restore; the desk works on', async () => {
  const live = await desk();
  const { name } = await backUp(live);
  tear(join(home, 'backups', name));
  expect((await live.window.read('backup.list', {}))[0]?.verified).toBe('not-yet');
  expect(await live.window.call.verifyBackup(name)).toMatchObject({ ok: true });
  expect(await care(live)).toMatchObject({ job: 'verify', ok: false, reason: 'backup-damaged' });
  expect((await live.window.read('backup.list', {}))[0]?.verified).toBe('failed');

  expect(await live.window.call.restoreBackup(name)).toMatchObject({ ok: true });
  await until('it is refused', () => live.station.status().care.last?.job === 'restore');
  expect(live.station.status().care.last).toMatchObject({ ok: false, reason: 'backup-damaged' });
  expect(asked).toBe(false);
  expect(existsSync(join(home, 'station.db.incoming'))).toBe(false);
  expect((await live.window.call.act({ id: uuidv7(), kind: 'case.accept', entityId: first.id, payload: {} })).ok).toBe(
    true,
  );
});

test('[ST31] a backup of a newer version, an unknown name and a path are refused in words', async () => {
  const live = await desk();
  const { name } = await backUp(live);
  const newer = 'station-2031-01-01.db';
  copyFileSync(join(home, 'backups', name), join(home, 'backups', newer));
  const db = new Database(join(home, 'backups', newer));
  db.pragma('user_version = 999');
  db.close();
  await live.window.call.restoreBackup(newer);
  expect(
    await until('refused', () => live.station.status().care.last?.job === 'restore' && live.station.status().care.last),
  ).toMatchObject({ ok: false, reason: 'backup-newer' });
  for (const bad of [
    'station-2020-01-01.db',
    '../station.db',
    '/etc/passwd',
    'station-2031-01-01.db/../../station.db',
  ]) {
    expect(await live.window.call.restoreBackup(bad)).toMatchObject({ ok: false, reason: 'backup-unknown' });
  }
});

test('[ST32] a restore brings the cache back and keeps what waits now; nothing done since is done again', async () => {
  let live = await desk();
  const sentSince = await actOn(live.window, 'case.accept', first.id, {});
  const { name } = await backUp(live);
  fake.answers.delete('op');
  await live.window.call.sendNow(sentSince);
  await until('it is through', async () => (await live.window.read('outbox.list', {})).length === 0);
  fake.answers.set('op', () => ({ ok: false, code: 'unavailable', message: '' }));
  const waitsNow = await actOn(live.window, 'case.accept', second.id, {});
  const sent = () =>
    fake.heard.filter(({ event }) => event === 'op').map(({ payload }) => (payload as { id: string }).id);
  const sentBefore = sent().filter((id) => id === sentSince).length;

  live = await restore(live, name);
  expect(live.station.status().care.last).toMatchObject({ job: 'restore', name, ok: true, setAside: 0 });
  expect((await waitingOps(live.window)).map(({ id }) => id)).toEqual([waitsNow]);
  expect((await live.window.read('case.get', { id: second.id }))?.case.state).toBe('accepted');
  // The centre never told of the effect: what the backup laid over the first case is gone with its action.
  expect((await live.window.read('case.get', { id: first.id }))?.case.state).toBe('reported');
  fake.answers.delete('op');
  await live.window.call.sendNow(waitsNow);
  await until('what waited is through', async () => (await live.window.read('outbox.list', {})).length === 0);
  expect(sent().filter((id) => id === sentSince)).toHaveLength(sentBefore);
  expect(readdirSync(home).filter((file) => /replaced-[^.]*Z$/.test(file))).toHaveLength(1);
  expect(existsSync(join(home, 'station.db.swap'))).toBe(false);
});

test('[ST33] of a database that cannot be read, the backup’s actions come back for a decision and never leave by themselves', async () => {
  let live = await desk();
  const op = await actOn(live.window, 'case.accept', first.id, {});
  const { name } = await backUp(live);
  await live.window.call.restoreBackup(name);
  await until('prepared', () => asked);
  writeFileSync(join(home, 'station.db'), '这不是数据库'.repeat(3000));
  const before = fake.heard.filter(({ event }) => event === 'op').length;
  fake.answers.delete('op');
  live = await desk();
  expect(live.station.status().care.last).toMatchObject({ job: 'restore', ok: true, setAside: 1 });
  expect(await waitingOps(live.window)).toEqual([{ id: op, state: 'refused', code: 'restored' }]);
  expect((await live.window.read('case.get', { id: first.id }))?.case.state).toBe('reported');
  expect(fake.heard.filter(({ event }) => event === 'op')).toHaveLength(before);
  // Sent again as it was it keeps its id: a centre that has it already takes it no second time.
  expect(await live.window.call.retry(op)).toMatchObject({ ok: true });
  await until('it leaves', () => fake.heard.filter(({ event }) => event === 'op').length > before);
  expect(fake.heard.filter(({ event }) => event === 'op').at(-1)?.payload).toMatchObject({ id: op });
});

test('[ST34] a restore that is interrupted before its swap leaves everything as it was', async () => {
  let live = await desk();
  const { name } = await backUp(live);
  const op = await actOn(live.window, 'case.accept', first.id, {});
  await live.window.call.restoreBackup(name);
  await until('prepared', () => asked);
  // As if it had ended before it could ask: what is prepared is all there is.
  rmSync(join(home, 'station.db.restore'));
  live = await desk();
  expect((await waitingOps(live.window)).map(({ id }) => id)).toEqual([op]);
  expect(readdirSync(home).filter((file) => /incoming|replaced|swap|restore/.test(file))).toEqual([]);
});

test('[ST34] killed at any moment of a restore, the desk has what waited and a whole database', async () => {
  const live = await desk();
  const { name } = await backUp(live);
  const op = await actOn(live.window, 'case.accept', first.id, {});
  await live.window.call.restoreBackup(name);
  await until('prepared', () => asked);
  const prepared = join(scratch.path, 'prepared');
  mkdirSync(prepared);
  for (const file of ['station.db', 'station.db.incoming', 'station.db.restore'])
    copyFileSync(join(home, file), join(prepared, file));
  for (const step of ['before-swap', 'after-marker', 'present-moved', 'incoming-moved']) {
    rmSync(home, { recursive: true });
    mkdirSync(home);
    for (const file of readdirSync(prepared)) copyFileSync(join(prepared, file), join(home, file));
    child = spawn(NODE, [join(import.meta.dirname, 'childRestore.ts'), home, step], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const gone = new Promise<NodeJS.Signals | null>((resolve) => child?.once('exit', (_, signal) => resolve(signal)));
    expect(await gone).toBe('SIGKILL');
    const after = startStation(configFor(home, ''));
    const window = openWindow(after);
    expect((await window.read('status', {})).outbox.waiting).toBe(1);
    expect(after.status().trouble).toBeNull();
    const told = after.status().care.last;
    expect(told?.name ?? null).toBe(step === 'before-swap' ? null : name);
    await after.stop();
    expect(notesIn(join(home, 'station.db'))).toEqual([op]);
    const db = new Database(join(home, 'station.db'));
    expect(db.pragma('integrity_check', { simple: true })).toBe('ok');
    db.close();
    expect(readdirSync(home).filter((file) => /incoming|swap|restore/.test(file))).toEqual([]);
  }
});

test('only a shift lead or admin may restore; nobody who is signed out makes or checks a backup', async () => {
  const live = await desk();
  const { name } = await backUp(live);
  await live.window.call.signOut();
  expect(await live.window.call.backUp()).toMatchObject({ ok: false, reason: 'signed-out' });
  expect(await live.window.call.verifyBackup(name)).toMatchObject({ ok: false, reason: 'signed-out' });
  const user = { id: 'wall', name: '大屏', roles: ['wall'], areas: [] };
  fake.login = { status: 200, body: { accessToken: 'a', refreshToken: 'r', expiresIn: 3600, user } };
  await live.window.call.signIn({ username: 'wall', password: 'demo' });
  expect(await live.window.call.restoreBackup(name)).toMatchObject({ ok: false, reason: 'role-missing' });
});
