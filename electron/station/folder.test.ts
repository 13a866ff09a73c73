import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { makeFolder } from './folder.ts';

test('a folder is made with those above it, and refused where a file stands', () => {
  const scratch = mkdtempSync(join(tmpdir(), 'street-folder-'));
  makeFolder(join(scratch, 'a', 'b'));
  makeFolder(join(scratch, 'a', 'b'));
  expect(existsSync(join(scratch, 'a', 'b'))).toBe(true);
  writeFileSync(join(scratch, 'file'), '');
  expect(() => makeFolder(join(scratch, 'file'))).toThrow(/no folder/);
  expect(() => makeFolder(join(scratch, 'file', 'below'))).toThrow();
  if (process.platform === 'linux') expect(() => makeFolder('/proc/street/home')).toThrow();
  rmSync(scratch, { recursive: true, force: true });
});
