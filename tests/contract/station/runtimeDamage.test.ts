import { openSync, readdirSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type ChildDesk, liveDesk, startDesk } from './desk.ts';
import { aCase, type FakeGateway, snapshotOf, startFakeGateway } from './fakeGateway.ts';
import { scratchFolder } from './harness.ts';

const PAGE_BYTES = 4096;
const WAITING = 40;
let scratch: ReturnType<typeof scratchFolder>;
let home: string;
let fake: FakeGateway;
const desks: ChildDesk[] = [];
const rows = Array.from({ length: 300 }, (_, i) => aCase({ title: `案件${i}`, text: '说明'.repeat(100) }));
const subject = rows[0] ?? aCase();

beforeEach(async () => {
  scratch = scratchFolder();
  home = join(scratch.path, 'home');
  fake = await startFakeGateway();
  fake.snapshots.set('case', rows.map(snapshotOf));
  fake.answers.set('op', () => ({ ok: false, code: 'unavailable', message: '' }));
});
afterEach(async () => {
  for (const desk of desks.splice(0)) await desk.kill();
  await fake.close();
  scratch.remove();
});

/** A desk at work whose database lies in the file alone; and what it acknowledged. */
async function deskAtWork(): Promise<{ desk: ChildDesk; acknowledged: string[] }> {
  const before = await liveDesk(home, fake.url);
  desks.push(before);
  const acknowledged: string[] = [];
  for (let n = 0; n < WAITING; n += 1) {
    const answer = await before.note(rows[n % 10]?.id ?? '', `${n} ${'备注'.repeat(300)}`);
    if (answer.ok) acknowledged.push(answer.value.id);
  }
  await before.stop();
  // Without the centre nothing but an operator reads or writes.
  await fake.close();
  const desk = await startSignedIn();
  return { desk, acknowledged };
}

async function startSignedIn(): Promise<ChildDesk> {
  const desk = await startDesk(home, fake.url, { uncached: true });
  desks.push(desk);
  expect((await desk.signIn()).ok).toBe(true);
  return desk;
}

/** Breaks pages of one table or index in the file, from `first` on; how many there are. `*`: the live set of the cache. */
function breakPages(name: string, first = 0): number {
  const db = new Database(join(home, 'station.db'));
  db.pragma('wal_checkpoint(TRUNCATE)');
  const live = String(db.prepare("SELECT value FROM meta WHERE key = 'live'").pluck().get());
  const pages = db
    .prepare('SELECT pageno FROM dbstat WHERE name = ? ORDER BY pageno')
    .pluck()
    .all(name.replace('*', live)) as number[];
  db.close();
  const file = openSync(join(home, 'station.db'), 'r+');
  for (const page of pages.slice(first))
    writeSync(file, Buffer.alloc(PAGE_BYTES, 0xa5), 0, PAGE_BYTES, (page - 1) * PAGE_BYTES);
  return pages.length;
}

async function kept(desk: ChildDesk): Promise<string[]> {
  const items = await desk.read('outbox.list', {});
  if (!items.ok) throw new Error(items.reason);
  return items.value.map((item) => item.id);
}

const UNAVAILABLE = { ok: false, code: 'unavailable', reason: 'storage-damaged' };
/** The station may be gone before it has answered. */
const gone = (): null => null;

test.each(['cases_*', 'cases_*_queue'])(
  '[ST58] damage of the cache (%s) met at a read: the station starts anew, what waits is kept, the cache comes back',
  async (table) => {
    const { desk, acknowledged } = await deskAtWork();
    expect(breakPages(table)).toBeGreaterThan(0);
    const read =
      table === 'cases_*'
        ? desk.read('case.get', { id: subject.id })
        : desk.read('queue.page', { queue: 'intake', limit: 100 });
    const answer = await read.catch(gone);
    if (answer !== null) expect(answer).toMatchObject(UNAVAILABLE);
    expect(await desk.ended).toBe(75);
    await shown(acknowledged, 0);
  },
);

test.each(['outbox_open', 'outbox'])(
  '[ST58] damage of the outbox (%s) met at a write: it is refused, and all that can be read is saved',
  async (table) => {
    const { desk, acknowledged } = await deskAtWork();
    // Of the rows themselves the last page alone: what it held cannot be had again, and is told.
    const all = table === 'outbox' ? breakPages(table, Number.MAX_SAFE_INTEGER) : 0;
    expect(breakPages(table, Math.max(0, all - 1))).toBeGreaterThan(0);
    const answer = await desk.note(subject.id, '再来一条').catch(gone);
    if (answer !== null) expect(answer).toMatchObject(UNAVAILABLE);
    expect(await desk.ended).toBe(75);
    await shown(acknowledged, table === 'outbox' ? 8 : 0);
  },
);

/** The next start has what was acknowledged but for `mostLost`, says so, and the centre gives the cache back. */
async function shown(acknowledged: readonly string[], mostLost: number): Promise<void> {
  const port = Number(new URL(fake.url).port);
  fake = await startFakeGateway(port);
  fake.snapshots.set('case', rows.map(snapshotOf));
  fake.answers.set('op', () => ({ ok: false, code: 'unavailable', message: '' }));
  const desk = await liveDesk(home, fake.url);
  desks.push(desk);
  const { trouble, salvaged } = await desk.status();
  expect(trouble).toBeNull();
  const saved = await kept(desk);
  const lost = acknowledged.filter((id) => !saved.includes(id));
  expect(lost.length).toBeLessThanOrEqual(mostLost);
  expect(salvaged).not.toBeNull();
  if (lost.length > 0) expect(!salvaged?.complete || salvaged.lost > 0).toBe(true);
  expect(saved.every((id) => acknowledged.includes(id))).toBe(true);
  expect(await desk.read('case.get', { id: subject.id })).toMatchObject({
    ok: true,
    value: { case: { title: subject.title } },
  });
  expect(readdirSync(home).some((name) => name.startsWith('station.db.damaged-'))).toBe(true);
}
