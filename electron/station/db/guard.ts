import { statSync } from 'node:fs';
import { join } from 'node:path';
import { isFull } from '../care/disk.ts';
import { makeFolder } from '../folder.ts';
import type { Log } from '../log.ts';
import type { Db, Driver } from './driver.ts';
import { wouldOpen } from './reopen.ts';
import { rescue, suspect } from './replace.ts';
import { type Trouble, troubleOf } from './trouble.ts';

const LOOK_EVERY_MS = 1000;
const RETRY_EVERY_MS = 5000;
/** lets a window hear why before its station goes */
const RESTART_AFTER_MS = 200;

export interface GuardWorld {
  db: Db;
  home: string;
  driver: Driver;
  log: Log;
  /** why no work can be taken since the start; null when it can */
  standIn: Trouble | null;
  /** the data folder is this process's */
  held: boolean;
  /** the trouble is another, or over */
  changed(): void;
  /** the database takes writes again */
  recovered(): void;
  /** ends this process without a clean stop; the next one opens the database anew */
  restart(): void;
}

/**
 * Watches over the desk's database while it is in use: damage that is met, files that are taken away from under it, a disk
 * that takes nothing. Whatever can be mended is mended by itself, by a new start where that is what it takes.
 */
export class StorageGuard {
  readonly #world: GuardWorld;
  readonly #file: string;
  readonly #ids: { file: number | null; log: number | null };
  readonly #timers: NodeJS.Timeout[];
  #trouble: Trouble | null;
  #restarting = false;

  constructor(world: GuardWorld) {
    this.#world = world;
    this.#trouble = world.standIn;
    this.#file = join(world.home, 'station.db');
    this.#ids = this.#idsNow();
    this.#timers = [setInterval(() => this.look(), LOOK_EVERY_MS), setInterval(() => this.#retry(), RETRY_EVERY_MS)];
    for (const timer of this.#timers) timer.unref();
  }

  /** Why no work can be taken now; null when it can. */
  get trouble(): Trouble | null {
    return this.#trouble;
  }

  stop(): void {
    for (const timer of this.#timers) clearInterval(timer);
  }

  /** Takes note of what a read or write failed with. Returns the trouble behind it; null when it is of another kind. */
  failed(error: unknown): Trouble | null {
    const trouble = troubleOf(error);
    if (trouble !== null) this.note(trouble, error);
    return trouble;
  }

  note(trouble: Trouble, error?: unknown): void {
    if (trouble === 'storage-damaged') this.#damaged(error);
    else this.#set(trouble);
  }

  /** Something was written, or was not. */
  wrote(trouble: Trouble | null): void {
    if (trouble === null) this.#set(null);
    else this.note(trouble);
  }

  #set(next: Trouble | null): void {
    // What was wrong at the start stays wrong until the station starts anew.
    if (this.#world.standIn !== null || this.#trouble === next) return;
    // A write that found a place in the log says nothing of the next.
    if (next === null && this.#trouble === 'storage-full' && isFull(this.#world.home)) return;
    this.#trouble = next;
    this.#world.changed();
  }

  /**
   * Looks whether what is committed now lies in the data folder still. When the files were taken away they are written
   * anew from what is open. Returns why no action may be taken, or null.
   */
  look(): Trouble | null {
    if (this.#restarting) return 'storage-damaged';
    if (this.#world.standIn !== null || process.platform === 'win32') return null;
    const now = this.#idsNow();
    if (now.file === this.#ids.file && now.log === this.#ids.log) return null;
    return this.#takenAway();
  }

  #idsNow(): { file: number | null; log: number | null } {
    return { file: inodeOf(this.#file), log: inodeOf(`${this.#file}-wal`) };
  }

  #takenAway(): Trouble {
    const { log, db, home } = this.#world;
    log.error('the files of the database were taken away while it was in use: they are written anew');
    try {
      makeFolder(home);
      rescue(db, this.#file);
      this.#restart();
      return 'storage-damaged';
    } catch (error) {
      log.error({ err: error }, 'they could not be written');
      const trouble = troubleOf(error) ?? 'storage-failed';
      this.#set(trouble);
      return trouble;
    }
  }

  #damaged(error: unknown): void {
    const { log, standIn } = this.#world;
    if (this.#restarting || standIn !== null) return;
    log.error({ err: error }, 'damage was met: the station starts anew and saves what can be read');
    try {
      suspect(this.#file, error instanceof Error ? error.message : '');
    } catch (failure) {
      // The check after an unclean stop will find it.
      log.error({ err: failure }, 'the damage could not be noted');
    }
    this.#restart();
  }

  #restart(): void {
    this.#restarting = true;
    this.#set('storage-damaged');
    setTimeout(() => this.#world.restart(), RESTART_AFTER_MS);
  }

  /** Nobody may be working, so that no write of theirs shows that the trouble is over. */
  #retry(): void {
    const { standIn, held, home, driver, db, log, recovered } = this.#world;
    if (this.#restarting || this.#trouble === null || standIn === 'storage-newer') return;
    if (standIn !== null) {
      if (wouldOpen(home, driver, standIn, held)) {
        log.info({ was: standIn }, 'the data folder can be used again: the station starts anew');
        this.#restart();
      }
      return;
    }
    try {
      db.prepare("INSERT INTO meta VALUES ('clean', '0') ON CONFLICT DO UPDATE SET value = excluded.value").run();
      this.#set(null);
      recovered();
    } catch (error) {
      this.failed(error);
    }
  }
}

/** The station could not even be put together: when that is the database's fault, the next start mends it. */
export function noteFailedStart(home: string, error: unknown): void {
  if (troubleOf(error) === 'storage-damaged') suspect(join(home, 'station.db'), String(error));
}

function inodeOf(file: string): number | null {
  try {
    return statSync(file, { throwIfNoEntry: false })?.ino ?? null;
  } catch {
    // The folder is a file, or may not be looked into: nothing of ours lies there.
    return null;
  }
}
