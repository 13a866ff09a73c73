import { readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type ChildDesk, liveDesk } from './desk.ts';
import { aCase, type FakeGateway, snapshotOf, startFakeGateway } from './fakeGateway.ts';
import { scratchFolder } from './harness.ts';

let scratch: ReturnType<typeof scratchFolder>;
let fake: FakeGateway;
const desks: ChildDesk[] = [];
const row = aCase({ title: '井盖破损' });

beforeEach(async () => {
  scratch = scratchFolder();
  fake = await startFakeGateway();
  fake.snapshots.set('case', [snapshotOf(row)]);
  fake.answers.set('op', () => ({ ok: false, code: 'unavailable', message: '' }));
});
afterEach(async () => {
  for (const desk of desks.splice(0)) await desk.kill();
  await fake.close();
  scratch.remove();
});

test.each([
  ['the database', ['station.db', 'station.db-wal', 'station.db-shm']],
  ['its log', ['station.db-wal']],
])('[ST53] %s is deleted while the desk works: it starts anew with all that was acknowledged', async (_, files) => {
  const home = join(scratch.path, 'home');
  const first = await liveDesk(home, fake.url);
  desks.push(first);
  const answer = await first.note(row.id, '已通知');
  if (!answer.ok) throw new Error(answer.reason);
  for (const name of files) rmSync(join(home, name));
  expect(await first.ended).toBe(75);
  const second = await liveDesk(home, fake.url);
  desks.push(second);
  expect((await second.status()).trouble).toBeNull();
  const items = await second.read('outbox.list', {});
  expect(items.ok && items.value.map((item) => item.id)).toEqual([answer.value.id]);
  expect(readdirSync(home)).toContain('station.db');
});
