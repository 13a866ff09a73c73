import { createHash, randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { download, whyUnreachable } from './download.mjs';
import { npmRangeFetch, plainRangeFetch } from './npmClient.mjs';

const content = randomBytes(1_500_000);
const integrity = `sha512-${createHash('sha512').update(content).digest('base64')}`;

let folder = '';
let server: Server;
let url = '';
/** The `Range` header of every request, '' where there was none. */
let ranges: string[] = [];

async function serve(listener: RequestListener): Promise<void> {
  server = createServer((request, response) => {
    ranges.push(request.headers.range ?? '');
    listener(request, response);
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/file`;
}

const startOf = (range: string | undefined) => Number(/^bytes=(\d+)-$/.exec(range ?? '')?.[1] ?? 0);

/** Sends what is asked for; after `cutAfter` bytes of one answer the line breaks. */
const rangeServer =
  (cutAfter = Number.POSITIVE_INFINITY): RequestListener =>
  (request, response) => {
    const start = startOf(request.headers.range);
    if (start >= content.length) {
      response.writeHead(416).end();
      return;
    }
    const rest = content.subarray(start);
    response.writeHead(start > 0 ? 206 : 200, { 'content-length': rest.length });
    if (rest.length <= cutAfter) response.end(rest);
    else response.write(rest.subarray(0, cutAfter), () => response.destroy());
  };

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'download-'));
  ranges = [];
});
afterEach(async () => {
  server.closeAllConnections();
  await new Promise((done) => server.close(done));
  await rm(folder, { recursive: true, force: true });
});

const job = () => ({ url, file: join(folder, 'file'), integrity, fetchFrom: plainRangeFetch, pauseMs: 1 });

describe('download', () => {
  it('goes on where the line broke, and tells how far it is', async () => {
    await serve(rangeServer(600_000));
    const seen: number[] = [];
    await download({ ...job(), onProgress: (done, total) => seen.push(done / total) });
    expect((await readFile(join(folder, 'file'))).equals(content)).toBe(true);
    expect(existsSync(join(folder, 'file.part'))).toBe(false);
    expect(ranges.length).toBeGreaterThanOrEqual(3);
    expect(startOf(ranges.at(-1))).toBeGreaterThan(600_000);
    expect(seen.at(-1)).toBe(1);
    expect([...seen].sort((a, b) => a - b)).toEqual(seen);
  });

  it("goes on from an earlier run's part, with npm's own client too", async () => {
    await serve(rangeServer());
    await writeFile(join(folder, 'file.part'), content.subarray(0, 1_000_000));
    const fetchFrom = await npmRangeFetch();
    expect(fetchFrom).toBeDefined();
    await download({ ...job(), fetchFrom: fetchFrom ?? plainRangeFetch });
    expect((await readFile(join(folder, 'file'))).equals(content)).toBe(true);
    expect(ranges).toEqual(['bytes=1000000-']);
  });

  it('takes a part that is already whole', async () => {
    await serve(rangeServer());
    await writeFile(join(folder, 'file.part'), content);
    await download(job());
    expect((await readFile(join(folder, 'file'))).equals(content)).toBe(true);
  });

  it('starts over when the server knows no ranges', async () => {
    await serve((_, response) => response.end(content));
    await writeFile(join(folder, 'file.part'), content.subarray(0, 1_000));
    await download(job());
    expect((await stat(join(folder, 'file'))).size).toBe(content.length);
  });

  it('starts over once when an earlier part was damaged', async () => {
    await serve(rangeServer());
    await writeFile(join(folder, 'file.part'), Buffer.alloc(1_000_000, 'x'));
    await download(job());
    expect((await readFile(join(folder, 'file'))).equals(content)).toBe(true);
    expect(ranges).toEqual(['bytes=1000000-', '']);
  });

  it('refuses another file than the pinned one and keeps nothing of it', async () => {
    await serve((_, response) => response.end(Buffer.alloc(content.length)));
    await expect(download(job())).rejects.toThrow('pinned');
    expect(existsSync(join(folder, 'file'))).toBe(false);
    expect(existsSync(join(folder, 'file.part'))).toBe(false);
  });

  it('gives up after some tries without a byte, and keeps the part for the next run', async () => {
    await serve((_, response) => response.destroy());
    await writeFile(join(folder, 'file.part'), content.subarray(0, 10));
    await expect(download({ ...job(), attempts: 3 })).rejects.toThrow();
    expect(ranges.length).toBe(3);
    expect((await stat(join(folder, 'file.part'))).size).toBe(10);
  });
});

describe('whyUnreachable', () => {
  it('is silent about a source that answers, and names the reason otherwise', async () => {
    await serve(rangeServer());
    expect(await whyUnreachable(plainRangeFetch, url)).toBeUndefined();
    expect(await whyUnreachable(plainRangeFetch, 'http://127.0.0.1:1/')).toMatch(/ECONNREFUSED|fetch failed|bad port/);
  });

  it('does not wait for a source that accepts and says nothing', async () => {
    await serve(() => undefined);
    expect(await whyUnreachable(plainRangeFetch, url, 100)).toBe('no answer within 0.1 s');
  });
});
