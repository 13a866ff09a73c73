import { afterEach, expect, test } from 'vitest';
import { encodeFleetFrame, STATUS } from '#shared/protocol/fleetFrame.ts';
import { readTickHeader } from '#shared/contract/fleetTick.ts';
import type { Case } from '#shared/domain/case.ts';
import type { Station } from '../../../electron/station/station.ts';
import { actOn } from './cases.ts';
import { aCase, type FakeGateway, putOf, snapshotOf, startFakeGateway } from './fakeGateway.ts';
import {
  configFor,
  isLive,
  liveStation,
  openWindow,
  scratchFolder,
  startStation,
  type TestWindow,
  until,
} from './harness.ts';

const scratch = scratchFolder();
const open: { station?: Station; fake?: FakeGateway } = {};

afterEach(async () => {
  await open.station?.stop();
  await open.fake?.close();
  scratch.remove();
});

async function begin(
  prepare: (fake: FakeGateway) => void = () => undefined,
): Promise<{ fake: FakeGateway; station: Station; window: TestWindow }> {
  const fake = await startFakeGateway();
  open.fake = fake;
  prepare(fake);
  const live = await liveStation(scratch.path, fake.url);
  open.station = live.station;
  return { fake, ...live };
}

async function titles(window: TestWindow): Promise<string[]> {
  const page = await window.read('queue.page', { queue: 'intake', limit: 100 });
  return page.rows.map((row) => row.title).sort();
}

test('deltas are applied in order and acknowledged once they are durable', async () => {
  const known = aCase({ title: '甲' });
  const { fake, window } = await begin((gateway) => gateway.snapshots.set('case', [snapshotOf(known)]));
  expect(await titles(window)).toEqual(['甲']);
  const next = aCase({ title: '乙' });
  expect(await fake.push(putOf(next))).toBe(1);
  expect(await titles(window)).toEqual(['乙', '甲']);
  expect(await fake.push(putOf({ ...next, version: 3, title: '乙三' }))).toBe(2);
  expect(await fake.push(putOf({ ...next, version: 2, title: '乙二' }))).toBe(3);
  expect(await titles(window)).toEqual(['乙三', '甲']);
  expect(await fake.push({ entity: 'case', id: known.id, version: 2, op: 'del' })).toBe(4);
  expect(await titles(window)).toEqual(['乙三']);
});

test('a gap in the deltas is filled by a sync, not skipped', async () => {
  const { fake, station, window } = await begin();
  await fake.push(putOf(aCase({ title: '一' })));
  fake.log.push({ ...putOf(aCase({ title: '二' })), seq: 2 });
  void fake.push(putOf(aCase({ title: '三' }))).catch(() => undefined);
  await until('all three are here', async () => (await titles(window)).length === 3);
  await until('it is live again', () => isLive(station));
  expect(await titles(window)).toEqual(['一', '三', '二']);
});

test('a new epoch rebuilds the cache while the old one stays readable', async () => {
  const { fake, station, window } = await begin((gateway) =>
    gateway.snapshots.set('case', [snapshotOf(aCase({ title: '旧' }))]),
  );
  let release: () => void = () => undefined;
  const released = new Promise<void>((resolve) => {
    release = resolve;
  });
  fake.answers.set('snapshot', async (payload) => {
    const { entity } = payload as { entity: string };
    if (entity === 'setting') await released;
    return { ok: true, rows: fake.snapshots.get(entity) ?? [], seq: 0 };
  });
  fake.epoch = 'epoch-2';
  fake.snapshots.set('case', [snapshotOf(aCase({ title: '新' }))]);
  for (const socket of fake.sockets) socket.disconnect(true);
  await until('it is being rebuilt', () => station.status().sync.state === 'snapshot');
  expect(await titles(window)).toEqual(['旧']);
  release();
  await until('the new past is shown', async () => (await titles(window))[0] === '新');
  await until('it is live', () => isLive(station));
  expect(await titles(window)).toEqual(['新']);
});

