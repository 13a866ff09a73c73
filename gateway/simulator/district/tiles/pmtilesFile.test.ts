import { PMTiles, zxyToTileId } from 'pmtiles';
import { expect, test } from 'vitest';
import { encodePmtiles, hilbertId } from './pmtilesFile.ts';

const info = { bbox: [121, 31, 122, 32], centre: [121.5, 31.5], centreZoom: 12, metadata: { name: 'x' } } as const;

test('tile numbers are those of the specification', () => {
  for (const [z, x, y] of [
    [0, 0, 0],
    [1, 1, 0],
    [2, 3, 1],
    [10, 857, 418],
    [16, 54_876, 26_785],
  ] as const)
    expect(hilbertId(z, x, y)).toBe(zxyToTileId(z, x, y));
});

test('an archive is read back by another reader', async () => {
  const tiles = Array.from({ length: 200 }, (_, i) => ({
    z: 12,
    x: 3_400 + (i % 20),
    y: 1_600 + Math.floor(i / 20),
    data: Buffer.from(`tile ${i}`),
  }));
  const bytes = encodePmtiles(tiles, info);
  const reader = new PMTiles({
    getKey: () => 'memory',
    getBytes: async (offset, length) => ({ data: Uint8Array.from(bytes.subarray(offset, offset + length)).buffer }),
  });
  const header = await reader.getHeader();
  expect(header).toMatchObject({
    specVersion: 3,
    minZoom: 12,
    maxZoom: 12,
    clustered: true,
    minLon: 121,
    maxLat: 32,
    centerZoom: 12,
  });
  expect(await reader.getMetadata()).toEqual({ name: 'x' });
  for (const { z, x, y, data } of tiles) {
    const tile = await reader.getZxy(z, x, y);
    expect(Buffer.from(tile?.data ?? new ArrayBuffer()).toString()).toBe(data.toString());
  }
  expect(await reader.getZxy(12, 0, 0)).toBeUndefined();
});

test('more tiles than one directory holds are refused, not cut off', () => {
  const tiles = Array.from({ length: 30_000 }, (_, i) => ({
    z: 14,
    x: (i * 7_919) % 16_384,
    y: (i * 104_729) % 16_384,
    data: Buffer.from(String(i)),
  }));
  expect(() => encodePmtiles(tiles, info)).toThrow('do not fit one directory');
});
