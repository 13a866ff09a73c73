import { gzipSync } from 'node:zlib';

/** One encoded vector tile (not yet compressed). */
export interface Tile {
  z: number;
  x: number;
  y: number;
  data: Uint8Array;
}

export interface ArchiveInfo {
  /** West, south, east, north in degrees. */
  bbox: readonly [number, number, number, number];
  centre: readonly [number, number];
  centreZoom: number;
  metadata: Record<string, unknown>;
}

const HEADER_BYTES = 127;
/** A reader fetches header and root directory in one go of this size. */
const FIRST_FETCH_BYTES = 16_384;
const GZIP = 2;
const VECTOR_TILE = 1;

/** Number of a tile in PMTiles order: all tiles of lower zooms, then along a Hilbert curve. */
export function hilbertId(z: number, x: number, y: number): number {
  let id = (4 ** z - 1) / 3;
  let [tx, ty] = [x, y];
  for (let size = 2 ** (z - 1); size >= 1; size /= 2) {
    const rx = (tx & size) > 0 ? 1 : 0;
    const ry = (ty & size) > 0 ? 1 : 0;
    id += size * size * ((3 * rx) ^ ry);
    if (ry === 0) {
      if (rx === 1) {
        tx = size - 1 - (tx & (size - 1));
        ty = size - 1 - (ty & (size - 1));
      }
      [tx, ty] = [ty, tx];
    }
  }
  return id;
}

function varint(bytes: number[], value: number): void {
  let rest = value;
  while (rest >= 0x80) {
    bytes.push((rest % 0x80) | 0x80);
    rest = Math.floor(rest / 0x80);
  }
  bytes.push(rest);
}

interface Entry {
  id: number;
  offset: number;
  length: number;
}

function directory(entries: readonly Entry[]): Buffer {
  const bytes: number[] = [];
  varint(bytes, entries.length);
  entries.forEach(({ id }, i) => varint(bytes, id - (entries[i - 1]?.id ?? 0)));
  for (const _ of entries) varint(bytes, 1);
  for (const { length } of entries) varint(bytes, length);
  entries.forEach(({ offset }, i) => {
    const before = entries[i - 1];
    const follows = before !== undefined && before.offset + before.length === offset;
    varint(bytes, follows ? 0 : offset + 1);
  });
  return gzipSync(Uint8Array.from(bytes), { level: 9 });
}

/**
 * Writes a PMTiles archive (specification version 3): clustered, gzip inside and out, all entries in the root directory.
 * Throws RangeError when there are too many tiles for one directory.
 */
export function encodePmtiles(tiles: readonly Tile[], info: ArchiveInfo): Buffer {
  const sorted = tiles.map((tile) => ({ id: hilbertId(tile.z, tile.x, tile.y), tile })).sort((a, b) => a.id - b.id);
  const entries: Entry[] = [];
  const blobs: Buffer[] = [];
  let offset = 0;
  for (const { id, tile } of sorted) {
    const blob = gzipSync(tile.data, { level: 9 });
    entries.push({ id, offset, length: blob.length });
    blobs.push(blob);
    offset += blob.length;
  }
  const root = directory(entries);
  if (HEADER_BYTES + root.length > FIRST_FETCH_BYTES)
    throw new RangeError(`${tiles.length} tiles do not fit one directory`);
  const metadata = gzipSync(JSON.stringify(info.metadata), { level: 9 });
  const header = encodeHeader(info, tiles, root.length, metadata.length, offset);
  return Buffer.concat([header, root, metadata, ...blobs]);
}

function encodeHeader(
  info: ArchiveInfo,
  tiles: readonly Tile[],
  rootBytes: number,
  metadataBytes: number,
  dataBytes: number,
): Buffer {
  const header = Buffer.alloc(HEADER_BYTES);
  header.write('PMTiles', 0, 'latin1');
  header.writeUInt8(3, 7);
  const metadataAt = HEADER_BYTES + rootBytes;
  const dataAt = metadataAt + metadataBytes;
  const numbers = [
    HEADER_BYTES,
    rootBytes,
    metadataAt,
    metadataBytes,
    dataAt,
    0,
    dataAt,
    dataBytes,
    tiles.length,
    tiles.length,
    tiles.length,
  ];
  numbers.forEach((value, i) => header.writeBigUInt64LE(BigInt(value), 8 + 8 * i));
  const zooms = tiles.map(({ z }) => z);
  const bytes = [1, GZIP, GZIP, VECTOR_TILE, Math.min(...zooms), Math.max(...zooms)];
  bytes.forEach((value, i) => header.writeUInt8(value, 96 + i));
  info.bbox.forEach((degrees, i) => header.writeInt32LE(Math.round(degrees * 1e7), 102 + 4 * i));
  header.writeUInt8(info.centreZoom, 118);
  info.centre.forEach((degrees, i) => header.writeInt32LE(Math.round(degrees * 1e7), 119 + 4 * i));
  return header;
}
