import { appendFileSync, mkdirSync } from 'node:fs';
import { mkdir, readdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { idSchema } from '#shared/protocol/common.ts';
import type { Vault } from '../vault/vault.ts';
import { sha256, writeWhole } from '../wholeFile.ts';
import { type About, aboutSchema, type Kept } from './about.ts';
import type { Sound } from './ogg.ts';

/** whole recordings, and those under way or broken off */
const WHOLE = '.sound';
const PART = '.part';
const NEW = '.new';
const LENGTH_BYTES = 4;

const contentSchema = aboutSchema.extend({
  soundMs: z.number().int(),
  sha256: z.string(),
  lost: z.number().int(),
});

/**
 * Sound of talks as files of a folder, encrypted with the key of this desk. A talk under way is a file of sealed pieces, one a
 * second; a whole one is its Ogg/Opus with what it is of, sealed at one go and named only when it is on the disk.
 */
export class SoundFiles {
  readonly #folder: string;
  readonly #vault: Vault;

  constructor(home: string, vault: Vault) {
    this.#folder = join(home, 'recordings');
    this.#vault = vault;
  }

  /** Begins the file of a talk under way. Throws when the disk does not take it. */
  begin(about: About): void {
    mkdirSync(this.#folder, { recursive: true });
    this.#append(about.id, 0, Buffer.from(JSON.stringify(about)), 'ax');
  }

  /** Adds frames. @param piece counts up from 1 */
  append(id: string, piece: number, frames: readonly Uint8Array[]): void {
    this.#append(id, piece, packed(frames));
  }

  #append(id: string, piece: number, bytes: Uint8Array, flag = 'a'): void {
    const sealed = this.#vault.sealBytes(pieceOwner(id, piece), bytes);
    appendFileSync(this.#path(id, PART), Buffer.concat([lengthOf(sealed), sealed]), { flag });
  }

  /** What there is of a talk under way: up to the last piece that is whole. Null when not even its beginning can be read. */
  async readPart(id: string): Promise<{ about: About; frames: Uint8Array[] } | null> {
    const pieces = unpacked(await readFile(this.#path(id, PART)));
    const opened: Uint8Array[] = [];
    for (const [n, sealed] of pieces.entries()) {
      const bytes = this.#vault.openBytes(pieceOwner(id, n), sealed);
      if (bytes === null) break;
      opened.push(bytes);
    }
    const [first, ...rest] = opened;
    const about = first && aboutSchema.safeParse(JSON.parse(Buffer.from(first).toString('utf8'))).data;
    return about ? { about, frames: rest.flatMap(unpacked) } : null;
  }

  /** Writes a recording that is whole, and forgets its pieces. Rejects when the disk does not take it; the pieces stay. */
  async keep(about: About, { ogg, soundMs, lost }: Sound): Promise<Kept> {
    const kept = { soundMs, lost, sha256: sha256(ogg), bytes: ogg.byteLength };
    const head = Buffer.from(JSON.stringify({ ...about, ...kept }));
    const sealed = this.#vault.sealBytes(wholeOwner(about.id), Buffer.concat([lengthOf(head), head, ogg]));
    await mkdir(this.#folder, { recursive: true });
    await writeWhole(this.#path(about.id, WHOLE), this.#path(about.id, NEW), sealed);
    await rm(this.#path(about.id, PART), { force: true });
    return kept;
  }

  /** The recording and what it is of. `gone`: no file; `locked`: the present key does not open it, or it was changed. */
  async read(id: string): Promise<{ about: About; kept: Kept; ogg: Uint8Array<ArrayBuffer> } | 'gone' | 'locked'> {
    const sealed = await readFile(this.#path(id, WHOLE)).catch(() => null);
    if (sealed === null) return 'gone';
    const bytes = this.#vault.openBytes(wholeOwner(id), sealed);
    if (bytes === null) return 'locked';
    const end = LENGTH_BYTES + bytes.readUInt32LE(0);
    const ogg = new Uint8Array(bytes.subarray(end));
    const {
      soundMs,
      sha256: digest,
      lost,
      ...about
    } = contentSchema.parse(JSON.parse(bytes.subarray(LENGTH_BYTES, end).toString('utf8')));
    return { about, kept: { soundMs, lost, sha256: digest, bytes: ogg.byteLength }, ogg };
  }

  /** Ids of what lies here. What has no name of ours is passed over; half files without a name are removed. */
  async list(): Promise<{ whole: string[]; parts: string[] }> {
    const names = await readdir(this.#folder).catch(() => []);
    for (const name of names.filter((each) => each.endsWith(NEW))) await rm(join(this.#folder, name), { force: true });
    const of = (kind: string): string[] =>
      names
        .filter((name) => name.endsWith(kind))
        .map((name) => name.slice(0, -kind.length))
        .filter((id) => idSchema.safeParse(id).success);
    return { whole: of(WHOLE), parts: of(PART) };
  }

  async remove(id: string): Promise<void> {
    for (const kind of [WHOLE, PART]) await rm(this.#path(id, kind), { force: true });
  }

  /** Pieces that no key opens are of no use to anybody. */
  async removePart(id: string): Promise<void> {
    await rm(this.#path(id, PART), { force: true });
  }

  #path(id: string, kind: string): string {
    return join(this.#folder, id + kind);
  }
}

/** Bound to its place: no piece can be moved, left out in the middle, or put into another recording. */
function pieceOwner(id: string, piece: number): string {
  return `recordings/${id}/${piece}`;
}
function wholeOwner(id: string): string {
  return `recordings/${id}`;
}

function lengthOf(bytes: Uint8Array): Buffer {
  const length = Buffer.alloc(LENGTH_BYTES);
  length.writeUInt32LE(bytes.byteLength);
  return length;
}
function packed(parts: readonly Uint8Array[]): Buffer {
  return Buffer.concat(parts.flatMap((part) => [lengthOf(part), part]));
}
/** What is whole of a row of parts: a last one that was cut off is left out. */
function unpacked(bytes: Uint8Array): Uint8Array[] {
  const view = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const parts: Uint8Array[] = [];
  let at = 0;
  while (at + LENGTH_BYTES <= view.byteLength) {
    const end = at + LENGTH_BYTES + view.readUInt32LE(at);
    if (end > view.byteLength) break;
    parts.push(view.subarray(at + LENGTH_BYTES, end));
    at = end;
  }
  return parts;
}
