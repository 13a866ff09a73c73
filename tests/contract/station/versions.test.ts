import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { loadDriver } from '../../../electron/station/db/driver.ts';
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

let station: Station | undefined;
let fake: FakeGateway;
let home: string;
let remove: () => void = () => undefined;

afterEach(async () => {
  await station?.stop();
  station = undefined;
  await fake.close();
  remove();
});

async function begin(): Promise<void> {
  const scratch = scratchFolder();
  home = scratch.path;
  remove = scratch.remove;
  fake = await startFakeGateway();
}
async function live(): Promise<{ station: Station; window: TestWindow }> {
  const started = await liveStation(home, fake.url);
  station = started.station;
  return started;
}
async function titles(window: TestWindow): Promise<string[]> {
  const page = await window.read('queue.page', { queue: 'intake', limit: 100 });
  return page.rows.map((row) => row.title).sort();
}
const onDisk = <T>(read: (db: InstanceType<ReturnType<typeof loadDriver>>) => T): T => {
  const db = new (loadDriver(''))(join(home, 'station.db'));
  try {
    return read(db);
  } finally {
    db.close();
  }
};

test('[ST23] fields of a newer gateway are ignored and kept out', async () => {
  await begin();
  const row = aCase({ title: '甲' });
  fake.snapshots.set('case', [{ ...snapshotOf({ ...row, weather: 'rain' } as typeof row), trust: 9 } as never]);
  fake.welcome = {
    ...{ serverTime: Date.now(), epoch: fake.epoch, seq: 0, motto: 'new' },
    user: { id: 'lead', name: '值班长', roles: ['shift-lead'], areas: [], avatar: 'x' },
    limits: { pageRows: 1000, deltaWindow: 8, mediaBytes: 1_000_000, eventsPerSecond: 100, patience: 3 },
  };
  const { window } = await live();
  expect(await titles(window)).toEqual(['甲']);
  expect(
    await fake.push({ ...putOf({ ...aCase({ title: '乙' }), weather: 'sun' } as typeof row), why: 'x' } as never),
  ).toBe(1);
  expect(await titles(window)).toEqual(['乙', '甲']);
  await station?.stop();
  station = undefined;
  const kept = onDisk((db) => db.prepare('SELECT value FROM cases_a UNION ALL SELECT value FROM cases_b').all());
  expect(kept).toHaveLength(2);
  expect(JSON.stringify(kept)).not.toContain('weather');
});

test('[ST24] what a newer gateway has and this version cannot read is passed over, counted, and kept count of', async () => {
  await begin();
  const strange = aCase({ title: '新状态' });
  const unfit = { ...putOf(strange), value: { ...strange, state: 'quarantined' } };
  const first = await live();
  expect(await fake.push({ entity: 'drone', id: 'd1', version: 1, op: 'put', value: { id: 'd1' } } as never)).toBe(1);
  expect(await fake.push(unfit)).toBe(2);
  expect(await fake.push({ ...unfit, version: 2 })).toBe(3);
  expect(await fake.push(putOf(aCase({ title: '好' })))).toBe(4);
  expect(await titles(first.window)).toEqual(['好']);
  expect(isLive(first.station)).toBe(true);
  await until('it is told', () => first.window.statuses.at(-1)?.unread === 2);
  await first.station.stop();

  fake.heard.length = 0;
  const again = await live();
  expect(again.station.status().unread).toBe(2);
  expect(fake.heard.some(({ event }) => event === 'snapshot')).toBe(false);
  await fake.push(putOf({ ...strange, version: 3, state: 'reported' }));
  expect(await titles(again.window)).toEqual(['好', '新状态']);
  expect(again.station.status().unread).toBe(1);
  await fake.push({ entity: 'drone', id: 'd1', version: 2, op: 'del' } as never);
  expect(again.station.status().unread).toBe(0);
});

test('[ST24] a snapshot with records that cannot be read is taken all the same', async () => {
  await begin();
  const strange = aCase();
  fake.snapshots.set('case', [
    snapshotOf(aCase({ title: '好' })),
    { ...snapshotOf(strange), value: { ...strange, state: 'quarantined' } },
  ]);
  const { window } = await live();
  expect(await titles(window)).toEqual(['好']);
  expect(station?.status().unread).toBe(1);
});

