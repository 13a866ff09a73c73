import { closeSync, openSync, readSync, statSync } from 'node:fs';

const HEADER_BYTES = 100;
const VERSION_AT = 60;

/** `user_version` out of a database file's own header, without opening it; null when the file is no database. */
export function headerVersion(file: string): number | null {
  if (!statSync(file, { throwIfNoEntry: false })?.isFile()) return null;
  const header = Buffer.alloc(HEADER_BYTES);
  const handle = openSync(file, 'r');
  try {
    const read = readSync(handle, header, 0, HEADER_BYTES, 0);
    return read === HEADER_BYTES && header.toString('latin1', 0, 15) === 'SQLite format 3'
      ? header.readUInt32BE(VERSION_AT)
      : null;
  } finally {
    closeSync(handle);
  }
}
