// Small archives written by hand, for the tests of the readers.
import { crc32, deflateRawSync, gzipSync } from 'node:zlib';

/** A member of an archive: its name, content, and for a zip how it is kept. */
export type Member = { name: string; content: Buffer; stored?: boolean; mode?: number };

/** A zip archive with the members in the order given. */
export function zipOf(members: Member[]): Buffer {
  const locals: Buffer[] = [];
  const table: Buffer[] = [];
  let offset = 0;
  for (const { name, content, stored = false, mode = 0o100644 } of members) {
    const packed = stored ? content : deflateRawSync(content);
    const local = Buffer.alloc(30);
    local.writeUInt32LE(0x04034b50, 0);
    local.writeUInt16LE(Buffer.byteLength(name), 26);
    const row = Buffer.alloc(46);
    row.writeUInt32LE(0x02014b50, 0);
    row.writeUInt16LE(stored ? 0 : 8, 10);
    row.writeUInt32LE(crc32(content), 16);
    row.writeUInt32LE(packed.length, 20);
    row.writeUInt32LE(content.length, 24);
    row.writeUInt16LE(Buffer.byteLength(name), 28);
    row.writeUInt32LE((mode << 16) >>> 0, 38);
    row.writeUInt32LE(offset, 42);
    locals.push(local, Buffer.from(name), packed);
    table.push(row, Buffer.from(name));
    offset += 30 + Buffer.byteLength(name) + packed.length;
  }
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(members.length, 10);
  end.writeUInt32LE(Buffer.concat(table).length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...locals, ...table, end]);
}

/** A gzipped tar archive with the members in the order given. */
export function tgzOf(members: Member[]): Buffer {
  const parts = members.flatMap(({ name, content }) => {
    const header = Buffer.alloc(512);
    header.write(name, 0);
    header.write(`${content.length.toString(8).padStart(11, '0')}\0`, 124);
    const padding = Buffer.alloc((512 - (content.length % 512)) % 512);
    return [header, content, padding];
  });
  return gzipSync(Buffer.concat([...parts, Buffer.alloc(1024)]));
}
