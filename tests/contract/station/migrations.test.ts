import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { isListQueue } from '#shared/contract/queues.ts';
import type { OutboxItem } from '#shared/contract/views.ts';
import { MIGRATIONS } from '../../../electron/station/db/migrations/index.ts';
import type { Station } from '../../../electron/station/station.ts';
import { loadDump } from '../../support/sqlDump.ts';
import { type FakeGateway, startFakeGateway } from './fakeGateway.ts';
import { configFor, NODE, openWindow, scratchFolder, startStation, type TestWindow, until } from './harness.ts';

const RELEASES = readdirSync(join(import.meta.dirname, 'released')).filter((name) => name.endsWith('.sql'));
const EPOCH = 'epoch-2';
const HOUR_MS = 3_600_000;

let scratch: ReturnType<typeof scratchFolder>;
let fake: FakeGateway;
let station: Station | undefined;

beforeEach(async () => {
  scratch = scratchFolder();
  fake = await startFakeGateway();
  fake.epoch = EPOCH;
});
afterEach(async () => {
  await station?.stop();
  station = undefined;
  await fake.close();
  scratch.remove();
});

interface Row {
  id: string;
  value: string;
}
interface OutboxAsReleased {
  n: number;
  id: string;
  wire_id: string;
  kind: string;
  state: string;
  entity_id: string | null;
  at: number;
}

/** What the released file holds, read from its own tables as they were then. */
interface Held {
  outbox: OutboxAsReleased[];
  cases: Row[];
  events: { case_id: string; n: number }[];
  alarms: { id: string }[];
  commands: Row[];
  entities: { entity: string; n: number }[];
  workers: Row[];
  history: { id: string }[];
  users: { id: string }[];
  /** a moment shortly after it was last used */
  now: number;
}

function releasedDesk(release: string): { home: string; held: Held } {
  const home = join(scratch.path, 'home');
  mkdirSync(home);
  const file = join(home, 'station.db');
  loadDump(Database, file, readFileSync(join(import.meta.dirname, 'released', release), 'utf8'));
  const db = new Database(file, { readonly: true });
  const all = <T>(sql: string): T[] => db.prepare(sql).all() as T[];
  const live = String(db.prepare("SELECT value FROM meta WHERE key = 'live'").pluck().get());
  const outbox = all<OutboxAsReleased>('SELECT n, id, wire_id, kind, state, entity_id, at FROM outbox ORDER BY n');
  const held = {
    outbox,
    cases: all<Row>(`SELECT id, value FROM cases_${live}`),
    events: all<{ case_id: string; n: number }>(
      `SELECT case_id, COUNT(*) AS n FROM case_events_${live} GROUP BY case_id`,
    ),
    alarms: all<{ id: string }>('SELECT id FROM alarms'),
    commands: all<Row>(`SELECT id, value FROM commands_${live}`),
    entities: all<{ entity: string; n: number }>(
      `SELECT entity, COUNT(*) AS n FROM entities_${live} GROUP BY entity ORDER BY entity`,
    ),
    workers: all<Row>(`SELECT id, value FROM workers_${live}`),
    history: all<{ id: string }>('SELECT id FROM outbox_history'),
    users: all<{ id: string }>('SELECT id FROM users'),
    now: Math.max(...outbox.map((row) => row.at)) + HOUR_MS,
  };
  db.close();
  return { home, held };
}

/** The present station on a released desk's folder, signed in as who used it then. */
async function openReleased(home: string, held: Held, gateway: string): Promise<TestWindow> {
  const started = performance.now();
  station = startStation(configFor(home, gateway), { now: () => Math.round(held.now + performance.now() - started) });
  expect(station.status().trouble).toBeNull();
  const window = openWindow(station);
  expect(await window.call.signIn({ username: held.users[0]?.id ?? '', password: 'demo' })).toMatchObject({ ok: true });
  return window;
}

/** The centre as it was left: nothing has happened there since. */
function centreAsLeft(held: Held): void {
  const user = { id: 'lead', name: '值班长', roles: ['shift-lead', 'intake', 'dispatcher', 'verifier'], areas: [] };
  const limits = { pageRows: 1000, deltaWindow: 8, mediaBytes: 1_000_000, eventsPerSecond: 100 };
  fake.welcome = { serverTime: held.now, epoch: EPOCH, seq: 2, user, limits };
  fake.answers.set('sync', () => ({ ok: true, changes: [], to: 2, more: false }));
  fake.answers.set('op', () => ({ ok: true, seq: 2, result: {} }));
}

const ids = (rows: readonly { id: string }[]): string[] => rows.map((row) => row.id).sort();
const stateOf = (item: OutboxItem): string => (item.state === 'held' ? 'waiting' : item.state);