test('[ST25] after an update that reads more, the cache is taken again, and the old one serves meanwhile', async () => {
  await begin();
  const later = aCase({ title: '从前读不懂' });
  const { station: old } = await live();
  await fake.push({ ...putOf(later), value: { ...later, state: 'quarantined' } });
  await fake.push(putOf(aCase({ title: '好' })));
  await old.stop();
  // As a version with other schemas left it.
  onDisk((db) => db.prepare("UPDATE meta SET value = 'older' WHERE key = 'cache-schema'").run());
  fake.snapshots.set('case', [snapshotOf(later), snapshotOf(aCase({ title: '好' }))]);
  let release: () => void = () => undefined;
  const released = new Promise<void>((resolve) => {
    release = resolve;
  });
  fake.answers.set('snapshot', async (payload) => {
    await released;
    return fake.lawful('snapshot', payload);
  });
  station = startStation(configFor(home, fake.url));
  const window = openWindow(station);
  await window.call.signIn({ username: 'lead', password: 'demo' });
  await until('it is taken again', () => station?.status().sync.state === 'snapshot');
  expect(await titles(window)).toEqual(['好']);
  expect(station.status().unread).toBe(1);
  release();
  await until('it is live', () => station && isLive(station));
  expect(await titles(window)).toEqual(['从前读不懂', '好']);
  expect(station.status().unread).toBe(0);
});

for (const [versions, reason] of [
  [[2, 3], 'console-too-old'],
  [[0], 'centre-too-old'],
] as const) {
  test(`[ST26] a gateway that speaks ${versions.join()} is told as ${reason}, tried rarely, and costs no action`, async () => {
    await begin();
    const row = aCase({ title: '甲' });
    fake.snapshots.set('case', [snapshotOf(row)]);
    const { station: before } = await live();
    await before.stop();
    fake.refuse = { code: 'invalid', message: 'another version', versions: [...versions] };
    fake.handshakes = 0;
    station = startStation(configFor(home, fake.url), { random: () => 1 });
    const window = openWindow(station);
    await window.call.signIn({ username: 'lead', password: 'demo' });
    await until('it is told', () => station?.status().link.reason === reason);
    expect(station.status().link.state).toBe('refused');
    await actOn(window, 'case.accept', row.id, {});
    expect((await window.read('case.get', { id: row.id }))?.case.state).toBe('accepted');
    await new Promise((resolve) => setTimeout(resolve, 3000));
    expect(fake.handshakes).toBe(1);
    expect(station.status().outbox.waiting).toBe(1);

    fake.refuse = null;
    station.power('resume');
    await until('it is joined', () => station && isLive(station));
    await until('the action is through', () => station?.status().outbox.waiting === 0);
    expect(fake.heard.filter(({ event }) => event === 'op')).toHaveLength(1);
  });
}

test('[ST27] an op that an older gateway does not know becomes a decision of the operator', async () => {
  await begin();
  const row = aCase({ title: '甲' });
  fake.snapshots.set('case', [snapshotOf(row)]);
  fake.answers.set('op', () => ({ ok: false, code: 'invalid', message: '内容不符合要求（kind）' }));
  const { station: own, window } = await live();
  await actOn(window, 'case.accept', row.id, {});
  await until('it is set aside', () => own.status().outbox.refused === 1);
  const [item] = await window.read('outbox.list', {});
  expect(item).toMatchObject({ state: 'refused', code: 'invalid', kind: 'case.accept' });
  expect((await window.read('case.get', { id: row.id }))?.case.state).toBe('reported');
  expect(isLive(own)).toBe(true);
});

test('[ST28] an older gateway works: no heartbeat, no time, no totals, and not every entity', async () => {
  await begin();
  fake.tellsTime = false;
  fake.counts = false;
  fake.snapshots.set('case', [snapshotOf(aCase({ title: '甲' }))]);
  fake.answers.set('snapshot', (payload) => {
    const { entity } = payload as { entity: string };
    if (entity === 'video-source') return { ok: false, code: 'invalid', message: 'entity' };
    return fake.lawful('snapshot', payload);
  });
  const { station: own, window } = await live();
  expect(await titles(window)).toEqual(['甲']);
  expect(window.statuses.every(({ sync }) => sync.total === null)).toBe(true);
  await new Promise((resolve) => setTimeout(resolve, 5500));
  expect(isLive(own)).toBe(true);
  expect(fake.sockets.size).toBe(1);
  expect(Math.abs(own.status().clockOffset)).toBeLessThan(1000);
});
