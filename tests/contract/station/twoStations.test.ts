import { join } from 'node:path';
import { readdirSync, readFileSync } from 'node:fs';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type ChildDesk, liveDesk, startDesk } from './desk.ts';
import { aCase, type FakeGateway, snapshotOf, startFakeGateway } from './fakeGateway.ts';
import { scratchFolder, until } from './harness.ts';

let scratch: ReturnType<typeof scratchFolder>;
let fake: FakeGateway;
const desks: ChildDesk[] = [];
const row = aCase({ title: '井盖破损' });

beforeEach(async () => {
  scratch = scratchFolder();
  fake = await startFakeGateway();
  fake.snapshots.set('case', [snapshotOf(row)]);
});
afterEach(async () => {
  for (const desk of desks.splice(0)) await desk.kill();
  await fake.close();
  scratch.remove();
});

test('[ST45] a second station on a data folder takes no work and sends nothing; when the first is gone it takes over', async () => {
  fake.answers.set('op', () => ({ ok: false, code: 'unavailable', message: '' }));
  const first = await liveDesk(scratch.path, fake.url);
  desks.push(first);
  expect((await first.note(row.id, '第一台')).ok).toBe(true);
  // The old one hangs, as a station whose app was killed might.
  process.kill(first.pid, 'SIGSTOP');
  const second = await startDesk(scratch.path, fake.url);
  desks.push(second);
  expect((await second.status()).trouble).toBe('storage-in-use');
  expect(await second.signIn()).toMatchObject({ ok: true });
  await until('it shows the centre', async () => {
    const page = await second.read('queue.page', { queue: 'intake', limit: 10 });
    return page.ok && page.value.rows.length === 1;
  });
  fake.answers.delete('op');
  expect(await second.note(row.id, '第二台')).toMatchObject({
    ok: false,
    code: 'unavailable',
    reason: 'storage-in-use',
  });
  expect(
    fake.heard.filter(({ event, payload }) => event === 'op' && JSON.stringify(payload).includes('第二台')),
  ).toEqual([]);
  await first.kill();
  expect(await second.ended).toBe(75);
  const third = await liveDesk(scratch.path, fake.url);
  desks.push(third);
  await until('what waited leaves', async () => (await third.status()).outbox.waiting === 0);
  expect((await third.note(row.id, '第三台')).ok).toBe(true);
  const ids = fake.heard.filter(({ event }) => event === 'op').map(({ payload }) => (payload as { id: string }).id);
  expect(new Set(ids).size).toBe(2);
});

test('[ST45] a program that holds the file itself is waited for, then named', async () => {
  const desk = await liveDesk(scratch.path, fake.url);
  desks.push(desk);
  const other = new Database(join(scratch.path, 'station.db'));
  other.exec('BEGIN IMMEDIATE');
  expect(await desk.note(row.id, '等待')).toMatchObject({ ok: false, code: 'unavailable', reason: 'storage-in-use' });
  other.exec('ROLLBACK');
  other.close();
  expect((await desk.note(row.id, '可以了')).ok).toBe(true);
  expect((await desk.status()).trouble).toBeNull();
  expect(readdirSync(scratch.path)).toContain('station.lock');
  expect(readFileSync(join(scratch.path, 'station.lock')).length).toBe(0);
});
