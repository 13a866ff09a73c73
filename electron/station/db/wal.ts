import { existsSync, readFileSync, statSync } from 'node:fs';
import { endianness } from 'node:os';

/**
 * SQLite's write-ahead log, read without SQLite: a header of 32 bytes, then frames of 24 bytes and one page each. Every
 * frame's checksum goes on from the one before. SQLite stops at the first that does not fit, which is right for a torn
 * end and wrong for a flipped byte in the middle: what was committed behind it would be gone without a word.
 */
const HEADER_BYTES = 32;
const FRAME_HEADER_BYTES = 24;
const MAGIC = 0x377f0682;
/** a longer log is left to SQLite alone: it is never so long but while a snapshot comes in, which can be had again */
const MOST_BYTES = 512 * 1024 * 1024;

export interface WalFrame {
  page: number;
  bytes: Uint8Array;
  /** the database's pages after it, when it ends a transaction; else 0 */
  pages: number;
}

export interface Wal {
  /** frames that are as they were written, up to the last that ends a transaction */
  frames: WalFrame[];
  /** frames of this log that are not as they were written, before that end */
  broken: number;
}

/** Reads a log; null when there is none, or nothing of it can be read. */
export function readWal(file: string, pageBytes: number): Wal | null {
  if (!existsSync(file)) return null;
  const { size } = statSync(file);
  if (size <= HEADER_BYTES + FRAME_HEADER_BYTES || size > MOST_BYTES) return null;
  return framesOf(readFileSync(file), pageBytes);
}

function framesOf(log: Buffer, pageBytes: number): Wal {
  const headerFits = checkHeader(log);
  // Without its header a log is known by its first frame: it began with it.
  const salts = headerFits ? log.subarray(16, 24) : log.subarray(HEADER_BYTES + 8, HEADER_BYTES + 16);
  const swapped = isSwapped(log);
  const frames: WalFrame[] = [];
  let broken = headerFits ? 0 : 1;
  let brokenBefore = 0;
  let end = 0;
  let seed: Checksum = checksumAt(log, 24);
  for (let at = HEADER_BYTES; at + FRAME_HEADER_BYTES + pageBytes <= log.length; at += FRAME_HEADER_BYTES + pageBytes) {
    const bytes = log.subarray(at + FRAME_HEADER_BYTES, at + FRAME_HEADER_BYTES + pageBytes);
    const told = checksumAt(log, at + 16);
    const ours = log.subarray(at + 8, at + 16).equals(salts);
    const summed = addTo(addTo(seed, log.subarray(at, at + 8), swapped), bytes, swapped);
    const page = log.readUInt32BE(at);
    if (ours && page > 0 && summed[0] === told[0] && summed[1] === told[1]) {
      const pages = log.readUInt32BE(at + 4);
      frames.push({ page, bytes, pages });
      if (pages > 0) {
        end = frames.length;
        brokenBefore = broken;
      }
    } else {
      broken += 1;
    }
    seed = told;
  }
  return { frames: frames.slice(0, end), broken: brokenBefore };
}

type Checksum = readonly [number, number];

function checksumAt(log: Buffer, at: number): Checksum {
  return [log.readUInt32BE(at), log.readUInt32BE(at + 4)];
}

/** Words are summed in the byte order of the machine that wrote them, which the lowest bit of the magic tells. */
function isSwapped(log: Buffer): boolean {
  const big = (log.readUInt32BE(0) & 1) === 1;
  return big !== (endianness() === 'BE');
}

function checkHeader(log: Buffer): boolean {
  if ((log.readUInt32BE(0) & ~1) >>> 0 !== MAGIC) return false;
  const summed = addTo([0, 0], log.subarray(0, 24), isSwapped(log));
  const told = checksumAt(log, 24);
  return summed[0] === told[0] && summed[1] === told[1];
}

function addTo([a, b]: Checksum, bytes: Uint8Array, swapped: boolean): Checksum {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const little = (endianness() === 'LE') !== swapped;
  let x = a;
  let y = b;
  for (let at = 0; at + 8 <= bytes.byteLength; at += 8) {
    x = (x + view.getUint32(at, little) + y) >>> 0;
    y = (y + view.getUint32(at + 4, little) + x) >>> 0;
  }
  return [x, y];
}