describe.each(RELEASES)('a desk of database version %s', (release) => {
  test('[ST40] shows every row it held, alone', async () => {
    const { home, held } = releasedDesk(release);
    const window = await openReleased(home, held, '');
    const items = await window.read('outbox.list', {});
    const waiting = held.outbox.filter((row) => row.state !== 'done');
    // Nothing is on its way when a station starts.
    const stateThen = ({ state }: OutboxAsReleased): string => (state === 'sending' ? 'waiting' : state);
    expect(items.map((item) => [item.id, stateOf(item)])).toEqual(waiting.map((row) => [row.id, stateThen(row)]));
    expect(ids(await window.read('alarm.list', {}))).toEqual(ids(held.alarms));
    expect(ids((await window.read('command.list', { limit: 200 })).map(({ command }) => command))).toEqual(
      ids(held.commands),
    );
    for (const row of held.cases) {
      const was = JSON.parse(row.value) as { title: string; state: string };
      const view = await window.read('case.get', { id: row.id });
      expect(view?.case).toMatchObject({ title: was.title, state: was.state });
      expect(view?.events).toHaveLength(held.events.find((of) => of.case_id === row.id)?.n ?? 0);
      expect(view?.chainIntact).toBe(true);
      // The search index is made anew in small steps after the start.
      await until(`“${was.title}” is found`, async () =>
        ids(await window.read('search', { text: was.title.slice(0, 2), limit: 100 })).includes(row.id),
      );
    }
    for (const worker of held.workers)
      expect((await window.read('worker.get', { id: worker.id }))?.worker).toBeTruthy();
    const pages = await Promise.all(
      (await window.read('queue.counts', {})).map(async ({ queue, total }) => {
        const page = await window.read('queue.page', { queue, limit: 500 });
        expect([queue, page.rows.length, page.total]).toEqual([queue, total, total]);
        // The others hold cases that stand in a queue of their state as well.
        return queue === 'returned' || queue === 'supervised' || isListQueue(queue) ? 0 : total;
      }),
    );
    expect(pages.reduce((sum, n) => sum + n, 0)).toBe(held.cases.length);
    await station?.stop();
    station = undefined;
    expectNothingLeftOut(join(home, 'station.db'), held);
  });

  test('[ST40] sends what waited then, in order, and repeats nothing', async () => {
    const { home, held } = releasedDesk(release);
    centreAsLeft(held);
    const window = await openReleased(home, held, fake.url);
    await until('all has left', () => station?.status().outbox.waiting === 0);
    const sent = fake.heard.filter(({ event }) => event === 'op').map(({ payload }) => payload as { id: string });
    // What was acknowledged far beyond the end of this centre's log is not in it any more, and leaves once more with its id.
    const waited = held.outbox.filter((row) => ['waiting', 'sending', 'done'].includes(row.state));
    expect(ids(sent)).toEqual(waited.map((row) => row.wire_id).sort());
    const order = (entity: string | null) => waited.filter((row) => row.entity_id === entity).map((row) => row.wire_id);
    for (const row of waited) {
      const lane = order(row.entity_id);
      expect(sent.map(({ id }) => id).filter((id) => lane.includes(id))).toEqual(lane);
    }
    const left = held.outbox.filter((row) => row.state === 'conflict' || row.state === 'refused');
    expect(ids(await window.read('outbox.list', {}))).toEqual(ids(left));
    // Actions that were through already answer as before instead of being taken again.
    for (const { id } of held.history) {
      const again = await window.call.act({
        id,
        kind: 'case.annotate',
        entityId: held.cases[0]?.id,
        payload: { note: '再次' },
      });
      expect(again).toMatchObject({ ok: true, value: { id } });
    }
    expect(ids(await window.read('outbox.list', {}))).toEqual(ids(left));
  });

  test.each(MIGRATIONS.map((_, i) => i + 1))(
    '[ST41] killed at the end of migration %i, it opens whole',
    async (version) => {
      const { home, held } = releasedDesk(release);
      const file = join(home, 'station.db');
      if (version <= versionOf(file)) return;
      const child = spawnSync(NODE, [join(import.meta.dirname, 'childMigration.ts'), file, String(version)]);
      expect(child.signal, child.stderr.toString()).toBe('SIGKILL');
      const copy = join(scratch.path, 'copy.db');
      for (const suffix of ['', '-wal']) copyFileSync(file + suffix, copy + suffix);
      expect(versionOf(copy)).toBe(version - 1);
      const window = await openReleased(home, held, '');
      expect(ids(await window.read('outbox.list', {}))).toEqual(ids(held.outbox.filter((row) => row.state !== 'done')));
      expect((await window.read('case.get', { id: held.cases[0]?.id ?? '' }))?.case).toBeTruthy();
      expect(readdirSync(home).filter((name) => name.includes('damaged'))).toEqual([]);
    },
  );
});

function versionOf(file: string): number {
  const db = new Database(file);
  const version = Number(db.pragma('user_version', { simple: true }));
  db.close();
  return version;
}

/** What no window asks for in one piece: rows of the cache by kind, finished actions, people; and a sound file. */
function expectNothingLeftOut(file: string, held: Held): void {
  const db = new Database(file, { readonly: true });
  const live = String(db.prepare("SELECT value FROM meta WHERE key = 'live'").pluck().get());
  const kinds = db.prepare(`SELECT entity, COUNT(*) AS n FROM entities_${live} GROUP BY entity ORDER BY entity`).all();
  expect(kinds).toEqual(held.entities);
  expect(ids(db.prepare('SELECT id FROM outbox').all() as Row[])).toEqual(ids(held.outbox));
  expect(ids(db.prepare('SELECT id FROM outbox_history').all() as Row[])).toEqual(ids(held.history));
  expect(ids(db.prepare('SELECT id FROM users').all() as Row[])).toEqual(ids(held.users));
  expect(db.pragma('user_version', { simple: true })).toBe(MIGRATIONS.length);
  expect(db.pragma('integrity_check', { simple: true })).toBe('ok');
  db.close();
}
