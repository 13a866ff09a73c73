import { gunzipSync } from 'node:zlib';
import type { TilesAbout } from '#shared/contract/basemaps.ts';
import { MOST_ZOOM } from '#shared/contract/basemaps.ts';
import type { Db, Driver, Statement } from '../db/driver.ts';

const MOST_OPEN = 8;
const GZIP = [0x1f, 0x8b];

interface Open {
  db: Db;
  tile: Statement;
}

/** MBTiles files, opened to be read and kept open. Throws SQLite's errors for what is none. */
export class MbTiles {
  readonly #driver: Driver;
  readonly #open = new Map<string, Open>();

  constructor(driver: Driver) {
    this.#driver = driver;
  }

  /** Null where the file has none. `y` counts from the north; the file counts from the south. */
  tile(path: string, z: number, x: number, y: number): Uint8Array | null {
    const row = this.#opened(path).tile.get(z, x, 2 ** z - 1 - y) as { tile_data: Buffer } | undefined;
    if (!row) return null;
    const { tile_data: data } = row;
    return GZIP.every((byte, n) => data[n] === byte) ? gunzipSync(data) : data;
  }

  about(path: string): TilesAbout {
    const { db } = this.#opened(path);
    const told = new Map(
      (db.prepare('SELECT name, value FROM metadata').all() as { name: string; value: unknown }[]).map(
        ({ name, value }) => [name, String(value)],
      ),
    );
    const ends = db.prepare('SELECT min(zoom_level) AS least, max(zoom_level) AS most FROM tiles').get() as {
      least: number | null;
      most: number | null;
    };
    const zoom = (name: string, found: number | null, usual: number) => {
      const value = told.has(name) ? Number(told.get(name)) : (found ?? usual);
      return Number.isInteger(value) ? Math.min(MOST_ZOOM, Math.max(0, value)) : usual;
    };
    return {
      format: told.get('format') ?? 'png',
      minZoom: zoom('minzoom', ends.least, 0),
      maxZoom: zoom('maxzoom', ends.most, 14),
      layers: layersOf(told.get('json')),
    };
  }

  close(): void {
    for (const { db } of this.#open.values()) db.close();
    this.#open.clear();
  }

  #opened(path: string): Open {
    const known = this.#open.get(path);
    if (known) return known;
    const db = new this.#driver(path, { readonly: true, fileMustExist: true });
    try {
      const tile = db.prepare('SELECT tile_data FROM tiles WHERE zoom_level = ? AND tile_column = ? AND tile_row = ?');
      this.#makeRoom();
      this.#open.set(path, { db, tile });
      return { db, tile };
    } catch (error) {
      db.close();
      throw error;
    }
  }

  #makeRoom(): void {
    const [oldest] = this.#open;
    if (this.#open.size < MOST_OPEN || !oldest) return;
    oldest[1].db.close();
    this.#open.delete(oldest[0]);
  }
}

/** Names of the vector layers in the `json` row; none when it cannot be read. */
function layersOf(json: string | undefined): string[] {
  try {
    const told = JSON.parse(json ?? '{}') as { vector_layers?: { id?: unknown }[] };
    return (told.vector_layers ?? []).flatMap(({ id }) => (typeof id === 'string' ? [id] : []));
  } catch {
    return [];
  }
}
