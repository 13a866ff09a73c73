import type { TileId } from '#shared/geo/index.ts';
import type { OverlayTrouble } from '#shared/contract/overlays.ts';
import { addressOf, type Ask, type Content, fetchWithin, isPicture } from './fetching.ts';
import type { KnownSource } from './sourceFile.ts';

/** some screens of a 4K map */
const MOST_KEPT = 400;
const MOST_BYTES = 1024 * 1024;
/** After the network did not answer, it is left alone for so long: a window of tiles must not wait for each. */
const REST_MS = 10_000;

interface KeptTile {
  at: number;
  content: Content | null;
}

/** Tiles of overlays, in memory only: a rain radar of an hour ago is no help. Each is asked for again when its source is due. */
export class OverlayTiles {
  readonly #fetch: Ask;
  readonly #monotonic: () => number;
  readonly #over: AbortSignal;
  readonly #kept = new Map<string, KeptTile>();
  readonly #asked = new Map<string, Promise<Content | null>>();
  readonly #restUntil = new Map<string, number>();
  readonly #troubles = new Map<string, OverlayTrouble>();
  readonly #changed: () => void;

  /** @param changed a source fares worse or better than before */
  constructor({ fetch, monotonic }: { fetch: Ask; monotonic(): number }, over: AbortSignal, changed: () => void) {
    this.#changed = changed;
    this.#fetch = fetch;
    this.#monotonic = monotonic;
    this.#over = over;
  }

  /** Why the latest tile of a source did not come; null: it did. */
  troubleOf(id: string): OverlayTrouble | null {
    return this.#troubles.get(id) ?? null;
  }

  /** Null: there is none, or it cannot be had. */
  get(source: Extract<KnownSource, { kind: 'tiles' }>, tile: TileId): Promise<Content | null> {
    const address = addressOf(source.url, { token: source.token ?? '', ...tile });
    const kept = this.#kept.get(address);
    if (kept && this.#monotonic() - kept.at < source.minutes * 60_000) return Promise.resolve(kept.content);
    const running = this.#asked.get(address);
    if (running) return running;
    const asking = this.#ask(source, address).finally(() => this.#asked.delete(address));
    this.#asked.set(address, asking);
    return asking;
  }

  async #ask({ id, url, token }: KnownSource, address: string): Promise<Content | null> {
    if ((this.#restUntil.get(id) ?? 0) > this.#monotonic()) return null;
    if (url.includes('{token}') && token === null) return this.#tell(id, 'token-missing');
    const fetched = await fetchWithin(this.#fetch, address, MOST_BYTES, this.#over);
    if (!fetched.ok && fetched.trouble === 'unreachable') {
      this.#restUntil.set(id, this.#monotonic() + REST_MS);
      return this.#tell(id, 'unreachable');
    }
    const content = fetched.ok && isPicture(fetched.content) ? fetched.content : null;
    // Where a source has no tile it is in no trouble: it need not cover the whole ground.
    if (fetched.ok) this.#tell(id, content ? null : 'not-image');
    else if (fetched.trouble !== 'gone') this.#tell(id, fetched.trouble);
    this.#kept.delete(address);
    this.#kept.set(address, { at: this.#monotonic(), content });
    for (const oldest of this.#kept.keys()) {
      if (this.#kept.size <= MOST_KEPT) break;
      this.#kept.delete(oldest);
    }
    return content;
  }

  #tell(id: string, trouble: OverlayTrouble | null): null {
    if (this.troubleOf(id) === trouble) return null;
    if (trouble) this.#troubles.set(id, trouble);
    else this.#troubles.delete(id);
    this.#changed();
    return null;
  }
}
