import { spawn } from 'node:child_process';
import { existsSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Station } from '../../../electron/station/station.ts';
import { actOn } from './cases.ts';
import { aCase, type FakeGateway, snapshotOf, startFakeGateway } from './fakeGateway.ts';
import { liveStation, NODE, scratchFolder } from './harness.ts';

const SCRIPT = join(import.meta.dirname, '../../../scripts/backup.ts');
let scratch: ReturnType<typeof scratchFolder>;
let home: string;
let fake: FakeGateway;
let station: Station | undefined;
const row = aCase({ title: '井盖破损' });

beforeEach(async () => {
  scratch = scratchFolder();
  home = join(scratch.path, 'home');
  fake = await startFakeGateway();
  fake.snapshots.set('case', [snapshotOf(row)]);
  fake.answers.set('op', () => ({ ok: false, code: 'unavailable', message: '' }));
});
afterEach(async () => {
  await station?.stop();
  station = undefined;
  await fake.close();
  scratch.remove();
});

function backup(...args: string[]): Promise<{ code: number | null; said: string }> {
  const child = spawn(NODE, [SCRIPT, ...args, '--home', home], { stdio: ['ignore', 'pipe', 'pipe'] });
  let said = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => (said += chunk.toString()));
  return new Promise((resolve) => child.once('close', (code) => resolve({ code, said })));
}

const namesOf = (): string[] => readdirSync(join(home, 'backups')).filter((name) => name.endsWith('.db'));

test('makes, lists, verifies and restores from the command line; refuses while the app is open', async () => {
  const live = await liveStation(home, fake.url);
  station = live.station;
  const op = await actOn(live.window, 'case.accept', row.id, {});
  expect(await backup('make')).toMatchObject({ code: 0 });
  const [name = ''] = namesOf();
  expect((await backup('list')).said).toContain(`${name}  `);
  expect(await backup('verify', name)).toMatchObject({ code: 0, said: `Sound: ${name}\n` });
  const refused = await backup('restore', name);
  expect(refused).toMatchObject({ code: 1 });
  expect(refused.said).toContain('quit it first');

  await live.station.stop();
  station = undefined;
  expect(await backup('restore', name)).toMatchObject({ code: 0 });
  const db = new Database(join(home, 'station.db'), { readonly: true });
  expect(db.prepare('SELECT id FROM outbox').pluck().all()).toEqual([op]);
  db.close();
  expect(readdirSync(home).some((file) => file.startsWith('station.db.replaced-'))).toBe(true);
});

test('says in words what is wrong, and touches nothing', async () => {
  const live = await liveStation(home, fake.url);
  await live.station.stop();
  expect((await backup('restore', 'station-2020-01-01.db')).said).toContain('There is no such backup');
  const broken = join(scratch.path, 'broken.db');
  writeFileSync(broken, '这不是数据库'.repeat(1000));
  const said = await backup('restore', broken);
  expect(said).toMatchObject({ code: 1 });
  expect(said.said).toContain('This backup is damaged');
  expect(existsSync(join(home, 'station.db.incoming'))).toBe(false);
  expect(readdirSync(home).some((file) => file.startsWith('station.db.replaced-'))).toBe(false);
  expect(await backup('dance')).toMatchObject({ code: 2 });
});
