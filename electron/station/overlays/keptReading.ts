import { mkdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import type { Notice } from '#shared/domain/notice.ts';
import { type OverlaySource, overlayViewSchema } from '#shared/contract/overlays.ts';
import { sha256, writeWhole } from '../wholeFile.ts';
import type { Content } from './fetching.ts';

/** What a source last brought. */
export interface Reading {
  /** by the centre's clock, ms */
  asOf: number;
  notices: Notice[];
  wrong: number;
  image: Content | null;
}

const keptSchema = z.object({
  /** what was asked: of another address it says nothing */
  of: z.string(),
  asOf: z.number(),
  notices: overlayViewSchema.shape.notices,
  wrong: z.number(),
  image: z.object({ mime: z.string(), base64: z.base64() }).nullable(),
});

/** Differs when what a source is asked for, or how its answer is read, has changed. */
export function questionOf(source: OverlaySource): string {
  const { name: _, minutes: __, ...asked } = source;
  return sha256(Buffer.from(JSON.stringify(asked))).slice(0, 20);
}

/** Readings as files, `<home>/overlays/<id>.json`: what was known stays known while the network is closed, and over a restart. */
export class KeptReadings {
  readonly #folder: string;

  constructor(home: string) {
    this.#folder = join(home, 'overlays');
  }

  /** Null when none is kept of what this source is asked for now. */
  async read(source: OverlaySource): Promise<Reading | null> {
    try {
      const kept = keptSchema.parse(JSON.parse(await readFile(this.#path(source.id), 'utf8')));
      if (kept.of !== questionOf(source)) return null;
      const { asOf, wrong, image } = kept;
      const notices: Notice[] = kept.notices;
      const bytes = image && new Uint8Array(Buffer.from(image.base64, 'base64'));
      return { asOf, notices, wrong, image: image && bytes ? { mime: image.mime, bytes } : null };
    } catch {
      return null;
    }
  }

  /** Rejects when the disk does not take it. */
  async keep(source: OverlaySource, { asOf, notices, wrong, image }: Reading): Promise<void> {
    const base64 = image && Buffer.from(image.bytes).toString('base64');
    const kept = { of: questionOf(source), asOf, notices, wrong, image: image && { mime: image.mime, base64 } };
    await mkdir(this.#folder, { recursive: true });
    const path = this.#path(source.id);
    await writeWhole(path, `${path}.new`, JSON.stringify(kept));
  }

  async forget(id: string): Promise<void> {
    await rm(this.#path(id), { force: true });
  }

  #path(id: string): string {
    return join(this.#folder, `${id}.json`);
  }
}
