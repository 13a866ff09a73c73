import { createHash } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { mkdir, rename, rm, stat, truncate } from 'node:fs/promises';
import path from 'node:path';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';

/** The bytes of media on disk: `<folder>/<first two of id>/<id>`, with `.part` while they are coming in. */
export class MediaFiles {
  readonly #folder: string;

  constructor(folder: string) {
    this.#folder = folder;
  }

  /** Bytes that have come in so far of something incomplete. */
  async received(id: string): Promise<number> {
    try {
      return (await stat(this.#part(id))).size;
    } catch {
      return 0;
    }
  }

  /** Appends from `offset`; answers how many bytes there are now, whether the stream ended well or broke off. */
  async append(id: string, offset: number, most: number, source: Readable): Promise<number> {
    await mkdir(path.dirname(this.#part(id)), { recursive: true });
    let left = most - offset;
    const bounded = async function* (chunks: AsyncIterable<Buffer>) {
      for await (const chunk of chunks) {
        left -= chunk.byteLength;
        if (left < 0) throw new RangeError('more bytes than announced');
        yield chunk;
      }
    };
    const file = createWriteStream(this.#part(id), { flags: offset > 0 ? 'r+' : 'w', start: offset, flush: true });
    try {
      await pipeline(source, bounded, file);
    } catch (error) {
      if (!(error instanceof RangeError)) return this.received(id);
      await truncate(this.#part(id), offset);
      throw error;
    }
    return this.received(id);
  }

  /** Makes the bytes final when their SHA-256 is the one announced, else throws them away; true = final. */
  async finish(id: string, sha256: string): Promise<boolean> {
    const hash = createHash('sha256');
    for await (const chunk of createReadStream(this.#part(id))) hash.update(chunk);
    if (hash.digest('hex') !== sha256) {
      await rm(this.#part(id), { force: true });
      return false;
    }
    await rename(this.#part(id), this.#whole(id));
    return true;
  }

  /** Takes a file and what has come in of it away; one that is not there is passed over. */
  async remove(id: string): Promise<void> {
    await rm(this.#whole(id), { force: true });
    await rm(this.#part(id), { force: true });
  }

  open(id: string): Readable {
    return createReadStream(this.#whole(id));
  }

  #whole(id: string): string {
    return path.join(this.#folder, id.slice(-2), id);
  }

  #part(id: string): string {
    return `${this.#whole(id)}.part`;
  }
}
