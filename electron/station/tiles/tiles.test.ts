import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { loadDriver } from '../db/driver.ts';
import { MbTiles } from './mbtiles.ts';
import { TileCache } from './tileCache.ts';

const driver = loadDriver('');
let home: string;
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'street-tiles-'));
});
afterEach(() => rmSync(home, { recursive: true, force: true }));

function mbtiles(name: string, metadata: Record<string, string>, rows: [number, number, number, Buffer][]): string {
  const path = join(home, name);
  const db = new driver(path);
  db.exec('CREATE TABLE metadata (name TEXT, value TEXT)');
  db.exec('CREATE TABLE tiles (zoom_level INTEGER, tile_column INTEGER, tile_row INTEGER, tile_data BLOB)');
  for (const entry of Object.entries(metadata)) db.prepare('INSERT INTO metadata VALUES (?, ?)').run(...entry);
  for (const row of rows) db.prepare('INSERT INTO tiles VALUES (?, ?, ?, ?)').run(...row);
  db.close();
  return path;
}

describe('[ST295] MBTiles', () => {
  it('count rows from the south, and unpack what is packed', () => {
    const json = JSON.stringify({ vector_layers: [{ id: 'roads' }, { id: 'water' }] });
    const path = mbtiles('a.mbtiles', { format: 'pbf', minzoom: '3', maxzoom: '14', json }, [
      [3, 5, 6, gzipSync('vector')],
    ]);
    const files = new MbTiles(driver);
    expect(Buffer.from(files.tile(path, 3, 5, 1) ?? []).toString()).toBe('vector');
    expect(files.tile(path, 3, 5, 6)).toBeNull();
    expect(files.about(path)).toEqual({ format: 'pbf', minZoom: 3, maxZoom: 14, layers: ['roads', 'water'] });
    files.close();
  });

  it('that say little of themselves are asked for their zooms; what is none is refused, and nothing is made', () => {
    const path = mbtiles('b.mbtiles', { json: '{ broken' }, [
      [10, 1, 1, Buffer.from('x')],
      [12, 1, 1, Buffer.from('x')],
    ]);
    const files = new MbTiles(driver);
    expect(files.about(path)).toEqual({ format: 'png', minZoom: 10, maxZoom: 12, layers: [] });
    const broken = join(home, 'broken.mbtiles');
    writeFileSync(broken, `SQLite format 3\0${'garbage'.repeat(400)}`);
    expect(() => files.tile(broken, 1, 1, 1)).toThrow();
    expect(() => files.tile(join(home, 'none.mbtiles'), 1, 1, 1)).toThrow();
    expect(() => files.tile(join(home, 'none.mbtiles'), 1, 1, 1)).toThrow(/unable to open|exist/);
    files.close();
  });

  it('are kept open, but not more than a few', () => {
    const files = new MbTiles(driver);
    const paths = Array.from({ length: 12 }, (_, n) =>
      mbtiles(`m${n}.mbtiles`, {}, [[1, 0, 0, Buffer.from(String(n))]]),
    );
    for (const _ of [1, 2])
      for (const [n, path] of paths.entries())
        expect(Buffer.from(files.tile(path, 1, 0, 1) ?? []).toString()).toBe(`${n}`);
    files.close();
  });
});

describe('[ST294] kept tiles', () => {
  const bytes = new Uint8Array(1000);
  const key = (n: number) => ({ source: 'a', z: 15, x: n, y: 1 });

  it('come back after a new start, and are no more than so many bytes, the oldest gone first', () => {
    const file = join(home, 'tile-cache.db');
    const cache = new TileCache(driver, file, 50_000);
    for (let n = 0; n < 200; n += 1) cache.put(key(n), { at: n, type: 'image/png', bytes });
    cache.put({ ...key(199), source: 'b' }, { at: 200, type: 'image/jpeg', bytes });
    expect(cache.get(key(0))).toBeNull();
    cache.close();
    const again = new TileCache(driver, file, 50_000);
    expect(again.get(key(199))).toMatchObject({ at: 199, type: 'image/png' });
    expect(again.get({ ...key(199), source: 'b' })).toMatchObject({ type: 'image/jpeg' });
    const left = Array.from({ length: 200 }, (_, n) => again.get(key(n))).filter((tile) => tile !== null);
    expect(left.length).toBeLessThanOrEqual(50);
    expect(left.length).toBeGreaterThan(40);
    again.close();
  });

  it('replace older ones of the same tile', () => {
    const cache = new TileCache(driver, null, 50_000);
    for (let n = 0; n < 500; n += 1) cache.put(key(1), { at: n, type: 'image/png', bytes });
    expect(cache.get(key(1))?.at).toBe(499);
    cache.close();
  });
});
