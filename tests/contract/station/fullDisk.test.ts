import { mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import pino from 'pino';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { openLog as openMainLog } from '../../../electron/main/log.ts';
import { makeBackup } from '../../../electron/station/care/backup.ts';
import { loadDriver } from '../../../electron/station/db/driver.ts';
import { MIGRATIONS } from '../../../electron/station/db/migrations/index.ts';
import { openDatabase } from '../../../electron/station/db/open.ts';
import { openLog } from '../../../electron/station/log.ts';
import type { Station } from '../../../electron/station/station.ts';
import { TrailStore } from '../../../electron/station/trails/trailStore.ts';
import { canMount, type SmallDisk, smallDisk } from '../../support/smallDisk.ts';
import { loadDump } from '../../support/sqlDump.ts';
import { type ChildDesk, liveDesk, startDesk } from './desk.ts';
import { aCase, type FakeGateway, snapshotOf, startFakeGateway } from './fakeGateway.ts';
import { liveStation, scratchFolder, until } from './harness.ts';

/** rows of one reading of the outbox */
const MOST_LISTED = 200;
const LONG = '备注'.repeat(1900);
const driver = loadDriver('');
const silent = pino({ level: 'silent' });
const row = aCase({ title: '井盖破损' });

let fake: FakeGateway;
let desk: ChildDesk | undefined;

beforeEach(async () => {
  fake = await startFakeGateway();
  fake.snapshots.set('case', [snapshotOf(row)]);
  fake.answers.set('op', () => ({ ok: false, code: 'unavailable', message: '' }));
});
afterEach(async () => {
  await desk?.kill();
  desk = undefined;
  await fake.close();
});

/** Notes until one is refused; returns the ids that were acknowledged, and the refusal. */
async function noteUntilRefused(on: ChildDesk): Promise<{ acknowledged: string[]; reason: string }> {
  const acknowledged: string[] = [];
  for (let n = 0; n < 4000; n += 1) {
    const answer = await on.note(row.id, LONG);
    if (!answer.ok) return { acknowledged, reason: answer.reason };
    acknowledged.push(answer.value.id);
  }
  throw new Error('nothing was refused');
}

async function waiting(on: ChildDesk): Promise<string[]> {
  const items = await on.read('outbox.list', {});
  if (!items.ok) throw new Error(items.reason);
  return items.value.map((item) => item.id).sort();
}

async function showsTheCase(on: ChildDesk): Promise<void> {
  expect(await on.read('case.get', { id: row.id })).toMatchObject({ ok: true, value: { case: { title: '井盖破损' } } });
}

describe.runIf(canMount())('[ST57] a disk that is really full', () => {
  let disk: SmallDisk;
  let home: string;
  beforeEach(() => {
    disk = smallDisk(24);
    home = join(disk.path, 'home');
  });
  afterEach(async () => {
    await desk?.kill();
    disk.remove();
  });

  /** A desk that has taken what its disk takes. */
  async function fullDesk(): Promise<string[]> {
    desk = await liveDesk(home, fake.url);
    const before = await desk.note(row.id, LONG);
    if (!before.ok) throw new Error(before.reason);
    disk.fill();
    const { acknowledged, reason } = await noteUntilRefused(desk);
    expect(reason).toBe('storage-full');
    expect((await desk.status()).trouble).toBe('storage-full');
    return [before.value.id, ...acknowledged].sort();
  }

  test('refuses in words, shows what it has, loses nothing, and goes on by itself with room again', async () => {
    const kept = await fullDesk();
    if (!desk) throw new Error('no desk');
    await showsTheCase(desk);
    expect(await waiting(desk)).toEqual(kept);
    disk.makeRoom();
    await until('it takes work again', async () => desk && (await desk.status()).trouble === null);
    const after = await desk.note(row.id, LONG);
    expect(after.ok).toBe(true);
    expect(await waiting(desk)).toEqual([...kept, after.ok ? after.value.id : ''].sort());
  });

  /** By itself: at once where the start got as far as taking work, else by a new start, as the app makes it. */
  async function goesOn(on: ChildDesk): Promise<ChildDesk> {
    const well = until('it takes work', async () => (await on.status()).trouble === null).then(
      () => 'well',
      () => on.ended,
    );
    const how = await Promise.race([on.ended, well]);
    expect(['well', 75]).toContain(how);
    return how === 75 ? liveDesk(home, fake.url) : on;
  }

  test.each([
    ['killed', (on: ChildDesk) => on.kill(), []],
    ['killed, its shared memory gone', (on: ChildDesk) => on.kill(), ['station.db-shm']],
    ['ended in order', (on: ChildDesk) => on.stop(), []],
  ] as const)(
    '%s and started on the full disk: it shows all it has, refuses, and goes on by itself',
    async (_, end, gone) => {
      const kept = await fullDesk();
      if (!desk) throw new Error('no desk');
      await end(desk);
      for (const name of gone) rmSync(join(home, name));
      disk.fill();
      desk = await startDesk(home, fake.url);
      expect((await desk.status()).trouble).toBe('storage-full');
      expect((await desk.signIn()).ok).toBe(true);
      await showsTheCase(desk);
      expect(await waiting(desk)).toEqual(kept);
      expect(await desk.note(row.id, LONG)).toMatchObject({ ok: false, code: 'unavailable', reason: 'storage-full' });

      disk.makeRoom();
      desk = await goesOn(desk);
      expect(await waiting(desk)).toEqual(kept);
      expect((await desk.note(row.id, LONG)).ok).toBe(true);
      expect(readdirSync(home).filter((name) => name.includes('damaged'))).toEqual([]);
    },
  );
});

describe.runIf(canMount())('[ST57] on a full disk', () => {
  let disk: SmallDisk;
  afterEach(() => disk.remove());

  test('a backup fails in words and leaves no half file, whether room is missing at once or runs out in the middle', async () => {
    disk = smallDisk(100);
    const home = join(disk.path, 'home');
    const live = await liveStation(home, fake.url);
    const station: Station = live.station;
    try {
      disk.fill();
      expect(await live.window.call.backUp()).toMatchObject({ ok: true });
      const last = await until('it has failed', () => station.status().care.last);
      expect(last).toMatchObject({ job: 'backup', ok: false, reason: 'backup-no-room' });
      expect(readdirSync(join(home, 'backups'))).toEqual([]);
      disk.makeRoom();
      // The rest of the disk is taken in the moment the copy is begun.
      class Greedy extends Database {
        constructor(file: string, options?: Database.Options) {
          if (file.endsWith('.part')) disk.fill();
          super(file, options);
        }
      }
      const file = join(home, 'station.db');
      const folder = join(home, 'backups');
      const name = 'station-2026-01-01-080000.db';
      const source = new Database(file);
      source.exec(`CREATE TABLE ballast (x); INSERT INTO ballast VALUES (zeroblob(2000000))`);
      source.close();
      await expect(makeBackup(file, folder, name, Greedy as unknown as typeof driver)).rejects.toMatchObject({
        reason: 'backup-no-room',
      });
      expect(readdirSync(folder)).toEqual([]);
      disk.makeRoom();
      expect(await live.window.call.backUp()).toMatchObject({ ok: true });
      await until('it is made', () => station.status().care.last?.ok);
    } finally {
      disk.makeRoom();
      await station.stop();
    }
  });

  test('a database of the first release is brought up to date whole, or left as it was, wherever the room ends', () => {
    disk = smallDisk(8);
    const home = join(disk.path, 'home');
    const file = join(home, 'station.db');
    const dump = readFileSync(join(import.meta.dirname, 'released', '1.sql'), 'utf8');
    const outboxOf = (db: InstanceType<typeof driver>): unknown[] =>
      db.prepare('SELECT id FROM outbox ORDER BY n').pluck().all();
    let refused = 0;
    for (const spare of [0, 4096, 16_384, 40_960, 65_536, 131_072, 262_144, 524_288]) {
      disk.makeRoom();
      rmSync(home, { recursive: true, force: true });
      mkdirSync(home);
      loadDump(Database, file, dump);
      const before = new Database(file, { readonly: true });
      const held = outboxOf(before);
      before.close();
      disk.fill(spare);
      const first = openDatabase(home, driver, Date.now(), silent);
      expect([null, 'storage-full'], `${spare} bytes: ${first.trouble}`).toContain(first.trouble);
      if (first.trouble === null) expect(outboxOf(first.db)).toEqual(held);
      else refused += 1;
      first.db.close();
      first.release();
      disk.makeRoom();
      const second = openDatabase(home, driver, Date.now(), silent);
      expect(second).toMatchObject({ trouble: null, salvaged: null });
      expect(second.db.pragma('user_version', { simple: true })).toBe(MIGRATIONS.length);
      expect(second.db.pragma('integrity_check', { simple: true })).toBe('ok');
      expect(outboxOf(second.db)).toEqual(held);
      second.db.close();
      second.release();
    }
    expect(refused).toBeGreaterThan(2);
  });

  test.each([
    ['the station', (home: string) => openLog(home), 'station.log'],
    ['the app', (home: string) => openMainLog(home, true), 'main.log'],
  ])('the log of %s ends no process, and goes on when there is room', async (_, open, name) => {
    disk = smallDisk(4);
    const log = open(disk.path);
    log.info('before');
    disk.fill();
    for (let n = 0; n < 2000; n += 1) log.info({ n }, '日志'.repeat(200));
    await new Promise((resolve) => setTimeout(resolve, 50));
    disk.makeRoom();
    log.info('after');
    await until('it is written', () => readFileSync(join(disk.path, 'logs', name), 'utf8').includes('"after"'));
  });

  test('trails wait in memory for room', () => {
    disk = smallDisk(4);
    const store = new TrailStore(join(disk.path, 'trails.db'), driver, silent);
    const points = Array.from({ length: 900 }, (_, i) => ({
      t: 1_700_000_000_000 + i * 60_000,
      lon: 121 + i / 1000,
      lat: 31,
      status: 1,
    }));
    store.append([{ workerId: 'w1', points }]);
    disk.fill();
    const many = Array.from({ length: 600 }, (_, i) => ({ workerId: `x${i}`, points }));
    const full = expect.objectContaining({ code: 'SQLITE_FULL' });
    expect(() => store.append(many)).toThrow(expect.objectContaining({ cause: full }));
    expect(store.read('w1', points[0]?.t ?? 0, points.at(-1)?.t ?? 0)).toHaveLength(points.length);
    disk.makeRoom();
    store.append(many.slice(0, 20));
    expect(store.read('x3', points[0]?.t ?? 0, points.at(-1)?.t ?? 0)).toHaveLength(points.length);
    store.close();
  });
});

test.runIf(process.platform === 'linux')(
  '[ST57] files that may not grow: refused in words, nothing acknowledged is lost',
  async () => {
    const scratch = scratchFolder();
    const home = join(scratch.path, 'home');
    mkdirSync(home);
    desk = await liveDesk(home, fake.url, { mostKilobytes: 6000 });
    const { acknowledged, reason } = await noteUntilRefused(desk);
    expect(['storage-full', 'storage-failed']).toContain(reason);
    expect(acknowledged.length).toBeGreaterThan(10);
    await showsTheCase(desk);
    await desk.kill();
    desk = await liveDesk(home, fake.url);
    expect((await desk.status()).outbox.waiting).toBe(acknowledged.length);
    // The list ends after so many, the oldest first; how many go in before the limit is the checkpoints' affair.
    expect(await waiting(desk)).toEqual([...acknowledged].sort().slice(0, MOST_LISTED));
    await desk.kill();
    scratch.remove();
  },
);