test('an action that the centre took before a rebuild is not laid over the rebuilt case once more', async () => {
  const row = aCase({ title: '旧' });
  const { fake, station, window } = await begin((gateway) => gateway.snapshots.set('case', [snapshotOf(row)]));
  const versionOf = async () => (await window.read('case.get', { id: row.id }))?.case.version;
  fake.answers.set('op', () => ({ ok: true, seq: 1, result: { version: 2 } }));
  await actOn(window, 'case.annotate', row.id, { note: '已电话核实' });
  await until('the centre took it', () => station.status().outbox.waiting === 0);
  expect(await versionOf()).toBe(2);

  // Asked again, since the log it was taken in is no more, the centre gives the same answer: it is in what its new log began with.
  fake.answers.set('op', () => ({ ok: true, seq: 0, result: { version: 2 } }));
  fake.epoch = 'epoch-2';
  fake.snapshots.set('case', [snapshotOf({ ...row, version: 2, title: '新' })]);
  for (const socket of fake.sockets) socket.disconnect(true);
  await until('the cache was rebuilt', async () => (await titles(window))[0] === '新');
  await until('it is laid over no more', async () => (await versionOf()) === 2);
});

test('a log that was trimmed leads to snapshots', async () => {
  const { fake, station, window } = await begin((gateway) =>
    gateway.snapshots.set('case', [snapshotOf(aCase({ title: '甲' }))]),
  );
  let gone = true;
  fake.answers.set('sync', (payload) => {
    const { seq } = payload as { seq: number };
    if (gone) {
      gone = false;
      return { ok: false, code: 'gone', message: '' };
    }
    return { ok: true, changes: [], to: seq, more: false };
  });
  fake.snapshots.set('case', [snapshotOf(aCase({ title: '丙' }))]);
  for (const socket of fake.sockets) socket.disconnect(true);
  await until('the snapshot is shown', async () => (await titles(window))[0] === '丙');
  await until('it is live', () => isLive(station));
});

test('a value that fits no schema is left out and the rest is applied', async () => {
  const { fake, station, window } = await begin();
  expect(await fake.push({ entity: 'case', id: 'x', version: 1, op: 'put', value: { id: 'x' } })).toBe(1);
  expect(await fake.push(putOf(aCase({ title: '好' })))).toBe(2);
  expect(await titles(window)).toEqual(['好']);
  expect(isLive(station)).toBe(true);
});

test('a gateway that talks nonsense never ends the station and is said to', async () => {
  const { fake, station, window } = await begin((gateway) =>
    gateway.snapshots.set('case', [snapshotOf(aCase({ title: '甲' }))]),
  );
  const nonsense: [string, unknown][] = [
    ['delta', null],
    ['delta', { epoch: 'epoch-1', from: 1, to: -5, changes: 'x' }],
    ['welcome', 'hello'],
    ['fleet', Buffer.from('not a frame')],
    ['notice', { level: 7 }],
    ['wall:cue', []],
    ['no such event', { a: 1 }],
  ];
  for (const [event, payload] of nonsense) {
    const socket = await until('it is connected', () => (isLive(station) ? [...fake.sockets][0] : undefined));
    socket.emit(event, payload, () => undefined);
    expect(await titles(window)).toEqual(['甲']);
  }
  fake.answers.set('sync', () => ({ ok: true, changes: [{ seq: 9 }], to: 'x' }));
  for (const socket of fake.sockets) socket.disconnect(true);
  await until('it says why', () => station.status().link.reason === 'nonsense');
  expect(await titles(window)).toEqual(['甲']);
  fake.answers.delete('sync');
  await until('it comes back by itself', () => isLive(station));
});

test('a gateway of another protocol is refused in words, and tried again', async () => {
  const fake = await startFakeGateway();
  open.fake = fake;
  fake.refuse = { code: 'invalid', message: 'protocol 2' };
  // The shortest pause of its long ones.
  open.station = startStation(configFor(scratch.path, fake.url), { random: () => 0 });
  const window = openWindow(open.station);
  expect(await window.call.signIn({ username: 'lead', password: 'demo' })).toEqual({ ok: true, value: null });
  await until('it is refused', () => open.station?.status().link.state === 'refused');
  expect(open.station.status().link.reason).toBe('wrong-protocol');
  fake.refuse = null;
  await until('it is taken after all', () => open.station && isLive(open.station));
});

test('a silent gateway is noticed within five seconds', async () => {
  const { fake, station } = await begin();
  for (const socket of fake.sockets) {
    const { conn } = socket;
    // The connection stays open and says nothing more: what a pulled cable looks like.
    conn.transport.send = () => undefined;
  }
  const started = Date.now();
  await until('it is noticed', () => station.status().link.state === 'alone');
  expect(Date.now() - started).toBeLessThan(5000);
});

