import { existsSync, openSync, readdirSync, statSync, writeFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { encodeFleetFrame, type FleetRecord, STATUS } from '#shared/protocol/fleetFrame.ts';
import type { Station } from '../../../electron/station/station.ts';
import { TRAIL } from '../../../electron/station/trails/trails.ts';
import { actOn } from './cases.ts';
import { type FakeGateway, startFakeGateway } from './fakeGateway.ts';
import { liveStation, REPOSITORY, scratchFolder, type TestWindow, until } from './harness.ts';

let scratch: ReturnType<typeof scratchFolder>;
let fake: FakeGateway;
let station: Station | undefined;
let window: TestWindow;
const MINUTE = 60_000;

beforeEach(async () => {
  scratch = scratchFolder();
  fake = await startFakeGateway();
  fake.answers.set('query', () => ({ ok: false, code: 'invalid', message: '' }));
  fake.snapshots.set('worker', [worker('w00001', 0), worker('w00002', 1)]);
  await start();
});
afterEach(async () => {
  await station?.stop();
  await fake.close();
  scratch.remove();
});

function worker(id: string, index: number) {
  const person = { name: '王芳', role: 'grid-worker', teamId: 't1', gridCode: '99010100100101' };
  return { id, version: 1, value: { id, version: 1, index, ...person, onDuty: true, dutySince: Date.now() } };
}

let restarts = 0;
async function start(district: string | null = null): Promise<void> {
  restarts = 0;
  const live = await liveStation(scratch.path, fake.url, 'lead', { district }, { restart: () => (restarts += 1) });
  ({ station, window } = live);
  await window.call.fleetNext();
}

/** Frames as the gateway sends them; waits until the station has taken them. */
async function walk(fixes: Partial<FleetRecord>[]): Promise<void> {
  const [socket] = fake.sockets;
  for (const fix of fixes) {
    const whole = { workerIndex: 0, lon: 121.46, lat: 31.2, speed: 1, heading: 0, status: ON_DUTY, t: 0, ...fix };
    socket?.emit('fleet', Buffer.from(encodeFleetFrame([whole], whole.t)));
  }
  const last = fixes.at(-1);
  await until('the fixes have come', async () => {
    const view = await window.read('worker.get', { index: last?.workerIndex ?? 0 });
    return view?.position?.at === last?.t;
  });
}

const ON_DUTY = STATUS.online | STATUS.onDuty;
const hourAgo = (): number => Math.floor((Date.now() - 60 * MINUTE) / 1000) * 1000;

async function lookUp(from: number, to: number, workerId = 'w00001'): Promise<string> {
  return actOn(window, 'trail.look-up', workerId, { workerId, from, to, reason: '核实巡查' });
}

test('[ST48] a trail is kept on duty only, a point a minute, and only where somebody moved or changed what they do', async () => {
  const t = hourAgo();
  await walk([
    { t, lon: 121.46 },
    { t: t + 20_000, lon: 121.461 },
    { t: t + MINUTE, lon: 121.4621 },
    { t: t + 2 * MINUTE, lon: 121.4621001 },
    { t: t + 3 * MINUTE, lon: 121.4621001, status: ON_DUTY | STATUS.busy },
    { t: t + 4 * MINUTE, lon: 121.47, status: STATUS.online },
    { t: t + 5 * MINUTE, lon: 121.48, status: ON_DUTY },
  ]);
  await lookUp(t, t + 10 * MINUTE);
  const { points } = await window.read('trail.get', { workerId: 'w00001', from: t, to: t + 10 * MINUTE });
  expect(points).toEqual([
    { t, lon: 121.46, lat: 31.2, status: ON_DUTY },
    { t: t + MINUTE, lon: 121.4621, lat: 31.2, status: ON_DUTY },
    { t: t + 3 * MINUTE, lon: 121.4621001, lat: 31.2, status: ON_DUTY | STATUS.busy },
    { t: t + 5 * MINUTE, lon: 121.48, lat: 31.2, status: ON_DUTY },
  ]);
});

test('[ST49] a trail opens to whoever looked it up, for the worker and time asked, also alone; the look-up stays', async () => {
  const t = hourAgo();
  await walk([{ t }]);
  const asked = { workerId: 'w00001', from: t - MINUTE, to: t + MINUTE };
  const read = () => window.call.read('trail.get', asked);
  expect(await read()).toMatchObject({ ok: false, code: 'forbidden', reason: 'look-up-first' });
  fake.answers.set('op', () => ({ ok: false, code: 'unavailable', message: '' }));
  await lookUp(t, t, 'w00001');
  expect(await read(), 'another time').toMatchObject({ ok: false });
  await lookUp(asked.from, asked.to, 'w00002');
  expect(await read(), 'another worker').toMatchObject({ ok: false });
  const id = await lookUp(asked.from, asked.to);
  expect(await read()).toMatchObject({ ok: true, value: { points: [{ t }] } });
  expect(await window.call.undo(id)).toMatchObject({ ok: false, reason: 'look-up-stays' });
  // The same id with another payload is the same look-up: it opens nothing else.
  await window.call.act({
    id,
    kind: 'trail.look-up',
    entityId: 'w00002',
    payload: { workerId: 'w00002', from: 0, to: Date.now(), reason: '再看' } as never,
  });
  expect(await window.call.read('trail.get', { ...asked, workerId: 'w00002', to: asked.to + 1 })).toMatchObject({
    ok: false,
  });
  fake.answers.set('op', () => ({ ok: false, code: 'forbidden', message: '没有权限' }));
  await window.call.sendNow(id);
  await until('the centre refuses it', () => (station?.status().outbox.refused ?? 0) > 0);
  await until('and the trail closes', async () => !(await read()).ok);
});

test('[ST48] what was gathered is there after a stop; a damaged file is set aside and begun anew', async () => {
  const t = hourAgo();
  await walk([{ t }]);
  await station?.stop();
  await start();
  await lookUp(t, t + MINUTE);
  const asked = { workerId: 'w00001', from: t, to: t + MINUTE };
  expect((await window.read('trail.get', asked)).points).toHaveLength(1);
  await station?.stop();
  writeFileSync(join(scratch.path, 'trails.db'), '这不是数据库'.repeat(500));
  await start();
  expect(station?.status().trouble).toBeNull();
  expect(existsSync(join(scratch.path, 'trails.db.damaged'))).toBe(true);
  await walk([{ t: t + 30_000 }]);
  await lookUp(t, t + MINUTE);
  expect((await window.read('trail.get', asked)).points).toMatchObject([{ t: t + 30_000 }]);
  expect(statSync(join(scratch.path, 'trails.db')).size).toBeGreaterThan(0);
  expect(readdirSync(scratch.path).filter((name) => name.startsWith('station.db.damaged'))).toEqual([]);
  expect(TRAIL.keptMs).toBe(30 * 24 * 60 * MINUTE);
});

/** Breaks every page of a table in the file of trails, which nobody has open. */
function breakTable(name: string): void {
  const path = join(scratch.path, 'trails.db');
  const db = new Database(path);
  db.pragma('wal_checkpoint(TRUNCATE)');
  const pages = db.prepare('SELECT pageno FROM dbstat WHERE name = ?').pluck().all(name) as number[];
  const size = Number(db.pragma('page_size', { simple: true }));
  db.close();
  expect(pages.length).toBeGreaterThan(0);
  const file = openSync(path, 'r+');
  for (const page of pages) writeSync(file, Buffer.alloc(size, 0xa5), 0, size, (page - 1) * size);
}

const dayOf = (t: number): string => new Date(t + 8 * 60 * MINUTE).toISOString().slice(0, 10);

test.each(['walked', 'chunk'])(
  '[ST371] damage of the trails (%s) met at a read is theirs alone: they begin anew, the desk’s database is not suspected',
  async (table) => {
    const t = hourAgo();
    const asked = { workerId: 'w00001', from: t, to: t + 5 * MINUTE };
    const district = join(REPOSITORY, 'resources/district');
    const walks = { from: dayOf(t), to: dayOf(t), code: null };
    await station?.stop();
    await start(district);
    await walk([{ t }, { t: t + MINUTE, lon: 121.4605 }, { t: t + 2 * MINUTE, lon: 121.461 }]);
    await window.read('walks.coverage', walks);
    await station?.stop();
    breakTable(table);
    await start(district);
    await lookUp(t, asked.to);
    const coverage = await window.read('walks.coverage', walks);
    const { points, missing } = await window.read('trail.get', asked);
    if (table === 'walked') expect(coverage.total.walked).toBe(0);
    expect(points).toEqual([]);
    expect(missing, 'what is lost is said').toEqual([{ from: t, to: asked.to }]);
    expect(existsSync(join(scratch.path, 'trails.db.damaged'))).toBe(true);
    await walk([{ t: t + 3 * MINUTE, lon: 121.4615 }]);
    expect((await window.read('trail.get', asked)).points).toMatchObject([{ t: t + 3 * MINUTE }]);
    expect(station?.status().trouble).toBeNull();
    expect(restarts).toBe(0);
    expect(readdirSync(scratch.path).filter((name) => /^station\.db\.(suspect|damaged)/.test(name))).toEqual([]);
  },
);
