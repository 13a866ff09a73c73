import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { freshFolder, removeFolder } from '../support/centre.ts';

const main = resolve(import.meta.dirname, '../../gateway/main.ts');
let scratch: string;
beforeEach(() => {
  scratch = freshFolder('fault');
});
afterEach(() => removeFolder(scratch));

/** Runs a gateway that is expected to end by itself; gives its code and what it told whoever started it. */
async function run(...args: string[]): Promise<{ code: unknown; said: string }> {
  const options = ['--disable-warning=ExperimentalWarning', main, '--demo', '--port', '0', ...args];
  const child = spawn(process.execPath, options, { stdio: ['ignore', 'ignore', 'pipe'] });
  const [said, [code]] = await Promise.all([text(child.stderr), once(child, 'exit')]);
  return { code, said };
}

it('says that its data folder cannot be written, and ends', async () => {
  const file = join(scratch, 'file');
  writeFileSync(file, '');
  const places = process.platform === 'linux' ? [file, '/proc/street/centre'] : [file];
  for (const data of places) {
    const { code, said } = await run('--data', data);
    expect(code).toBe(1);
    expect(said).toContain(`the data folder ${data} cannot be written`);
    expect(said).not.toContain(' at ');
  }
});

it('says which file of its data is damaged, leaves it as it is, and ends', async () => {
  const data = join(scratch, 'centre');
  mkdirSync(data);
  const file = join(data, 'centre.sqlite');
  writeFileSync(file, '这不是数据库'.repeat(500));
  const before = readFileSync(file);
  const { code, said } = await run('--data', data);
  expect(code).toBe(1);
  expect(said).toContain(`${file} cannot be used (file is not a database)`);
  expect(readFileSync(file).equals(before)).toBe(true);
});

it('says which file of a district is damaged or missing, and ends', async () => {
  const district = join(scratch, 'district');
  cpSync(resolve(import.meta.dirname, '../../resources/district'), district, { recursive: true });
  writeFileSync(join(district, 'workers.json'), '{"version":9}');
  const damaged = await run('--data', join(scratch, 'a'), '--district', district);
  expect(damaged).toMatchObject({ code: 1, said: expect.stringContaining(join(district, 'workers.json')) });
  const missing = await run('--data', join(scratch, 'b'), '--district', join(scratch, 'nowhere'));
  expect(missing).toMatchObject({ code: 1, said: expect.stringContaining('no district in') });
});