test('fleet frames become ticks: full first, then what moved, and only when the window asks', async () => {
  const { fake, station, window } = await begin();
  const other = openWindow(station, 2);
  void window.call.fleetNext();
  await until('the fleet is asked for', () => fake.heard.some(({ event }) => event === 'fleet:watch'));
  const now = Date.now();
  const record = (workerIndex: number, lon: number) => ({
    workerIndex,
    lon,
    lat: 31.2,
    speed: 1.5,
    heading: 90,
    status: STATUS.online | STATUS.onDuty,
    t: now,
  });
  const send = (...records: ReturnType<typeof record>[]): void => {
    for (const socket of fake.sockets) socket.emit('fleet', Buffer.from(encodeFleetFrame(records, now)));
  };
  send(record(1, 121.4), record(2, 121.5));
  const first = await until('the first tick', () => window.ticks[0]);
  expect(readTickHeader(first)).toMatchObject({ count: 2, known: 2, full: true });
  send({ ...record(2, 121.6), t: now + 1000 });
  await until('it is known', () => station.status().fleet.known === 2);
  expect(window.ticks).toHaveLength(1);
  void window.call.fleetNext();
  const second = await until('the second tick', () => window.ticks[1]);
  expect(readTickHeader(second)).toMatchObject({ count: 1, known: 2, full: false });
  expect(new DataView(second).getUint32(40, true)).toBe(2);
  expect(other.ticks).toHaveLength(0);
  void other.call.fleetNext();
  expect(readTickHeader(await until('a late window', () => other.ticks[0]))).toMatchObject({ count: 2, full: true });
});

test('an emergency call reaches every window at once and waits to be acknowledged', async () => {
  const { fake, station, window } = await begin();
  const other = openWindow(station, 2);
  const sos = { id: aCase().id, workerId: 'w00001', at: Date.now(), lon: 121.4, lat: 31.2 };
  for (const socket of fake.sockets) socket.emit('notice', { level: 'alarm', code: 'sos', message: '求助', sos });
  await until('both windows have it', () => window.alarms.length === 1 && other.alarms.length === 1);
  expect(window.alarms[0]).toMatchObject({ kind: 'sos', subjectId: 'w00001', acknowledgedBy: null });
  expect(station.status().alarms).toBe(1);
});

test('a window that posts rubbish is not served and harms nobody', async () => {
  const { window } = await begin();
  for (const rubbish of [
    null,
    7,
    'x',
    {},
    { t: 'q' },
    { t: 'q', m: 'constructor', a: [], i: '1' },
    { t: 'q', m: 'read', a: {} },
  ]) {
    window.raw(rubbish);
  }
  window.raw({ t: 'q', m: '__proto__', a: [], i: '2' });
  window.raw(new ArrayBuffer(8));
  expect(await window.call.read('queue.page', { queue: 'nowhere', limit: 1 } as never)).toMatchObject({
    ok: false,
    code: 'invalid',
  });
  expect(await window.call.read('toString' as never, {} as never)).toMatchObject({ ok: false, code: 'not-found' });
  expect(await window.call.watch(['everything'] as never)).toMatchObject({ ok: false, code: 'invalid' });
  expect(await titles(window)).toEqual([]);
});

test('nobody who is not signed in reads more than the status', async () => {
  const { window } = await begin();
  await window.call.signOut();
  expect(await window.call.read('queue.page', { queue: 'intake', limit: 1 })).toMatchObject({
    ok: false,
    code: 'unauthorized',
  });
  expect((await window.read('status', {})).session.state).toBe('signed-out');
});

test('a case alarms once when its due time passes, and one that was late before does not', async () => {
  const late = aCase({ title: '早已超期' });
  const soon = aCase({ title: '即将超期' });
  const clockUntil = (dueAt: number): Case['clock'] => ({
    stage: 'accept',
    startedAt: dueAt - 60_000,
    limit: { value: 1, unit: 'urgent-hour' },
    firstDueAt: dueAt,
    dueAt,
    yellowAt: dueAt - 20_000,
    extensions: 0,
  });
  const { fake, window } = await begin();
  await fake.push(putOf({ ...late, clock: clockUntil(Date.now() - 3_600_000) }));
  const dueAt = Date.now() + 300;
  await fake.push(putOf({ ...soon, clock: clockUntil(dueAt) }));
  await until('the alarm', () => window.alarms.length > 0);
  expect(window.alarms).toMatchObject([{ kind: 'overdue', subjectId: soon.id, title: '即将超期', at: dueAt }]);
});
