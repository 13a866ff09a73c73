import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Writable } from 'node:stream';
import { pino } from 'pino';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { KeptTile } from '#shared/contract/tileKeeper.ts';
import type { Log } from '../log.ts';
import { NetworkTiles } from './networkTiles.ts';

const TOKEN = 'secret-token-of-ours';
const DAY = 86_400_000;
const TILE = { z: 15, x: 27_440, y: 13_395 };

let server: Server;
let port: number;
let other: Server;
let asked: IncomingMessage[];
let askedOther: IncomingMessage[];
let answer: { status: number; type: string; body: string; location?: string };
let now: number;
let tried: number;
let isDead: boolean;
let logged: string;
let kept: Map<string, KeptTile>;
let tiles: NetworkTiles;

const portOf = (one: Server) => (one.address() as AddressInfo).port;
const listening = (one: Server) => new Promise<void>((resolve) => one.listen(0, '127.0.0.1', resolve));
const base = () =>
  ({
    ...{ kind: 'network', id: 'street', name: '街道', system: 'gcj02', imagery: false, tiling: 'xyz' },
    urls: [`http://127.0.0.1:${port}/{z}/{x}/{y}.png?tk={token}`],
    ...{ subdomains: '', minZoom: 3, maxZoom: 18, token: TOKEN },
  }) as const;
const get = () => tiles.get(base() as unknown as Parameters<NetworkTiles['get']>[0], 0, TILE);

beforeEach(async () => {
  [asked, askedOther, now, logged, kept] = [[], [], 1.8e12, '', new Map()];
  [tried, isDead] = [0, false];
  answer = { status: 200, type: 'image/png', body: 'a picture' };
  server = createServer((request, response) => {
    asked.push(request);
    const { status, type, body, location } = answer;
    response.writeHead(status, { 'content-type': type, ...(location ? { location } : {}) }).end(body);
  });
  other = createServer((request, response) => {
    askedOther.push(request);
    response.end();
  });
  await Promise.all([listening(server), listening(other)]);
  port = portOf(server);
  const keyOf = (source: string, tile: object) => source + JSON.stringify(tile);
  const stream = new Writable({
    write(chunk: Buffer, _encoding, done) {
      logged += chunk.toString();
      done();
    },
  });
  tiles = new NetworkTiles({
    fetch: (url, asked) => {
      tried += 1;
      return isDead ? Promise.reject(new Error('no route')) : fetch(url, { ...asked, redirect: 'manual' });
    },
    kept: async (source, tile) => kept.get(keyOf(source, tile)) ?? null,
    keep: (source, tile, one) => void kept.set(keyOf(source, tile), one),
    now: () => now,
    log: pino(stream) as unknown as Log,
  });
});
afterEach(() => {
  server.closeAllConnections();
  server.close();
  other.close();
});

describe('[ST294] tiles from a network', () => {
  it('are asked for once, kept, and asked for again when what is kept is old', async () => {
    expect(await get()).toMatchObject({ tile: { type: 'image/png' }, trouble: null });
    expect(asked[0]?.url).toBe(`/15/27440/13395.png?tk=${TOKEN}`);
    expect([asked[0]?.headers.cookie, asked[0]?.headers.referer]).toEqual([undefined, undefined]);
    await get();
    expect(asked).toHaveLength(1);
    now += 8 * DAY;
    await get();
    expect(asked).toHaveLength(2);
  });

  it('come from what is kept while the network is closed, and are said to be missing where nothing is', async () => {
    await get();
    now += 8 * DAY;
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
    expect(await get()).toMatchObject({ tile: { type: 'image/png' }, trouble: 'kept' });
    kept.clear();
    expect(await get()).toEqual({ tile: null, trouble: 'unreachable' });
    expect(logged).toContain('"trouble":"unreachable"');
  });

  it('leave a dead network alone for a while, then try it again', async () => {
    isDead = true;
    await get();
    await get();
    expect(tried).toBe(1);
    now += 11_000;
    isDead = false;
    expect(await get()).toMatchObject({ trouble: null });
    expect(tried).toBe(2);
  });

  it('that the other side fails to make are troubled each by itself', async () => {
    answer.status = 500;
    expect(await get()).toEqual({ tile: null, trouble: 'unreachable' });
    answer.status = 200;
    expect(await get()).toMatchObject({ trouble: null });
  });

  it.each([
    [401, 'text/plain'],
    [403, 'application/json'],
    [418, 'text/html'],
    [200, 'text/html'],
  ])('are refused by an answer %s of %s, which is told and not kept', async (status, type) => {
    answer = { status, type, body: 'no' };
    expect(await get()).toEqual({ tile: null, trouble: 'refused' });
    expect(kept.size).toBe(0);
  });

  it('that are not there are no trouble', async () => {
    answer.status = 404;
    expect(await get()).toEqual({ tile: null, trouble: null });
  });
});

describe('[ST293] a token', () => {
  it('goes to no other host, though the first one sends there, and stands in no log', async () => {
    answer = { status: 302, type: '', body: '', location: `http://127.0.0.1:${portOf(other)}/?tk=${TOKEN}` };
    expect(await get()).toEqual({ tile: null, trouble: 'refused' });
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
    now += 11_000;
    await get();
    expect(askedOther).toEqual([]);
    expect(logged).not.toContain(TOKEN);
    expect(logged).toContain('"base":"street"');
  });
});
