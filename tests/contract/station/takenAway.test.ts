import { cpSync, mkdirSync, readdirSync, renameSync, rmSync } from 'node:fs';
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

test.each([
  ['deleted', (home: string) => rmSync(home, { recursive: true })],
  ['moved away', (home: string) => renameSync(home, `${home}-moved`)],
  [
    'replaced by an empty one',
    (home: string) => {
      renameSync(home, `${home}-moved`);
      mkdirSync(home);
    },
  ],
  [
    'replaced by an older copy of itself',
    (home: string) => {
      renameSync(home, `${home}-moved`);
      cpSync(`${home}-older`, home, { recursive: true });
    },
  ],
])(
  '[ST53] the data folder is %s while the desk works: nothing is taken that is not kept, and all that was is',
  async (how, happens) => {
    const home = join(scratch.path, 'home');
    const before = await liveDesk(home, fake.url);
    desks.push(before);
    const first = await before.note(row.id, '已通知');
    await before.stop();
    cpSync(home, `${home}-older`, { recursive: true });
    const desk = await liveDesk(home, fake.url);
    desks.push(desk);
    const second = await desk.note(row.id, '已到场');
    if (!first.ok || !second.ok) throw new Error('not taken');
    happens(home);
    const third = await desk.note(row.id, '处理中').catch(() => null);
    if (third !== null) expect(third).toMatchObject({ ok: false, code: 'unavailable', reason: 'storage-damaged' });
    expect(await desk.ended).toBe(75);
    const again = await liveDesk(home, fake.url);
    desks.push(again);
    expect((await again.status()).trouble).toBeNull();
    const items = await again.read('outbox.list', {});
    expect(items.ok && items.value.map((item) => item.id).sort()).toEqual([first.value.id, second.value.id].sort());
    expect((await again.note(row.id, '已结束')).ok).toBe(true);
    // Whatever lay there instead is kept beside it.
    const aside = readdirSync(home).some((name) => name.startsWith('station.db.damaged-'));
    expect(aside).toBe(how === 'replaced by an older copy of itself');
  },
);
