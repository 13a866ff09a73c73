import { randomBytes } from 'node:crypto';
import { mkdtemp, readFile, readlink, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { extractTarMember, extractZip } from './archive.mjs';
import { placeOf } from './registryRuntime.mjs';
import { tgzOf, zipOf } from './testArchives.ts';

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'archive '));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

describe('extractTarMember', () => {
  const big = randomBytes(3_000_123);
  const members = [
    { name: 'package/package.json', content: Buffer.from('{}') },
    { name: 'package/empty', content: Buffer.alloc(0) },
    { name: 'package/big.zip', content: big },
    { name: 'package/after', content: Buffer.from('after') },
  ];

  it('takes one member, however it lies across the pieces', async () => {
    const archive = join(folder, 'a.tgz');
    await writeFile(archive, tgzOf(members));
    await extractTarMember(archive, 'package/big.zip', join(folder, 'big'));
    expect((await readFile(join(folder, 'big'))).equals(big)).toBe(true);
    await extractTarMember(archive, 'package/after', join(folder, 'after'));
    expect(await readFile(join(folder, 'after'), 'utf8')).toBe('after');
  });

  it('says so when the member is missing', async () => {
    const archive = join(folder, 'a.tgz');
    await writeFile(archive, tgzOf(members));
    await expect(extractTarMember(archive, 'package/none', join(folder, 'none'))).rejects.toThrow('package/none');
  });
});

describe('extractZip', () => {
  const noise = randomBytes(2_500_000);

  it('writes only what is asked for, with its content and its permissions', async () => {
    const archive = join(folder, 'a.zip');
    const program = { name: 'in/program', content: Buffer.alloc(2_000_000, 'abc'), mode: 0o100755 };
    const members = [
      program,
      { name: 'in/noise', content: noise, stored: true },
      { name: 'in/空.txt', content: Buffer.alloc(0) },
      { name: 'left/out', content: Buffer.from('x') },
    ];
    await writeFile(archive, zipOf(members));
    const written = await extractZip(archive, (name) =>
      name.startsWith('in/') ? join(folder, 'to', name.slice(3)) : undefined,
    );
    expect(written).toBe(3);
    expect((await readFile(join(folder, 'to', 'program'))).equals(program.content)).toBe(true);
    expect((await stat(join(folder, 'to', 'program'))).mode & 0o777).toBe(0o755);
    expect((await readFile(join(folder, 'to', 'noise'))).equals(noise)).toBe(true);
    expect(await readFile(join(folder, 'to', '空.txt'), 'utf8')).toBe('');
  });

  it.runIf(process.platform !== 'win32')('makes symbolic links', async () => {
    const archive = join(folder, 'a.zip');
    await writeFile(archive, zipOf([{ name: 'link', content: Buffer.from('aim'), mode: 0o120777 }]));
    await extractZip(archive, (name) => join(folder, name));
    expect(await readlink(join(folder, 'link'))).toBe('aim');
  });

  it('refuses a cut archive, and content of another length than the table says', async () => {
    const archive = join(folder, 'a.zip');
    const whole = zipOf([{ name: 'a', content: noise }]);
    await writeFile(archive, whole.subarray(0, 1_000_000));
    await expect(extractZip(archive, (name) => join(folder, name))).rejects.toThrow('damaged');
    const lying = Buffer.from(whole);
    lying.writeUInt32LE(7, lying.length - 22 - 47 + 24);
    await writeFile(archive, lying);
    await expect(extractZip(archive, (name) => join(folder, name))).rejects.toThrow('wrong length');
  });
});

describe('placeOf', () => {
  it('keeps the plain Electron and the SQLite driver, and nothing of the program it was built for', () => {
    const driver = 'Cypress/resources/app/node_modules/better-sqlite3';
    expect(placeOf('Cypress/Cypress')).toBe('electron');
    expect(placeOf('Cypress/locales/zh-CN.pak')).toBe('locales/zh-CN.pak');
    expect(placeOf('Cypress/browser_v8_context_snapshot.bin')).toBeUndefined();
    expect(placeOf('Cypress/resources/app/index.js')).toBeUndefined();
    expect(placeOf(`${driver}/deps/sqlite3/sqlite3.c`)).toBeUndefined();
    expect(placeOf(`${driver}/build/Release/better_sqlite3.node`)).toBe(
      'resources/sqlite-driver/node_modules/better-sqlite3/build/Release/better_sqlite3.node',
    );
  });
});
