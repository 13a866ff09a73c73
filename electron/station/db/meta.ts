import type { Db } from './driver.ts';

/** Small facts of the database: the sync cursor, which cache set is live, the clean-stop marker, the console's id. */
export class Meta {
  readonly #get;
  readonly #set;
  readonly #remove;

  constructor(db: Db) {
    this.#get = db.prepare<[string], { value: string }>('SELECT value FROM meta WHERE key = ?');
    this.#set = db.prepare('INSERT INTO meta VALUES (?, ?) ON CONFLICT DO UPDATE SET value = excluded.value');
    this.#remove = db.prepare('DELETE FROM meta WHERE key = ?');
  }

  get(key: string): string | null {
    return this.#get.get(key)?.value ?? null;
  }

  set(key: string, value: string): void {
    this.#set.run(key, value);
  }

  remove(key: string): void {
    this.#remove.run(key);
  }
}
