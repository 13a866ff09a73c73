/** Reads Ogg as RFC 3533 says, apart from what writes it in the station: every promise of a page is looked at. */
export interface OggPage {
  flags: number;
  samples: number;
  serial: number;
  number: number;
  packets: Uint8Array[];
}

export function oggPages(file: Uint8Array): OggPage[] {
  const pages: OggPage[] = [];
  for (let at = 0; at < file.byteLength; ) {
    const view = new DataView(file.buffer, file.byteOffset + at, file.byteLength - at);
    if (String.fromCharCode(...file.subarray(at, at + 4)) !== 'OggS' || view.getUint8(4) !== 0) {
      throw new Error(`no page at ${at}`);
    }
    const count = view.getUint8(26);
    const lengths = file.subarray(at + 27, at + 27 + count);
    const size = 27 + count + lengths.reduce((sum, length) => sum + length, 0);
    if (size > view.byteLength) throw new Error(`the page at ${at} is cut`);
    const sum = view.getUint32(22, true);
    const summed = file.slice(at, at + size);
    summed.fill(0, 22, 26);
    if (crcBitByBit(summed) !== sum) throw new Error(`the page at ${at} is damaged`);
    pages.push({
      flags: view.getUint8(5),
      samples: Number(view.getBigUint64(6, true)),
      serial: view.getUint32(14, true),
      number: view.getUint32(18, true),
      packets: packetsOn(file.subarray(at + 27 + count, at + size), lengths),
    });
    at += size;
  }
  return pages;
}

/** The packets of sound, without the two of the header. */
export function soundPackets(file: Uint8Array): Uint8Array[] {
  return oggPages(file)
    .slice(2)
    .flatMap(({ packets }) => packets);
}

function packetsOn(body: Uint8Array, lengths: Uint8Array): Uint8Array[] {
  const packets: Uint8Array[] = [];
  let [from, to] = [0, 0];
  for (const length of lengths) {
    to += length;
    if (length === 255) continue;
    packets.push(body.slice(from, to));
    from = to;
  }
  if (from !== to) throw new Error('a packet goes on on the next page');
  return packets;
}

function crcBitByBit(bytes: Uint8Array): number {
  let crc = 0;
  for (const byte of bytes) {
    crc ^= byte << 24;
    for (let bit = 0; bit < 8; bit += 1) crc = (crc << 1) ^ (crc < 0 ? 0x04c1_1db7 : 0);
  }
  return crc >>> 0;
}
