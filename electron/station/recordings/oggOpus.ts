/** One track of Opus in Ogg: RFC 3533 for the pages, RFC 7845 for what is in them. All numbers are little endian. */

export interface OpusTrack {
  channels: 1 | 2;
  /** samples at 48 kHz a decoder throws away at the start */
  preSkip: number;
  /** names this stream among others; any number of 32 bits */
  serial: number;
  /** comments of the file, such as TITLE, by their names */
  tags: Readonly<Record<string, string>>;
}

const RATE = 48_000;
const VENDOR = 'street-command-console';
const HEADER_BYTES = 27;
const [SERIAL_AT, PAGE_AT, CRC_AT] = [14, 18, 22];
const MOST_SEGMENTS = 255;
const SEGMENT = 255;
/** a page is what a player reads at once: a second, as RFC 7845 §3 has it for the usual case */
const PAGE_SAMPLES = RATE;
const FIRST = 0x02;
const LAST = 0x04;

/**
 * Writes a whole file.
 * @param packets in their order, none of them longer than a page (65,000 bytes; Opus of 20 ms has at most 1,275)
 * @param samplesEach how long each sounds, at 48 kHz
 * @throws RangeError when a packet is longer than a page, or there is none
 */
export function oggOpus(packets: readonly Uint8Array[], samplesEach: number, track: OpusTrack): Uint8Array {
  const pages: Uint8Array[] = [];
  const add = (on: readonly Uint8Array[], flags: number, samples: number) =>
    pages.push(pageOf(on, { flags, samples, serial: track.serial, number: pages.length }));
  add([headOf(track)], FIRST, 0);
  add([tagsOf(track)], 0, 0);
  let samples = 0;
  const paged = onPages(packets, Math.max(1, Math.floor(PAGE_SAMPLES / samplesEach)));
  for (const [at, on] of paged.entries()) {
    samples += on.length * samplesEach;
    add(on, at === paged.length - 1 ? LAST : 0, samples);
  }
  return joined(pages);
}

/** Packets by the page they lie on; none lies on two. */
function onPages(packets: readonly Uint8Array[], mostOnPage: number): Uint8Array[][] {
  if (packets.length === 0) throw new RangeError('no packet to write');
  const pages: Uint8Array[][] = [];
  let page: Uint8Array[] = [];
  let segments = 0;
  for (const packet of packets) {
    const needed = segmentsOf(packet);
    if (page.length >= mostOnPage || segments + needed > MOST_SEGMENTS) {
      pages.push(page);
      page = [];
      segments = 0;
    }
    page.push(packet);
    segments += needed;
  }
  return [...pages, page];
}

/** A packet's length is told in steps of 255; a last step below 255 ends it. */
function segmentsOf({ byteLength }: Uint8Array): number {
  const needed = Math.floor(byteLength / SEGMENT) + 1;
  if (needed > MOST_SEGMENTS) throw new RangeError(`a packet of ${byteLength} bytes does not fit on a page`);
  return needed;
}

function pageOf(
  packets: readonly Uint8Array[],
  { flags, samples, serial, number }: { flags: number; samples: number; serial: number; number: number },
): Uint8Array {
  const lengths = packets.flatMap((packet) => {
    const needed = segmentsOf(packet);
    return Array.from({ length: needed }, (_, n) => (n < needed - 1 ? SEGMENT : packet.byteLength % SEGMENT));
  });
  const header = new Uint8Array(HEADER_BYTES + lengths.length);
  const view = new DataView(header.buffer);
  header.set(ascii('OggS'));
  header[5] = flags;
  // The position is that of the last sample on the page.
  view.setBigUint64(6, BigInt(samples), true);
  view.setUint32(SERIAL_AT, serial, true);
  view.setUint32(PAGE_AT, number, true);
  header[HEADER_BYTES - 1] = lengths.length;
  header.set(lengths, HEADER_BYTES);
  const page = joined([header, ...packets]);
  new DataView(page.buffer).setUint32(CRC_AT, crcOf(page), true);
  return page;
}

/** RFC 7845 §5.1 */
function headOf({ channels, preSkip }: OpusTrack): Uint8Array {
  const head = new Uint8Array(19);
  const view = new DataView(head.buffer);
  head.set(ascii('OpusHead'));
  view.setUint8(8, 1);
  view.setUint8(9, channels);
  view.setUint16(10, preSkip, true);
  view.setUint32(12, RATE, true);
  return head;
}

/** RFC 7845 §5.2 */
function tagsOf({ tags }: OpusTrack): Uint8Array {
  const comments = Object.entries(tags).map(([name, value]) => withLength(`${name}=${value}`));
  return joined([ascii('OpusTags'), withLength(VENDOR), number32(comments.length), ...comments]);
}

function withLength(text: string): Uint8Array {
  const bytes = new TextEncoder().encode(text);
  return joined([number32(bytes.byteLength), bytes]);
}

function number32(value: number): Uint8Array {
  const bytes = new Uint8Array(4);
  new DataView(bytes.buffer).setUint32(0, value, true);
  return bytes;
}

const ascii = (text: string): Uint8Array => Uint8Array.from(text, (letter) => letter.charCodeAt(0));

function joined(parts: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((sum, { byteLength }) => sum + byteLength, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.byteLength;
  }
  return whole;
}

/** Ogg's own: polynomial 0x04c11db7, not reflected, from 0. */
const CRC_TABLE = Uint32Array.from({ length: 256 }, (_, byte) => {
  let crc = byte << 24;
  for (let bit = 0; bit < 8; bit += 1) crc = crc & 0x8000_0000 ? (crc << 1) ^ 0x04c1_1db7 : crc << 1;
  return crc;
});

/** @param page with zeros where the sum will stand */
function crcOf(page: Uint8Array): number {
  let crc = 0;
  for (const byte of page) crc = (crc << 8) ^ (CRC_TABLE[((crc >>> 24) ^ byte) & 255] ?? 0);
  return crc >>> 0;
}
