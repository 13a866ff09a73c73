import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { v7 as uuidv7 } from 'uuid';
import { afterAll, afterEach, beforeEach, expect, test } from 'vitest';
import type { Station } from '../../../electron/station/station.ts';
import { findPlanted } from '../../support/planted.ts';
import { unzipInto } from '../../support/unzip.ts';
import { configFor, liveStation, NODE, REPOSITORY, scratchFolder, startGateway } from './harness.ts';
import { actOn, openCaseAt } from './cases.ts';

const shared = scratchFolder();
let home: string;
let station: Station | undefined;

beforeEach(() => {
  home = join(shared.path, uuidv7());
  mkdirSync(join(home, 'logs'), { recursive: true });
});
afterEach(async () => {
  await station?.stop();
  station = undefined;
});
afterAll(() => shared.remove());

/** Makes a bundle with the command, as it is made of a desk that does not start. */
function diagnose(name: string): { folder: string; names: string[]; read: (file: string) => unknown } {
  const zip = join(shared.path, `${name}.zip`);
  const run = spawnSync(NODE, ['scripts/diagnose.ts', '--home', home, zip], { cwd: REPOSITORY, encoding: 'utf8' });
  expect(run.stderr).toBe('');
  expect(run.status).toBe(0);
  expect(statSync(zip).mode & 0o777).toBe(0o600);
  const folder = join(shared.path, name);
  return {
    folder,
    names: unzipInto(zip, folder),
    read: (file) => JSON.parse(readFileSync(join(folder, file), 'utf8')),
  };
}

test('[ST147] a bundle of a working desk counts what is there and holds none of it', async () => {
  const gateway = await startGateway(join(shared.path, 'gateway'));
  const started = await liveStation(home, gateway.url, 'lead');
  station = started.station;
  const title = '三楼住户家中漏水';
  const id = await openCaseAt(started.window, title, { text: '请尽快处理' });
  await actOn(started.window, 'case.annotate', id, { note: '已联系物业' });
  const careless = {
    contact: { name: '欧阳海' },
    typed: '13900001234',
    err: { type: 'Error', message: '云锦路 12 弄', stack: '' },
  };
  writeFileSync(
    join(home, 'logs', 'main.log'),
    `${JSON.stringify({ ...careless, msg: '欧阳海 called' })}\nplain 欧阳海\n`,
  );
  writeFileSync(
    join(home, 'settings.json'),
    JSON.stringify({ lastUsername: 'ouyanghai', gateway: 'http://ouyanghai:secretword@127.0.0.1:1/x' }),
  );
  writeFileSync(join(home, 'vault.json'), JSON.stringify({ kept: 'file', key: configFor(home, '').vault.key }));

  const { folder, names, read } = diagnose('working');
  const manifest = read('manifest.json') as { contents: { name: string }[] };
  expect(['manifest.json', ...manifest.contents.map(({ name }) => name)].toSorted()).toEqual(names);
  expect(names).toContain('logs/station.log');
  expect(read('station-db.json')).toMatchObject({ inUse: true, there: true, integrity: ['ok'] });
  expect(read('settings.json')).toMatchObject({ gateway: 'http://127.0.0.1:1' });
  expect(read('vault.json')).toMatchObject({ kept: 'file' });
  expect(readFileSync(join(folder, 'logs/station.log'), 'utf8')).toContain('the station is up');
  expect(readFileSync(join(folder, 'logs/main.log'), 'utf8')).toContain('"dropped":1');
  const secrets = ['欧阳海', '13900001234', '云锦路', 'ouyanghai', 'secretword', title, '请尽快处理', '已联系物业'];
  expect(findPlanted([folder], [...secrets, configFor(home, '').vault.key, '值班长'])).toEqual([]);
  await gateway.stop();
});

test('[ST147] a bundle is made also where the database is damaged, or nothing is there at all', () => {
  writeFileSync(join(home, 'station.db'), 'no database, but 欧阳海');
  writeFileSync(join(home, 'settings.json'), '{"theme":');
  const damaged = diagnose('damaged');
  expect(damaged.read('station-db.json')).toMatchObject({ failed: 'SQLITE_NOTADB' });
  expect(damaged.read('settings.json')).toEqual({ failed: 'SyntaxError' });
  expect(damaged.read('disk.json')).toMatchObject({ free: expect.any(Number) });
  expect(findPlanted([damaged.folder], ['欧阳海'])).toEqual([]);

  home = join(shared.path, 'nowhere');
  const empty = diagnose('empty');
  expect(empty.read('files.json')).toEqual({ failed: 'ENOENT' });
  expect(empty.read('system.json')).toMatchObject({ processors: expect.any(Number) });
});
