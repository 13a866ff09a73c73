import type { Db } from '../db/driver.ts';
import { unforced } from '../db/unforced.ts';
import type { IdleTask } from './idle.ts';

/** 32 MB stay in the file: what was freed is mostly needed again soon */
const KEPT_PAGES = 8192;
const STEP_MS = 4;
const FIRST_PAGES = 16;
/** each may have to be read from another place of the disk */
const MOST_PAGES = 64;
const INCREMENTAL = 2;

/** Gives the room of what was deleted back to the disk, some pages at a time. */
export class FreePages implements IdleTask {
  readonly name = 'free pages';
  readonly #db: Db;
  #pages = FIRST_PAGES;

  constructor(db: Db) {
    this.#db = db;
  }

  step(): boolean {
    const db = this.#db;
    // Files made before 0.2 cannot: their room is used again, and never given back (docs/decisions/0022).
    if (db.pragma('auto_vacuum', { simple: true }) !== INCREMENTAL) return true;
    const free = Number(db.pragma('freelist_count', { simple: true }));
    if (free <= KEPT_PAGES) return true;
    const started = performance.now();
    // Nothing changes that anybody could lose: the next commit that matters takes it along to the disk.
    unforced(db, () => db.pragma(`incremental_vacuum(${Math.min(this.#pages, free - KEPT_PAGES)})`));
    const ms = Math.max(0.1, performance.now() - started);
    this.#pages = Math.min(MOST_PAGES, Math.max(1, Math.floor(this.#pages * Math.min(2, STEP_MS / ms))));
    return false;
  }
}
