import { createHash } from 'node:crypto';
import type { NetworkBase, TileTrouble } from '#shared/contract/basemaps.ts';
import type { KeptTile } from '#shared/contract/tileKeeper.ts';
import type { TileId } from '#shared/geo/index.ts';
import type { Log } from '../log.ts';
import { tileUrl } from './template.ts';

/** A kept tile so young is not asked for again. */
const FRESH_MS = 7 * 86_400_000;
const PATIENCE_MS = 10_000;
/** After the network did not answer, it is left alone for so long: a window of tiles must not wait for each. */
const REST_MS = 10_000;
const MOST_BYTES = 4 * 1024 * 1024;
/** what services of tiles answer to a token that is wrong or used up */
const REFUSALS = [401, 403, 418, 429];
const EMPTY = [204, 404, 410];

export interface Tile {
  type: string;
  bytes: Uint8Array;
}
export interface TileGot {
  /** null: there is none, or it cannot be had */
  tile: Tile | null;
  trouble: TileTrouble | null;
}

interface World {
  /** follows no redirect, sends no cookie and no referrer */
  fetch(url: string, asked: { signal: AbortSignal }): Promise<Response>;
  kept(source: string, tile: TileId): Promise<KeptTile | null>;
  keep(source: string, tile: TileId, kept: KeptTile): void;
  now(): number;
  log: Log;
}

/**
 * Tiles by template. A token goes to the template's own host and nowhere else: no redirect is followed. What came is kept, and
 * shown when the network is closed. No address is ever written to a log.
 */
export class NetworkTiles {
  readonly #world: World;
  readonly #restUntil = new Map<string, number>();
  readonly #told = new Map<string, TileTrouble>();

  constructor(world: World) {
    this.#world = world;
  }

  async get(base: NetworkBase & { token: string | null }, layer: number, tile: TileId): Promise<TileGot> {
    const template = base.urls[layer];
    if (template === undefined) return { tile: null, trouble: null };
    const { now } = this.#world;
    const source = createHash('sha256').update(template).digest('hex').slice(0, 20);
    const kept = await this.#world.kept(source, tile);
    if (kept && now() - kept.at < FRESH_MS) return { tile: kept, trouble: null };
    const rests = (this.#restUntil.get(base.id) ?? 0) > now();
    const got = rests ? 'unreachable' : await this.#asked(base, template, tile);
    if (got === null || typeof got === 'object') {
      this.#told.delete(base.id);
      if (got) this.#world.keep(source, tile, { ...got, at: now() });
      return { tile: got, trouble: null };
    }
    this.#tell(base.id, got);
    return kept ? { tile: kept, trouble: 'kept' } : { tile: null, trouble: got };
  }

  /** Null: the other side has none there. */
  async #asked(
    base: NetworkBase & { token: string | null },
    template: string,
    tile: TileId,
  ): Promise<Tile | 'unreachable' | 'refused' | null> {
    try {
      const response = await this.#world.fetch(tileUrl(template, tile, base.token ?? '', base.subdomains), {
        signal: AbortSignal.timeout(PATIENCE_MS),
      });
      if (EMPTY.includes(response.status)) return null;
      if (REFUSALS.includes(response.status) || (response.status >= 300 && response.status < 400)) return 'refused';
      if (!response.ok) return 'unreachable';
      const type = (response.headers.get('content-type') ?? '').split(';')[0]?.trim() ?? '';
      // A refusal may come as a page with status 200.
      if (!type.startsWith('image/')) return 'refused';
      const bytes = new Uint8Array(await response.arrayBuffer());
      if (bytes.length > MOST_BYTES) return 'refused';
      return bytes.length === 0 ? null : { type, bytes };
    } catch {
      this.#restUntil.set(base.id, this.#world.now() + REST_MS);
      return 'unreachable';
    }
  }

  /** Once for each turn for the worse: a window asks for tens of tiles. */
  #tell(id: string, trouble: TileTrouble): void {
    if (this.#told.get(id) === trouble) return;
    this.#told.set(id, trouble);
    this.#world.log.warn({ base: id, trouble }, 'tiles of a base map do not come');
  }
}
