import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Log } from '../log.ts';
import { BasemapFile } from './basemapFile.ts';
import { tileUrl } from './template.ts';

const TOKEN = 'secret-token-of-ours';
const TIANDITU =
  'https://t{s}.tianditu.gov.cn/vec_w/wmts?SERVICE=WMTS&REQUEST=GetTile&TILEMATRIX={TileMatrix}&TILEROW={TileRow}&TILECOL={TileCol}&tk={token}';
const KEY = Buffer.alloc(32, 7).toString('base64');

let home: string;
let key: string;
const path = () => join(home, 'basemaps.json');
const write = (bases: unknown[]) => writeFileSync(path(), JSON.stringify({ version: 1, bases }));
const open = () =>
  new BasemapFile({
    home,
    log: pino({ level: 'silent' }) as unknown as Log,
    now: () => 1.8e12,
    key: () => key,
  });
const network = {
  kind: 'network',
  id: 'tianditu',
  name: '天地图',
  system: 'cgcs2000',
  urls: [TIANDITU],
  subdomains: '01',
};

beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'street-basemaps-'));
  key = KEY;
});
afterEach(() => rmSync(home, { recursive: true, force: true }));

describe('[ST292] the file of base maps', () => {
  it('judges each entry by itself: a wrong one is told and kept, the others work', () => {
    write([
      network,
      { kind: 'pmtiles', id: 'a', name: '相对', path: 'map.pmtiles' },
      { kind: 'network', id: 'b', name: '没有位置', urls: ['https://example.test/tile.png'] },
      { kind: 'network', id: 'c', name: '主机', urls: ['https://{token}.example.test/{z}/{x}/{y}'] },
      { kind: 'network', id: 'd', name: '协议', urls: ['file:///etc/{z}/{x}/{y}'] },
      { kind: 'network', id: 'f', name: '子域', urls: [TIANDITU] },
      { kind: 'mbtiles', id: 'e', name: '坐标系', path: join(home, 'x'), system: 'mars' },
    ]);
    const file = open();
    expect(file.view().bases.map(({ id }) => id)).toEqual(['tianditu']);
    expect(file.view().wrong).toEqual([
      { name: '相对', field: 'path', problem: 'path-relative' },
      { name: '没有位置', field: 'urls', problem: 'template-places' },
      { name: '主机', field: 'urls', problem: 'template-host' },
      { name: '协议', field: 'urls', problem: 'template-address' },
      { name: '子域', field: 'subdomains', problem: 'value' },
      { name: '坐标系', field: 'system', problem: 'value' },
    ]);
    file.change({ kind: 'remove', id: 'tianditu' });
    expect(JSON.parse(readFileSync(path(), 'utf8')).bases).toHaveLength(6);
  });

  it('is set aside when it is no such file, and nothing of it is lost', () => {
    writeFileSync(path(), '{ "bases": [');
    const file = open();
    expect(file.view()).toEqual({ bases: [], wrong: [] });
    expect(readFileSync(file.damaged ?? '', 'utf8')).toBe('{ "bases": [');
  });

  it('adds only files that are what they say, and tells of those that are gone', () => {
    const [tiles, text] = [join(home, 'city.mbtiles'), join(home, 'passwords.pmtiles')];
    writeFileSync(tiles, 'SQLite format 3\0 and so on');
    writeFileSync(text, 'root:x:0:0');
    const file = open();
    expect(file.addFile(text)).toBe('file-unreadable');
    expect(file.addFile(join(home, 'nothing'))).toBe('file-unreadable');
    expect(file.addFile(tiles)).toEqual({ id: 'mbtiles-1' });
    expect(file.addFile(tiles)).toEqual({ id: 'mbtiles-2' });
    expect(file.view().bases[0]).toMatchObject({ name: 'city', file: 'city.mbtiles', state: 'ready' });
    expect(JSON.stringify(file.view())).not.toContain(home);
    rmSync(tiles);
    expect(file.view().bases[0]).toMatchObject({ state: 'file-missing' });
    writeFileSync(tiles, 'PMTiles');
    expect(file.view().bases[0]).toMatchObject({ state: 'file-unreadable' });
  });

  it('is read anew when somebody else has written it', () => {
    const file = open();
    expect(file.view().bases).toEqual([]);
    write([network]);
    expect(file.view().bases).toHaveLength(1);
  });
});

describe('[ST293] a token', () => {
  const held = () => readFileSync(path(), 'utf8');

  it('is sealed in the file at once, also one that was written in by hand, and is never shown to a page', () => {
    write([{ ...network, token: TOKEN }]);
    const file = open();
    expect(held()).not.toContain(TOKEN);
    expect(file.base('tianditu')).toMatchObject({ token: TOKEN });
    expect(file.view().bases[0]).toMatchObject({ hasToken: true, state: 'ready' });
    expect(JSON.stringify(file.view())).not.toMatch(/secret|sealed/);
    if (process.platform !== 'win32') expect(statSync(path()).mode & 0o077).toBe(0);
    expect(open().base('tianditu')).toMatchObject({ token: TOKEN });
  });

  it('stays when other fields change, goes when it is taken away, and is missed when its key is lost', () => {
    const file = open();
    const base = { ...network, kind: 'network' } as const;
    file.change({ kind: 'network', base: { ...base, system: 'cgcs2000' }, token: TOKEN });
    file.change({ kind: 'network', base: { ...base, name: '天地图二', system: 'cgcs2000' } });
    expect(file.base('tianditu')).toMatchObject({ name: '天地图二', token: TOKEN });
    key = Buffer.alloc(32, 8).toString('base64');
    expect(open().view().bases[0]).toMatchObject({ hasToken: false, state: 'token-missing' });
    key = KEY;
    file.change({ kind: 'network', base: { ...base, system: 'cgcs2000' }, token: '' });
    expect(file.view().bases[0]).toMatchObject({ state: 'token-missing' });
    expect(() => file.change({ kind: 'remove', id: '../etc' })).toThrow();
  });
});

it('fills a template by the names of web maps and of WMTS', () => {
  const tile = { z: 12, x: 3430, y: 1674 };
  expect(tileUrl(TIANDITU, tile, 'a b&c', '01')).toBe(
    'https://t0.tianditu.gov.cn/vec_w/wmts?SERVICE=WMTS&REQUEST=GetTile&TILEMATRIX=12&TILEROW=1674&TILECOL=3430&tk=a%20b%26c',
  );
  expect(tileUrl('http://[::1]:8080/{z}/{x}/{y}.png', tile, '', '')).toBe('http://[::1]:8080/12/3430/1674.png');
});
