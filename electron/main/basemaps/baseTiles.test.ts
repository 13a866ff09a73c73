import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Log } from '../log.ts';
import type { KnownBase } from './basemapFile.ts';
import { serveBase } from './baseTiles.ts';

let home: string;
let serve: (path: string, range?: string) => Promise<Response>;

beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'street-base-'));
  writeFileSync(join(home, 'city.pmtiles'), 'PMTiles and what follows');
  writeFileSync(join(home, 'other.pmtiles'), 'PMTiles of somebody else');
  const common = { system: 'wgs84', imagery: false } as const;
  const bases: Record<string, KnownBase> = {
    city: { kind: 'pmtiles', id: 'city', name: '城', path: join(home, 'city.pmtiles'), ...common },
    plain: { kind: 'mbtiles', id: 'plain', name: '图', path: join(home, 'plain.mbtiles'), ...common },
  };
  const answer = serveBase({
    base: (id) => bases[id] ?? null,
    network: { get: async () => ({ tile: null, trouble: 'unreachable' }) },
    keeper: {
      tile: async (path, { z }) => {
        if (z === 9) throw new Error('SQLITE_CORRUPT');
        return path === join(home, 'plain.mbtiles') && z === 12 ? new TextEncoder().encode('a tile') : null;
      },
      about: async () => ({ format: 'png', minZoom: 1, maxZoom: 12, layers: [] }),
    },
    log: pino({ level: 'silent' }) as unknown as Log,
  });
  serve = (path, range) => answer(new Request(`tiles://base${path}`, range ? { headers: { range } } : {}));
});
afterEach(() => rmSync(home, { recursive: true, force: true }));

describe('[ST292] [ST295] what tiles:// serves of base maps', () => {
  it('is a PMTiles file by ranges', async () => {
    const part = await serve('/city/archive', 'bytes=0-6');
    expect([part.status, part.headers.get('content-range'), await part.text()]).toEqual([
      206,
      'bytes 0-6/24',
      'PMTiles',
    ]);
  });

  it('is a tile of an MBTiles file, none where it has none, and a trouble where it cannot be read', async () => {
    expect(await (await serve('/plain/0/12/5/6')).text()).toBe('a tile');
    expect((await serve('/plain/0/13/5/6')).status).toBe(204);
    const broken = await serve('/plain/0/9/5/6');
    expect([broken.status, broken.headers.get('x-tile-trouble')]).toEqual([503, 'file']);
    expect(await (await serve('/plain/about')).json()).toMatchObject({ format: 'png' });
  });

  it.each([
    '/nobody/archive',
    '/city/0/12/5/6',
    '/plain/archive',
    '/city/about',
    '/city/../other.pmtiles',
    '/..%2fother.pmtiles/archive',
    '/city/archive/../../other.pmtiles',
    '/plain/0/12/5/6/7',
    '/plain/0/-1/5/6',
    '/',
  ])('is nothing else: %s', async (path) => {
    expect((await serve(path)).status).toBe(404);
  });
});
