import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { FLOOR_RULES } from '#shared/domain/floor.ts';
import type { Transmission } from '#shared/protocol/intercom.ts';
import type { Gateway } from '../context.ts';
import { Directory } from '../directory/directory.ts';
import { GridMap } from '#shared/geo/index.ts';
import { FleetTable } from '../fleet/table.ts';
import { LIMITS } from '../limits.ts';
import { createLogger } from '../logger.ts';
import { putRow } from '../storage/putRow.ts';
import { openSqliteStorage } from '../storage/sqlite/sqliteStorage.ts';
import { type Storage, StorageUnavailable, type Unit } from '../storage/storage.ts';
import type { Talk } from './floor.ts';
import { forgetOldTalks } from './forget.ts';
import { numberChannels } from './numberChannels.ts';
import { TransmissionBook } from './transmissions.ts';

const NOW = 1_800_000_000_000;
let folder: string;
let storage: Storage;
/** commits that are still to fail */
let failing = 0;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'street-talks-'));
  storage = openSqliteStorage(folder);
  failing = 0;
});
afterEach(async () => {
  await storage.close();
  rmSync(folder, { recursive: true, force: true });
});

/** A book on the real store, which can be told to fail. */
function bookAt(now = () => NOW): TransmissionBook {
  const directory = new Directory(new GridMap([]));
  const flaky: Storage = Object.assign(Object.create(storage) as Storage, {
    commit(unit: Unit) {
      failing -= 1;
      return failing >= 0 ? Promise.reject(new StorageUnavailable('the disk is full')) : storage.commit(unit);
    },
  });
  const parts = { storage: flaky, now, directory, fleet: new FleetTable(), log: createLogger('silent') };
  return new TransmissionBook(parts as unknown as Gateway, FLOOR_RULES);
}
const talk = (n: number): Talk => ({
  ...{ channelId: 'c', channelIndex: 1, streamId: n, transmissionId: `t${n}`, socketId: 's' },
  ...{ talker: { id: 'w1', name: '张三', kind: 'terminal' }, since: NOW, emergency: false },
});
async function rows(): Promise<Transmission[]> {
  return (await storage.list('transmission', '', 100)).rows.map(({ value }) => value as Transmission);
}

it('[GW128] writes a talk once, whether it ends before or after its beginning is on the disk', async () => {
  const book = bookAt();
  book.began(talk(1));
  book.ended(talk(1), 'released', NOW + 500);
  book.began(talk(2));
  await book.settled();
  book.ended(talk(2), 'too-long', NOW + 900);
  await book.settled();
  expect(await rows()).toMatchObject([
    { id: 't1', version: 1, endedAt: NOW + 500, endedBy: 'released' },
    { id: 't2', version: 2, endedAt: NOW + 900, endedBy: 'too-long' },
  ]);
});

it('[GW128] keeps what a full disk does not take, and what comes meanwhile, and writes it later', async () => {
  const book = bookAt();
  failing = 1;
  book.began(talk(1));
  await book.settled();
  expect(await rows()).toEqual([]);
  book.ended(talk(1), 'released', NOW + 500);
  book.began(talk(2));
  await book.settled();
  expect(await rows()).toMatchObject([
    { id: 't1', version: 1, endedAt: NOW + 500 },
    { id: 't2', endedAt: null },
  ]);
});

it('[GW128] ends what a kill left open, at the latest moment it can have lasted to', async () => {
  const first = bookAt();
  first.began(talk(1));
  await first.settled();
  const hour = 3_600_000;
  await bookAt(() => NOW + hour).restore();
  const { talkMs, graceMs } = FLOOR_RULES;
  expect(await rows()).toMatchObject([{ id: 't1', endedBy: 'vanished', endedAt: NOW + talkMs + graceMs }]);
});

it('[GW129] forgets talks, calls and closed channels by their age, with a line of the log each, and nothing that is open', async () => {
  const old = NOW - LIMITS.talkKeepMs - 1;
  const row = (id: string, startedAt: number) => ({
    ...{ id, version: 1, channelId: 'c', talker: talk(1).talker, startedAt, endedAt: startedAt + 1000, mediaId: null },
  });
  const channel = (id: string, closedAt: number | null) => ({
    ...{ id, version: 1, name: id, priority: 1, gridCode: null, index: 1, closedAt },
  });
  const call = (id: string, at: number) => ({
    ...{ id, version: 1, workerId: 'w1', workerName: '张三', channelId: null, at, note: '' },
    ...{ answeredAt: at, answeredBy: { id: 'lead', name: '值班长', kind: 'operator' as const } },
  });
  const many = Array.from({ length: 600 }, (_, n) => putRow('transmission', row(`old${n}`, old - n)));
  await storage.commit({
    puts: [
      ...many,
      putRow('transmission', row('new', NOW)),
      ...[putRow('channel', channel('closed', old)), putRow('channel', channel('open', null))],
      ...[putRow('call-back', call('answered', old)), putRow('call-back', call('lately', NOW))],
    ],
  });
  const before = storage.lastSeq();
  await forgetOldTalks({ storage, now: () => NOW } as unknown as Gateway);
  expect((await rows()).map(({ id }) => id)).toEqual(['new']);
  expect((await storage.list('channel', '', 10)).rows.map(({ id }) => id)).toEqual(['open']);
  expect((await storage.list('call-back', '', 10)).rows.map(({ id }) => id)).toEqual(['lately']);
  expect(storage.lastSeq()).toBe(before + 602);
});

it('[GW125] gives the channels of an older centre numbers of their own, and leaves those that have one', async () => {
  const channel = (id: string, index?: number) => ({ id, version: 1, name: id, priority: 1, gridCode: null, index });
  const closed = { ...channel('old', 40), closedAt: NOW };
  const all = [channel('a'), channel('b', 3), channel('c'), closed];
  await storage.seed(all.map((row) => putRow('channel', row)));
  await numberChannels(storage, await Directory.load(storage, new GridMap([])));
  const directory = await Directory.load(storage, new GridMap([]));
  const indexes = [...directory.channels].map(([id, { index }]) => [id, index]);
  expect(indexes).toEqual([
    ['a', 41],
    ['b', 3],
    ['c', 42],
  ]);
});
