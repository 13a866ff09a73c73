import { readFileSync, renameSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { MOST_OVERLAYS, type OverlaySource, overlaySourceSchema } from '#shared/contract/overlays.ts';
import type { Log } from '../log.ts';
import { isSealed, type Vault } from '../vault/vault.ts';
import { writeWhole } from '../wholeFile.ts';

const OWNER = 'overlay-token';
const entrySchema = z.record(z.string(), z.unknown());
type Entry = z.infer<typeof entrySchema>;
const fileSchema = z.object({ version: z.literal(1), sources: z.array(entrySchema).max(MOST_OVERLAYS) });

/** A source with its token; null: it has none. */
export type KnownSource = OverlaySource & { token: string | null };

interface World {
  home: string;
  log: Log;
  vault: Vault;
  now(): number;
}

/**
 * The sources of this workstation, `<home>/overlays.json`, which an administrator may write by hand. Each entry is judged by itself: one
 * that is wrong is told and stays in the file, the others work. A token written in plain is sealed at once.
 */
export class SourceFile {
  readonly #path: string;
  readonly #world: World;
  #entries: Entry[] = [];
  #read = -1;

  constructor(world: World) {
    this.#world = world;
    this.#path = join(world.home, 'overlays.json');
  }

  /** Reads the file again when somebody else has changed it; true: it was. */
  async refresh(): Promise<boolean> {
    const at = changedAt(this.#path);
    if (at === this.#read) return false;
    this.#read = at;
    this.#entries = at === 0 ? [] : this.#load();
    await this.#sealPlain();
    return true;
  }

  get sources(): KnownSource[] {
    return this.#entries.flatMap((entry) => {
      const parsed = overlaySourceSchema.safeParse(entry);
      return parsed.success ? [{ ...parsed.data, token: this.#tokenOf(entry) }] : [];
    });
  }

  get wrong(): { name: string; field: string }[] {
    return this.#entries.flatMap((entry) => {
      const parsed = overlaySourceSchema.safeParse(entry);
      if (parsed.success) return [];
      const name = [entry.name, entry.id].find((one) => typeof one === 'string') ?? '';
      return [{ name, field: String(parsed.error.issues[0]?.path[0] ?? 'kind') }];
    });
  }

  /** False: there are too many. Rejects when the file cannot be written. */
  async put(source: OverlaySource, token: string | undefined): Promise<boolean> {
    const before = this.#entries.find(({ id }) => id === source.id);
    if (!before && this.#entries.length >= MOST_OVERLAYS) return false;
    const sealed = token === undefined ? before?.token : token === '' ? undefined : this.#seal(token);
    const entry: Entry = { ...source, ...(sealed === undefined ? {} : { token: sealed }) };
    await this.#keep(before ? this.#entries.map((one) => (one === before ? entry : one)) : [...this.#entries, entry]);
    return true;
  }

  /** Rejects when the file cannot be written. */
  async remove(id: string): Promise<void> {
    await this.#keep(this.#entries.filter((entry) => entry.id !== id));
  }

  async #keep(entries: Entry[]): Promise<void> {
    const text = `${JSON.stringify({ version: 1, sources: entries }, null, 2)}\n`;
    await writeWhole(this.#path, `${this.#path}.new`, text);
    this.#entries = entries;
    this.#read = changedAt(this.#path);
  }

  #load(): Entry[] {
    try {
      return fileSchema.parse(JSON.parse(readFileSync(this.#path, 'utf8'))).sources;
    } catch (error) {
      const aside = `${this.#path}.damaged-${this.#world.now()}`;
      this.#world.log.warn({ error: String(error), file: aside }, 'the file of overlays was damaged and set aside');
      try {
        renameSync(this.#path, aside);
      } catch {
        // It stays where it is, and is read as empty.
      }
      return [];
    }
  }

  async #sealPlain(): Promise<void> {
    const isPlain = ({ token }: Entry) => typeof token === 'string' && token !== '' && !isSealed(token);
    if (!this.#entries.some(isPlain)) return;
    const sealed = this.#entries.map((entry) =>
      isPlain(entry) ? { ...entry, token: this.#seal(String(entry.token)) } : entry,
    );
    try {
      await this.#keep(sealed);
    } catch (error) {
      this.#entries = sealed;
      this.#world.log.warn({ error: String(error) }, 'a token in the file of overlays could not be sealed there');
    }
  }

  #seal(token: string): string {
    return this.#world.vault.seal(OWNER, token);
  }

  #tokenOf({ token }: Entry): string | null {
    return isSealed(token) ? this.#world.vault.open(OWNER, token) : null;
  }
}

/** 0 where there is none. */
function changedAt(path: string): number {
  try {
    return statSync(path).mtimeMs;
  } catch {
    return 0;
  }
}
