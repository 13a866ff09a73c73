import type { KeptTile } from '#shared/contract/tileKeeper.ts';
import type { Db, Driver } from '../db/driver.ts';

/** of what is too much, so much goes at once */
const FREED_SHARE = 0.1;
const BUSY_MS = 2000;

interface TileKey {
  source: string;
  z: number;
  x: number;
  y: number;
}

/** Tiles that came from a network, for when it is closed: at most so many bytes, the oldest go first. */
export class TileCache {
  readonly #db: Db;
  readonly #most: number;
  #bytes: number;

  /** @param file null: in memory, where the folder cannot be written */
  constructor(driver: Driver, file: string | null, mostBytes: number) {
    this.#most = mostBytes;
    this.#db = new driver(file ?? ':memory:', { timeout: BUSY_MS });
    // It is a cache: what a power cut takes comes again.
    this.#db.pragma('journal_mode = WAL');
    this.#db.pragma('synchronous = OFF');
    this.#db.exec(`CREATE TABLE IF NOT EXISTS tile (
      source TEXT NOT NULL, z INTEGER NOT NULL, x INTEGER NOT NULL, y INTEGER NOT NULL,
      at INTEGER NOT NULL, type TEXT NOT NULL, bytes BLOB NOT NULL,
      PRIMARY KEY (source, z, x, y)
    )`);
    this.#db.exec('CREATE INDEX IF NOT EXISTS tile_at ON tile (at, length(bytes))');
    this.#bytes = this.#sum();
  }

  get({ source, z, x, y }: TileKey): KeptTile | null {
    const row = this.#db
      .prepare('SELECT at, type, bytes FROM tile WHERE source = ? AND z = ? AND x = ? AND y = ?')
      .get(source, z, x, y);
    return (row as KeptTile | undefined) ?? null;
  }

  put({ source, z, x, y }: TileKey, { at, type, bytes }: KeptTile): void {
    this.#db
      .prepare('INSERT OR REPLACE INTO tile (source, z, x, y, at, type, bytes) VALUES (?, ?, ?, ?, ?, ?, ?)')
      .run(source, z, x, y, at, type, Buffer.from(bytes));
    this.#bytes += bytes.length;
    if (this.#bytes > this.#most) this.#free();
  }

  close(): void {
    this.#db.close();
  }

  #free(): void {
    const wanted = this.#sum() - this.#most * (1 - FREED_SHARE);
    if (wanted > 0) {
      this.#db
        .prepare(
          `DELETE FROM tile WHERE rowid IN (SELECT rowid FROM
            (SELECT rowid, sum(length(bytes)) OVER (ORDER BY at, rowid) - length(bytes) AS before FROM tile)
            WHERE before < ?)`,
        )
        .run(wanted);
    }
    this.#bytes = this.#sum();
  }

  #sum(): number {
    const row = this.#db.prepare('SELECT total(length(bytes)) AS bytes FROM tile').get() as { bytes: number };
    return row.bytes;
  }
}
