import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { withLock } from './lock.mjs';

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'lock-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

it('lets one work at a time', async () => {
  const lock = join(folder, 'locks', 'a');
  let inside = 0;
  let most = 0;
  const work = async () => {
    inside += 1;
    most = Math.max(most, inside);
    await new Promise((done) => setImmediate(done));
    inside -= 1;
  };
  await Promise.all([withLock(lock, work), withLock(lock, work), withLock(lock, work)]);
  expect(most).toBe(1);
  expect(existsSync(lock)).toBe(false);
});

it('frees the lock when the work fails', async () => {
  const lock = join(folder, 'a');
  await expect(withLock(lock, () => Promise.reject(new Error('broken')))).rejects.toThrow('broken');
  await expect(withLock(lock, async () => 1)).resolves.toBe(1);
});

it('takes over the lock of a process that is gone', async () => {
  const lock = join(folder, 'a');
  mkdirSync(lock);
  // Above the largest process id there can be.
  writeFileSync(join(lock, 'pid'), '99999999');
  await expect(withLock(lock, async () => 'mine')).resolves.toBe('mine');
});
