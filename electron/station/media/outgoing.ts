import { mkdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { v7 } from 'uuid';
import { z } from 'zod';
import type { Attachment } from '#shared/contract/attachments.ts';
import type { MediaRef } from '#shared/domain/case.ts';
import { mediaListSchema, mediaRefSchema } from '#shared/protocol/common.ts';
import type { OpAck } from '#shared/protocol/console.ts';
import { httpRefusalSchema } from '#shared/protocol/http.ts';
import { IMPORT_MIME, importFileSchema } from '#shared/protocol/imports.ts';
import type { OpEnvelope } from '#shared/protocol/ops.ts';
import { request, Unreachable } from '../link/http.ts';
import { sha256, writeWhole } from '../wholeFile.ts';
import type { MediaWorld } from './media.ts';

/** Beside a file that has not reached the centre yet; it holds what the file is. */
export const OUTGOING_MARK = '.out';
/** Small enough that a slow line takes one within a request's time. */
const PART_BYTES = 256 * 1024;
/** answers that say nothing about the file, only that the centre takes none now */
const LATER: readonly number[] = [401, 409, 429];

const withMediaSchema = z.object({ media: mediaListSchema });
const withRowsSchema = z.object({ file: importFileSchema });
/** What a mark tells of its file. */
const outgoingSchema = z.union([
  mediaRefSchema.omit({ kind: true }),
  importFileSchema.extend({ mime: z.literal(IMPORT_MIME) }),
]);
type OutgoingFile = z.infer<typeof outgoingSchema>;
const progressSchema = z.object({ size: z.number().int().min(0), complete: z.boolean() });

type Refused = Extract<OpAck, { ok: false }>;

/** What operators attach: kept as files first, brought to the centre before the action that names them leaves. */
export class Outgoing {
  readonly #world: MediaWorld;
  readonly #folder: string;
  /** files on their way, by id: two actions may name the same one */
  readonly #running = new Map<string, Promise<Refused | null>>();

  constructor(world: MediaWorld) {
    this.#world = world;
    this.#folder = join(world.home, 'media');
  }

  /** Keeps what was attached; on disk when it resolves. Rejects when the disk does not take it. */
  async keep({ kind, mime, bytes }: Attachment): Promise<MediaRef> {
    const ref: MediaRef = { id: v7(), kind, mime, size: bytes.byteLength, sha256: sha256(bytes) };
    await mkdir(this.#folder, { recursive: true });
    await this.#write(ref.id, bytes);
    await this.#write(`${ref.id}.mime`, mime);
    await this.#write(ref.id + OUTGOING_MARK, JSON.stringify(ref));
    return ref;
  }

  /** The same with the rows of an import, which only the centre reads. */
  async keepRows(bytes: Uint8Array): Promise<z.infer<typeof importFileSchema>> {
    const file = { id: v7(), size: bytes.byteLength, sha256: sha256(bytes) };
    await mkdir(this.#folder, { recursive: true });
    await this.#write(file.id, bytes);
    await this.#write(file.id + OUTGOING_MARK, JSON.stringify({ ...file, mime: IMPORT_MIME }));
    return file;
  }

  /**
   * Brings what an action names and this desk still has to the centre: null when all of it is there, else the refusal that
   * stands for the action's own. Rejects when nobody answers: whoever sends tries again, from where it broke off.
   */
  async bring({ payload }: Pick<OpEnvelope, 'payload'>): Promise<Refused | null> {
    for (const { id } of filesOf(payload)) {
      const running = this.#running.get(id) ?? this.#bringOne(id).finally(() => this.#running.delete(id));
      this.#running.set(id, running);
      const refused = await running;
      if (refused) return refused;
    }
    return null;
  }

  async #bringOne(id: string): Promise<Refused | null> {
    const mark = await readFile(this.#path(id + OUTGOING_MARK), 'utf8').catch(() => null);
    if (mark === null) return null;
    const ref = outgoingSchema.safeParse(jsonOf(mark));
    const bytes = ref.success ? await readFile(this.#path(id)).catch(() => null) : null;
    if (!ref.success || !bytes || sha256(bytes) !== ref.data.sha256) return damaged();
    const refused = await this.#upload(ref.data, bytes);
    if (refused) return refused;
    await rm(this.#path(id + OUTGOING_MARK), { force: true });
    // Nobody looks at rows again.
    if (ref.data.mime === IMPORT_MIME) await rm(this.#path(id), { force: true });
    this.#world.log.info({ media: id, bytes: bytes.byteLength }, 'an attachment is at the centre');
    return null;
  }

  /** Asks how far it came and goes on from there, part by part. */
  async #upload(ref: OutgoingFile, bytes: Uint8Array<ArrayBuffer>): Promise<Refused | null> {
    let there = await this.#put(ref, `bytes */${ref.size}`);
    while (there.ok && !there.complete) {
      const from = there.size;
      const to = Math.min(from + PART_BYTES, ref.size);
      there = await this.#put(ref, `bytes ${from}-${to - 1}/${ref.size}`, bytes.slice(from, to));
      if (there.ok && !there.complete && there.size <= from)
        throw new Unreachable('the centre takes no more of a file');
    }
    return there.ok ? null : there;
  }

  async #put(
    { id, mime, sha256: sum }: OutgoingFile,
    range: string,
    body?: Uint8Array<ArrayBuffer>,
  ): Promise<{ ok: true; size: number; complete: boolean } | Refused> {
    const headers = {
      authorization: `Bearer ${await this.#world.accessToken()}`,
      'content-type': mime,
      'x-sha256': sum,
      'content-range': range,
    };
    const answer = await request(new URL(`/media/${id}`, this.#world.gateway()), { method: 'PUT', headers, body });
    const told: unknown = await answer.json().catch(() => null);
    const progress = progressSchema.safeParse(told);
    if (answer.ok && progress.success) return { ok: true, ...progress.data };
    if (answer.ok || answer.status >= 500) throw new Unreachable(`/media answered ${answer.status}`);
    const refusal = httpRefusalSchema.safeParse(told);
    const message = refusal.success ? refusal.data.message : '';
    this.#world.log.warn({ media: id, status: answer.status }, 'the centre did not take an attachment');
    if (LATER.includes(answer.status)) return { ok: false, code: 'unavailable', message };
    return { ok: false, code: 'invalid', message };
  }

  #path(name: string): string {
    return join(this.#folder, name);
  }

  #write(name: string, content: Uint8Array | string): Promise<void> {
    return writeWhole(this.#path(name), this.#path(`${name}.part`), content);
  }
}

function filesOf(payload: unknown): { id: string }[] {
  const media = withMediaSchema.safeParse(payload);
  const rows = withRowsSchema.safeParse(payload);
  return [...(media.success ? media.data.media : []), ...(rows.success ? [rows.data.file] : [])];
}

function damaged(): Refused {
  return { ok: false, code: 'gone', message: '附件在本机已损坏或丢失，请重新添加' };
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
