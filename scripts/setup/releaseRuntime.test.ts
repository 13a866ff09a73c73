import { createHash } from 'node:crypto';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { bringRelease } from './releaseRuntime.mjs';
import { zipOf } from './testArchives.ts';

const version = '99.0.1';
const arch = process.arch === 'arm' ? 'armv7l' : process.arch;
const artefact = `electron-v${version}-${process.platform}-${arch}.zip`;
const archive = zipOf([
  { name: 'electron', content: Buffer.from('#!/bin/sh\n'), mode: 0o100755 },
  { name: 'version', content: Buffer.from(version), stored: true },
]);
const checksums = { [artefact]: createHash('sha256').update(archive).digest('hex') };

let cache = '';
let server: Server;
let asked: string[] = [];

beforeEach(async () => {
  cache = await mkdtemp(join(tmpdir(), 'release-'));
  asked = [];
  server = createServer((request, response) => {
    asked.push(request.url ?? '');
    response.end(archive);
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  vi.stubEnv('STREET_CONSOLE_CACHE', cache);
  vi.stubEnv('ELECTRON_MIRROR', `http://127.0.0.1:${(server.address() as AddressInfo).port}/mirror/`);
});
afterEach(async () => {
  vi.unstubAllEnvs();
  server.closeAllConnections();
  await new Promise((done) => server.close(done));
  await rm(cache, { recursive: true, force: true });
});

describe('bringRelease', () => {
  it("unpacks what Electron's own source (here a mirror) sends, and keeps no archive", async () => {
    expect(await bringRelease({ version, checksums })).toBeUndefined();
    const folder = join(cache, 'runtimes', `electron-${version}-${process.platform}-${process.arch}`);
    expect(await readFile(join(folder, 'version'), 'utf8')).toBe(version);
    expect(JSON.parse(await readFile(join(folder, 'runtime.json'), 'utf8'))).toMatchObject({
      version,
      source: 'release',
    });
    expect(new Set(asked)).toEqual(new Set([`/mirror/v${version}/${artefact}`]));
    expect(await readdir(join(cache, 'downloads'))).toEqual([]);
    expect(await readdir(join(cache, 'runtimes'))).toHaveLength(1);
  });

  it('refuses another file than the npm package names, and leaves nothing behind', async () => {
    const reason = await bringRelease({ version, checksums: { [artefact]: '00'.repeat(32) } });
    expect(reason).toContain('not the pinned file');
    expect(await readdir(cache)).toEqual(['downloads']);
  });

  it('names the reason when the source cannot be reached or has nothing for this machine', async () => {
    vi.stubEnv('ELECTRON_MIRROR', 'http://127.0.0.1:9/');
    expect(await bringRelease({ version, checksums })).toMatch(/127\.0\.0\.1:9 cannot be reached/);
    expect(await bringRelease({ version, checksums: {} })).toContain('is not made for');
  });
});
