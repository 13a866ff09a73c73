import { afterEach, expect, test } from 'vitest';
import type { Station } from '../../../electron/station/station.ts';
import type { Transaction } from 'better-sqlite3';
import { v7 as uuidv7 } from 'uuid';
import { loadDriver } from '../../../electron/station/db/driver.ts';
import { ConsoleFeed } from '../../../gateway/log/consoleFeed.ts';
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
import { openLine, type SlowLine } from './slowLine.ts';

const ROWS = 4000;

interface Asked {
  entity: string;
  after?: string;
  limit: number;
}
interface Open {
  station?: Station;
  fake?: FakeGateway;
  line?: SlowLine;
  scratch?: ReturnType<typeof scratchFolder>;
}
let open: Open = {};

afterEach(async () => {
  await open.station?.stop();
  await open.line?.close();
  await open.fake?.close();
  open.scratch?.remove();
  open = {};
});

const many = (title: string, count = ROWS) =>
  Array.from({ length: count }, () => snapshotOf(aCase({ title }))).sort((a, b) => (a.id < b.id ? -1 : 1));

async function begin(prepare: (fake: FakeGateway) => void = () => undefined) {
  const fake = await startFakeGateway();
  const scratch = scratchFolder();
  open = { fake, scratch };
  prepare(fake);
  return { fake, home: scratch.path };
}

async function live(home: string, url: string): Promise<{ station: Station; window: TestWindow }> {
  const started = await liveStation(home, url);
  open.station = started.station;
  return started;
}

const askedFor = (fake: FakeGateway, entity = 'case'): Asked[] =>
  fake.heard
    .filter(({ event }) => event === 'snapshot')
    .map(({ payload }) => payload as Asked)
    .filter((asked) => asked.entity === entity);

/** The next snapshot of cases ends with the link after so many rows. */
function cutAfter(fake: FakeGateway, rows: number): void {
  let given = 0;
  fake.answers.set('snapshot', (payload) => {
    const { entity, limit } = payload as Asked;
    if (entity === 'case' && limit > 1) given += limit;
    if (given > rows) {
      fake.answers.delete('snapshot');
      for (const socket of fake.sockets) socket.disconnect(true);
      return null;
    }
    return fake.lawful('snapshot', payload);
  });
}

function newEpoch(fake: FakeGateway, epoch: string, title: string): void {
  fake.epoch = epoch;
  fake.snapshots.set('case', many(title));
}

async function total(window: TestWindow): Promise<number> {
  return (await window.read('queue.page', { queue: 'intake', limit: 1 })).total;
}
async function firstTitle(window: TestWindow): Promise<string | undefined> {
  return (await window.read('queue.page', { queue: 'intake', limit: 1 })).rows[0]?.title;
}

test('[ST16] a first snapshot that loses its link goes on where it was, and says how much there is', async () => {
  const { fake, home } = await begin((one) => one.snapshots.set('case', many('甲')));
  cutAfter(fake, ROWS * 0.8);
  const { window } = await live(home, fake.url);
  expect(await total(window)).toBe(ROWS);
  const asked = askedFor(fake);
  // The survey asks for one row; the first page comes once.
  expect(asked.filter(({ limit }) => limit === 1)).toHaveLength(1);
  expect(asked.filter(({ limit, after }) => limit > 1 && after === undefined)).toHaveLength(1);
  const shown = window.statuses.map(({ sync }) => sync).filter(({ state }) => state === 'snapshot');
  expect(shown.some((sync) => sync.total === ROWS && sync.rows > 0 && sync.rows < ROWS)).toBe(true);
});

test('[ST16] [ST17] a rebuild goes on after a restart, and the old cache serves until it is whole', async () => {
  const { fake, home } = await begin((one) => one.snapshots.set('case', [snapshotOf(aCase({ title: '旧' }))]));
  const first = await live(home, fake.url);
  newEpoch(fake, 'epoch-2', '新');
  const half = fake.snapshots.get('case')?.[ROWS / 2]?.id ?? '';
  fake.answers.set('snapshot', (payload) => {
    const { entity, after } = payload as Asked;
    return entity === 'case' && after && after > half ? new Promise(() => undefined) : fake.lawful('snapshot', payload);
  });
  for (const socket of fake.sockets) socket.disconnect(true);
  await until('it is half done', () => first.station.status().sync.rows >= ROWS / 2);
  expect(await firstTitle(first.window)).toBe('旧');
  expect((await first.window.read('search', { text: '旧', limit: 5 })).length).toBe(1);
  await first.station.stop();
  fake.answers.clear();
  fake.heard.length = 0;

  const again = await live(home, fake.url);
  expect(await firstTitle(again.window)).toBe('新');
  expect(await total(again.window)).toBe(ROWS);
  const asked = askedFor(fake);
  expect(asked.every(({ after }) => after !== undefined)).toBe(true);
  expect(asked.reduce((sum, { limit }) => sum + limit, 0)).toBeLessThan(ROWS);
});

