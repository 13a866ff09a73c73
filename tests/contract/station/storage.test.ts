import {
  chmodSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { v7 as uuidv7 } from 'uuid';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Station } from '../../../electron/station/station.ts';
import { actOn } from './cases.ts';
import { aCase, type FakeGateway, snapshotOf, startFakeGateway } from './fakeGateway.ts';
import { configFor, liveStation, NODE, openWindow, scratchFolder, startStation, until } from './harness.ts';

const PAGE_BYTES = 4096;
const NOBODY = 65_534;
let scratch: ReturnType<typeof scratchFolder>;
let fake: FakeGateway;
let station: Station | undefined;
const row = aCase({ title: '井盖破损' });

beforeEach(async () => {
  scratch = scratchFolder();
  fake = await startFakeGateway();
  fake.snapshots.set('case', [snapshotOf(row)]);
});
afterEach(async () => {
  await station?.stop();
  station = undefined;
  await fake.close();
  scratch.remove();
});

/** A desk that was used: synced, with one action waiting because the centre is away. */
async function usedDesk(): Promise<string> {
  const home = join(scratch.path, 'home');
  fake.answers.set('op', () => ({ ok: false, code: 'unavailable', message: '' }));
  const live = await liveStation(home, fake.url);
  await actOn(live.window, 'case.accept', row.id, {});
  await live.station.stop();
  fake.answers.delete('op');
  return join(home, 'station.db');
}

/** Tears every second page of the file's second half but those that hold `spared`, and marks the stop as unclean. */
function tear(file: string, spared: string): void {
  const bytes = readFileSync(file);
  const first = Math.floor(bytes.length / 2 / PAGE_BYTES) * PAGE_BYTES;
  for (let at = first; at < bytes.length; at += 2 * PAGE_BYTES) {
    const page = bytes.subarray(at, at + PAGE_BYTES);
    if (!page.includes(spared)) page.fill(0xa5);
  }
  const clean = bytes.indexOf('clean1');
  expect(clean).toBeGreaterThan(0);
  bytes.write('clean0', clean);
  writeFileSync(file, bytes);
}

test('a damaged database is set aside; what waited is salvaged and the cache comes back from the centre', async () => {
  const file = await usedDesk();
  tear(file, 'case.accept');
  const ops = () => fake.heard.filter(({ event }) => event === 'op');
  const before = ops().length;
  const live = await liveStation(join(scratch.path, 'home'), fake.url);
  station = live.station;
  expect(live.station.status().trouble).toBeNull();
  expect(readdirSync(join(scratch.path, 'home')).some((name) => name.startsWith('station.db.damaged-'))).toBe(true);
  expect((await live.window.read('case.get', { id: row.id }))?.case.title).toBe('井盖破损');
  await until('the salvaged action leaves', () => ops().length > before);
  expect(ops().at(-1)?.payload).toMatchObject({ kind: 'case.accept', entityId: row.id });
});

test('a file that is no database is set aside as well', async () => {
  const home = join(scratch.path, 'home');
  mkdirSync(home);
  const handle = openSync(join(home, 'station.db'), 'w');
  writeSync(handle, '这不是数据库'.repeat(500));
  const live = await liveStation(home, fake.url);
  station = live.station;
  expect((await live.window.read('case.get', { id: row.id }))?.case.title).toBe('井盖破损');
});

test('a database of a newer version is left untouched; the desk shows the centre and refuses actions in words', async () => {
  const file = await usedDesk();
  const db = new Database(file);
  db.pragma('user_version = 999');
  db.pragma(`application_id = ${0x53_43_00_00 + 999}`);
  db.close();
  const before = readFileSync(file);
  const live = await liveStation(join(scratch.path, 'home'), fake.url);
  station = live.station;
  expect(live.station.status().trouble).toBe('storage-newer');
  expect((await live.window.read('case.get', { id: row.id }))?.case.title).toBe('井盖破损');
  const answer = await live.window.call.act({ id: uuidv7(), kind: 'case.accept', entityId: row.id, payload: {} });
  expect(answer).toMatchObject({ ok: false, code: 'unavailable', reason: 'storage-newer' });
  await live.station.stop();
  expect(readFileSync(file).equals(before)).toBe(true);
});

test('a full disk refuses actions with its reason and keeps showing; with room again they are taken', async () => {
  const home = join(scratch.path, 'home');
  const opened: Database.Database[] = [];
  class Spied extends Database {
    constructor(file: string, options?: Database.Options) {
      super(file, options);
      opened.push(this);
    }
  }
  const driver = Spied as unknown as typeof Database;
  const live = await liveStation(home, fake.url, 'lead', {}, { driver });
  station = live.station;
  const limitPages = (pages: number) =>
    opened.find((db) => db.name.endsWith('station.db'))?.pragma(`max_page_count = ${pages}`);
  const act = () =>
    live.window.call.act({
      id: uuidv7(),
      kind: 'case.annotate',
      entityId: row.id,
      payload: { note: '备注'.repeat(1900) },
    });
  limitPages(1);
  const answer = await until('the disk is full', async () => {
    const said = await act();
    return said.ok ? null : said;
  });
  expect(answer).toMatchObject({ code: 'unavailable', reason: 'storage-full' });
  expect(live.station.status().trouble).toBe('storage-full');
  expect((await live.window.read('case.get', { id: row.id }))?.case.title).toBe('井盖破损');
  limitPages(1_000_000);
  expect((await act()).ok).toBe(true);
  expect(live.station.status().trouble).toBeNull();
});

test.runIf(process.getuid?.() === 0)(
  'a read-only folder: the desk shows what it knew and refuses actions',
  async () => {
    const file = await usedDesk();
    const home = join(scratch.path, 'home');
    chmodSync(scratch.path, 0o755);
    chmodSync(home, 0o555);
    for (const name of readdirSync(home)) chmodSync(join(home, name), name === 'logs' ? 0o555 : 0o444);
    const child = spawn(
      NODE,
      [
        join(import.meta.dirname, 'childStation.ts'),
        JSON.stringify(configFor(home, fake.url)),
        JSON.stringify({ username: 'lead', password: 'demo' }),
        JSON.stringify({ id: uuidv7(), kind: 'case.annotate', entityId: row.id, payload: { note: '备注' } }),
      ],
      { uid: NOBODY, gid: NOBODY, stdio: ['ignore', 'pipe', 'pipe'] },
    );
    let output = '';
    child.stdout.on('data', (chunk: Buffer) => {
      output += chunk.toString();
    });
    const line = await until('it answers', () => output.split('\n').find((text) => text.includes('"trouble"')));
    child.kill('SIGKILL');
    expect(JSON.parse(line)).toMatchObject({
      answer: { ok: false, code: 'unavailable', reason: 'storage-read-only' },
      trouble: 'storage-read-only',
    });
    expect(existsSync(file)).toBe(true);
  },
);

test('a stopped station leaves its database in order and a copy of it opens', async () => {
  const file = await usedDesk();
  const copy = join(scratch.path, 'copy.db');
  copyFileSync(file, copy);
  const db = new Database(copy);
  expect(db.pragma('integrity_check', { simple: true })).toBe('ok');
  expect(db.prepare("SELECT value FROM meta WHERE key = 'clean'").pluck().get()).toBe('1');
  db.close();
  station = startStation(configFor(join(scratch.path, 'home'), ''));
  const window = openWindow(station);
  expect((await window.read('status', {})).outbox.waiting).toBe(1);
});
