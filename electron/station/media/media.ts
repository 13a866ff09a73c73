import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { MediaRef } from '#shared/domain/case.ts';
import { request } from '../link/http.ts';
import type { Log } from '../log.ts';
import { sha256 } from '../wholeFile.ts';

const MOST_BYTES = 50 * 1024 * 1024;
const MOST_KNOWN = 5000;

type Content = { mime: string; bytes: Uint8Array<ArrayBuffer> };

export interface MediaWorld {
  home: string;
  log: Log;
  gateway(): string;
  accessToken(): Promise<string>;
}

/** Photos as files in `<home>/media`, fetched once from the centre and checked against what the case says of them. */
export class Media {
  readonly #world: MediaWorld;
  readonly #fetching = new Map<string, Promise<Content | null>>();

  /** what cases shown lately say of their media, newest last */
  readonly #known = new Map<string, MediaRef>();

  constructor(world: MediaWorld) {
    this.#world = world;
  }

  /** A case is shown: its media will be asked for and must be what the case says. */
  expect(refs: Iterable<MediaRef>): void {
    for (const ref of refs) this.#known.set(ref.id, ref);
    for (const id of this.#known.keys()) {
      if (this.#known.size <= MOST_KNOWN) return;
      this.#known.delete(id);
    }
  }

  /** Null while it cannot be had. */
  get(id: string): Promise<Content | null> {
    const running = this.#fetching.get(id);
    if (running) return running;
    const started = this.#get(id).finally(() => this.#fetching.delete(id));
    this.#fetching.set(id, started);
    return started;
  }

  async #get(id: string): Promise<Content | null> {
    const folder = join(this.#world.home, 'media');
    const file = join(folder, id);
    const mime = await readFile(`${file}.mime`, 'utf8').catch(() => null);
    if (mime !== null) {
      const bytes = await readFile(file).catch(() => null);
      if (bytes && this.#fits(id, bytes)) return { mime, bytes: new Uint8Array(bytes) };
    }
    const fetched = await this.#fetch(id).catch(() => null);
    if (!fetched || !this.#fits(id, fetched.bytes)) return null;
    await this.#keep(folder, file, fetched).catch((error: unknown) => {
      this.#world.log.warn({ err: error }, 'a photo could not be kept');
    });
    return fetched;
  }

  #fits(id: string, bytes: Uint8Array): boolean {
    const known = this.#known.get(id);
    return !known || (bytes.byteLength === known.size && sha256(bytes) === known.sha256);
  }

  async #fetch(id: string): Promise<Content | null> {
    const gateway = this.#world.gateway();
    if (!gateway) return null;
    const token = await this.#world.accessToken();
    const answer = await request(new URL(`/media/${id}`, gateway), { headers: { authorization: `Bearer ${token}` } });
    if (!answer.ok || Number(answer.headers.get('content-length') ?? 0) > MOST_BYTES) return null;
    const bytes = new Uint8Array(await answer.arrayBuffer());
    return { mime: answer.headers.get('content-type') ?? 'application/octet-stream', bytes };
  }

  async #keep(folder: string, file: string, { mime, bytes }: Content): Promise<void> {
    await mkdir(folder, { recursive: true });
    await writeFile(`${file}.part`, bytes);
    await rename(`${file}.part`, file);
    await writeFile(`${file}.mime`, mime);
  }
}