test('[ST16] an epoch that changes in the middle of a snapshot begins it anew', async () => {
  const { fake, home } = await begin((one) => one.snapshots.set('case', [snapshotOf(aCase({ title: '旧' }))]));
  const { station, window } = await live(home, fake.url);
  newEpoch(fake, 'epoch-2', '二');
  cutAfter(fake, ROWS / 2);
  for (const socket of fake.sockets) socket.disconnect(true);
  await until('it was cut', () => !fake.answers.has('snapshot'));
  newEpoch(fake, 'epoch-3', '三');
  await until('the third is shown', async () => (await firstTitle(window)) === '三');
  await until('it is live', () => isLive(station));
  expect(await total(window)).toBe(ROWS);
});

test('[ST16] a log that no longer reaches back to the first page begins it anew; one that does brings what changed', async () => {
  const { fake, home } = await begin();
  const { station, window } = await live(home, fake.url);
  for (const [epoch, title, trimmed] of [
    ['epoch-2', '二', false],
    ['epoch-3', '三', true],
  ] as const) {
    newEpoch(fake, epoch, title);
    fake.log.length = 0;
    cutAfter(fake, ROWS / 2);
    for (const socket of fake.sockets) socket.disconnect(true);
    await until('it was cut', () => !fake.answers.has('snapshot'));
    fake.heard.length = 0;
    for (let n = 1; n <= 5; n += 1) fake.log.push({ ...putOf(aCase({ title: '后来' })), seq: n });
    if (trimmed) {
      let gone = true;
      fake.answers.set('sync', (payload) => {
        const answer = gone ? { ok: false, code: 'gone', message: '' } : fake.lawful('sync', payload);
        gone = false;
        return answer;
      });
    }
    await until('it is live', () => isLive(station) && askedFor(fake).length > 0);
    await until('all are there', async () => (await total(window)) === (trimmed ? ROWS : ROWS + 5));
    expect(askedFor(fake).some(({ after }) => after === undefined)).toBe(trimmed);
    fake.answers.clear();
  }
});

test('[ST17] waiting work lies over the old cache and over the new one, and is acknowledged in between', async () => {
  const row = aCase({ title: '甲' });
  const { fake, home } = await begin((one) => one.snapshots.set('case', [snapshotOf(row)]));
  const { station, window } = await live(home, fake.url);
  const view = async () => window.read('case.get', { id: row.id });
  fake.epoch = 'epoch-2';
  fake.snapshots.set(
    'case',
    [...many('新', 2000), snapshotOf({ ...row, title: '新甲' })].sort((a, b) => (a.id < b.id ? -1 : 1)),
  );
  let release: () => void = () => undefined;
  const released = new Promise<void>((resolve) => {
    release = resolve;
  });
  fake.answers.set('snapshot', async (payload) => {
    const { entity, after } = payload as Asked;
    if (entity === 'case' && after) await released;
    return fake.lawful('snapshot', payload);
  });
  // The new epoch's numbers are small: its 3rd change is not what the old log's 3rd was.
  fake.answers.set('op', () => ({ ok: true, seq: 3, result: { version: 2 } }));
  for (const socket of fake.sockets) socket.disconnect(true);
  await until('the rebuild runs', () => station.status().sync.rows > 0 && station.status().sync.state === 'snapshot');
  await actOn(window, 'case.accept', row.id, {});
  await until('the new centre took it', () => station.status().outbox.waiting === 0);
  expect((await view())?.case).toMatchObject({ title: '甲', state: 'accepted' });
  release();
  await until('the swap', async () => (await view())?.case.title === '新甲');
  // Its change is the third of the new log: until that is here the desk's own effect stays.
  expect((await view())?.case.state).toBe('accepted');
  const accepted = { ...row, title: '新甲', version: 2, state: 'accepted' as const };
  fake.log.push({ ...putOf(aCase()), seq: 1 }, { ...putOf(aCase()), seq: 2 }, { ...putOf(accepted), seq: 3 });
  for (const socket of fake.sockets) socket.disconnect(true);
  await until('all is in', () => isLive(station) && station.status().sync.state === 'live');
  expect((await view())?.case).toMatchObject({ title: '新甲', state: 'accepted', version: 2 });
  expect((await view())?.waiting).toEqual([]);
});

test('[ST18] a line of 60 kB/s brings a snapshot home without being taken for dead', async () => {
  const { fake, home } = await begin((one) => one.snapshots.set('case', many('甲', 600)));
  const line = await openLine(fake.url);
  open.line = line;
  line.rate = 60_000;
  const station = startStation(configFor(home, line.url));
  open.station = station;
  const window = openWindow(station);
  expect((await window.call.signIn({ username: 'lead', password: 'demo' })).ok).toBe(true);
  await until('it is live', () => isLive(station));
  expect(await total(window)).toBe(600);
  const lost = window.statuses.filter(({ link }) => link.state === 'alone').map(({ link }) => link.attempt);
  expect(Math.max(0, ...lost)).toBeLessThanOrEqual(2);
});

