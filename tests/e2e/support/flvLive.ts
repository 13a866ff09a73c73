/** Tags of an FLV file (Adobe FLV 10.1, annex E), and the same as a live stream that never ends. */

interface Tag {
  kind: number;
  /** ms from the beginning */
  at: number;
  body: Buffer;
}

const HEADER_BYTES = 11;
const VIDEO = 9;
const SCRIPT = 18;
/** FLV names two of its packets "sequence header": what a decoder needs before the first picture. */
const isSetup = ({ kind, body }: Tag): boolean => kind === SCRIPT || body[1] === 0;

export interface FlvLive {
  /** ends the stream */
  stop(): void;
}

/**
 * Writes the file again and again, each tag when it is due, with times that go on.
 * @param silent its header promises a sound, and none comes, as of many cameras
 * @param onPicture the number of the picture in the file, from 1, as it leaves
 */
export function sendFlv(
  file: Buffer,
  write: (bytes: Buffer) => void,
  onPicture: (n: number) => void,
  silent: boolean,
): FlvLive {
  const tags = tagsOf(file).filter(({ kind }) => !silent || kind === VIDEO);
  const media = tags.filter((tag) => !isSetup(tag)).toSorted((a, b) => a.at - b.at);
  const length = Math.round((media.at(-1)?.at ?? 0) / 100 + 1) * 100;
  const began = performance.now();
  let next = 0;
  let picture = 0;
  write(file.subarray(0, 13));
  for (const tag of tags.filter(isSetup)) write(bytesOf(tag, 0));
  const timer = setInterval(() => {
    for (;;) {
      const tag = media[next % media.length];
      const at = Math.floor(next / media.length) * length + (tag?.at ?? 0);
      if (!tag || at > performance.now() - began) return;
      if (next % media.length === 0) picture = 0;
      if (tag.kind === VIDEO) {
        picture += 1;
        onPicture(picture);
      }
      write(bytesOf(tag, at));
      next += 1;
    }
  }, 10);
  return { stop: () => clearInterval(timer) };
}

function tagsOf(file: Buffer): Tag[] {
  const tags: Tag[] = [];
  for (let from = 13; from + HEADER_BYTES <= file.length; ) {
    const length = file.readUIntBE(from + 1, 3);
    const at = file.readUIntBE(from + 4, 3) + (file[from + 7] ?? 0) * 2 ** 24;
    const body = file.subarray(from + HEADER_BYTES, from + HEADER_BYTES + length);
    tags.push({ kind: file[from] ?? 0, at, body });
    from += HEADER_BYTES + length + 4;
  }
  return tags;
}

/** A tag with another time, and its length behind it. */
function bytesOf({ kind, body }: Tag, at: number): Buffer {
  const head = Buffer.alloc(HEADER_BYTES);
  head[0] = kind;
  head.writeUIntBE(body.length, 1, 3);
  head.writeUIntBE(at & 0xff_ff_ff, 4, 3);
  head[7] = (at >>> 24) & 0xff;
  const tail = Buffer.alloc(4);
  tail.writeUInt32BE(HEADER_BYTES + body.length);
  return Buffer.concat([head, body, tail]);
}
