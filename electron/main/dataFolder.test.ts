import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { openDataFolder } from './dataFolder.ts';

let scratch: string;
const before = process.env.STREET_CONSOLE_HOME;
beforeEach(() => {
  scratch = mkdtempSync(join(tmpdir(), 'street-folder-'));
});
afterEach(() => {
  rmSync(scratch, { recursive: true, force: true });
  if (before === undefined) delete process.env.STREET_CONSOLE_HOME;
  else process.env.STREET_CONSOLE_HOME = before;
});

it('makes the folder and those above it', () => {
  const path = join(scratch, 'a', 'b');
  process.env.STREET_CONSOLE_HOME = path;
  expect(openDataFolder('/')).toEqual({ path, writable: true });
  expect(openDataFolder('/')).toEqual({ path, writable: true });
});

it('says that nothing can be written into a file, below a file, or where the system makes no folders', () => {
  const file = join(scratch, 'file');
  writeFileSync(file, '');
  const places = process.platform === 'linux' ? [file, join(file, 'below'), '/proc/street/home'] : [file];
  for (const path of places) {
    process.env.STREET_CONSOLE_HOME = path;
    expect(openDataFolder('/')).toEqual({ path, writable: false });
  }
});