test('[ST19] a slow disk slows the deltas: never more than the window is under way, and all arrive', async () => {
  const { fake, home } = await begin();
  const Driver = loadDriver('');
  class SlowDriver extends Driver {
    override transaction<F extends (...args: never[]) => unknown>(run: F): Transaction<F> {
      const slow = (...args: Parameters<F>): unknown => {
        const end = performance.now() + 15;
        while (performance.now() < end);
        return run(...args);
      };
      return super.transaction(slow as F);
    }
  }
  const { station, window } = await liveStation(home, fake.url, 'lead', {}, { driver: SlowDriver as typeof Driver });
  open.station = station;
  const [socket] = fake.sockets;
  const log = Array.from({ length: 8000 }, (_, n) => ({ ...putOf(aCase()), seq: n + 1 }));
  let most = 0;
  const feed: ConsoleFeed = new ConsoleFeed(
    fake.epoch,
    {
      async send(delta) {
        most = Math.max(most, feed.unacked);
        const answer: unknown = await socket?.timeout(30_000).emitWithAck('delta', delta);
        return answer !== undefined;
      },
      drop: (why) => expect(why).toBe('never'),
    },
    async (seq, limit) => log.slice(seq, seq + limit),
  );
  feed.start(0);
  await until('all are there', async () => (await total(window)) === log.length);
  expect(most).toBe(8);
  expect(isLive(station)).toBe(true);
});

test('[ST19] a gateway that floods deltas while a sync runs is left, not hoarded for', async () => {
  const { fake, home } = await begin((one) => one.snapshots.set('case', many('甲', 10)));
  const { station, window } = await live(home, fake.url);
  fake.answers.set('sync', () => new Promise(() => undefined));
  for (const socket of fake.sockets) socket.disconnect(true);
  const socket = await until('it syncs', () =>
    station.status().link.state === 'online' ? [...fake.sockets][0] : null,
  );
  for (let seq = 1; seq <= 100; seq += 1) {
    const change = { ...putOf(aCase()), seq };
    socket.emit('delta', { epoch: fake.epoch, from: seq, to: seq, changes: [change] }, () => undefined);
  }
  await until('it is left', () => station.status().link.reason === 'gap');
  fake.answers.clear();
  await until('it is live again', () => isLive(station));
  expect(await total(window)).toBe(10);
});

test('[ST29] ended cases that would be retired at once are not taken in, nor what belongs to them; all else is', async () => {
  const DAY = 86_400_000;
  const aged = (days: number, state: 'closed' | 'handling', title: string) => {
    const at = Date.now() - days * DAY;
    return aCase({ state, title, reportedAt: at, updatedAt: at });
  };
  const old = aged(300, 'closed', '旧案');
  const young = aged(100, 'closed', '近案');
  const handled = aged(300, 'handling', '未结旧案');
  const waiting = aged(300, 'closed', '有待发操作');
  const lineOf = (subject: { id: string; updatedAt: number }) => ({
    ...{ id: uuidv7(), caseId: subject.id, n: 1, action: 'report', from: null, to: 'reported', note: '', media: [] },
    ...{ actor: { id: 'w1', name: '网格员', kind: 'terminal' }, at: subject.updatedAt, deskAt: subject.updatedAt },
    ...{ detail: {}, previousHash: '', hash: 'b'.repeat(64) },
  });
  const cases = [old, young, handled, waiting, aCase()];
  const { fake, home } = await begin();
  fake.snapshots.set('case', [{ ...waiting, state: 'handling' as const }].map(snapshotOf));
  fake.answers.set('op', () => ({ ok: false, code: 'unavailable', message: '' }));
  const first = await live(home, fake.url);
  await actOn(first.window, 'case.annotate', waiting.id, { note: '补充说明' });
  await first.station.stop();

  // The centre was replaced by one with an archive, which says that ended cases stay for 200 days.
  fake.epoch = 'epoch-2';
  fake.snapshots.set(
    'case',
    cases.map((one) => snapshotOf({ ...one, version: 9 })),
  );
  fake.snapshots.set(
    'case-event',
    cases.map(lineOf).map((line) => ({ id: line.id, version: 1, value: line })),
  );
  const keep = { key: 'desk.keep.ended-case-days', value: 200, version: 1 };
  const other = { key: 'centre-name', value: '中心', version: 1 };
  fake.snapshots.set(
    'setting',
    [keep, other].map((value) => ({ id: value.key, version: 1, value })),
  );
  const { station, window } = await live(home, fake.url);
  const held = async (id: string) => {
    const view = await window.read('case.get', { id });
    return view && { lines: view.events.length };
  };
  expect(await held(old.id)).toBeNull();
  for (const one of [young, handled, waiting]) expect(await held(one.id), one.title).toEqual({ lines: 1 });
  expect(station.status().unread).toBe(0);
  expect(station.status().outbox.waiting).toBe(1);
});
