import { readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Log } from '../log.ts';
import { OUTGOING_MARK } from '../media/outgoing.ts';
import type { IdleTask } from './idle.ts';

const DAY_MS = 86_400_000;
const MEGABYTE = 1024 * 1024;
/** nobody's draft or waiting action is as old */
const OUTGOING_MS = 366 * DAY_MS;

export interface FilesWorld {
  home: string;
  log: Log;
  /** this machine's clock, which dates files, while the centre's agrees with it within a day; else null */
  fileNow(): number | null;
  mediaDays(): number;
  mediaMegabytes(): number;
  setAsideDays(): number;
}

interface Found {
  name: string;
  bytes: number;
  usedAt: number;
}

/** Photos and set-aside databases that are no longer needed; off the station's thread, by the file system's own. */
export class OldFiles implements IdleTask {
  readonly name = 'old files';
  readonly #world: FilesWorld;
  #sweeping = false;

  constructor(world: FilesWorld) {
    this.#world = world;
  }

  step(): boolean {
    if (!this.#sweeping) void this.sweep();
    return true;
  }

  async sweep(): Promise<void> {
    this.#sweeping = true;
    try {
      await this.#sweepMedia();
      for (const kind of ['damaged', 'replaced']) await this.#sweepSetAside(kind);
    } catch (error) {
      this.#world.log.warn({ err: error }, 'old files could not be removed');
    } finally {
      this.#sweeping = false;
    }
  }

  /** Too old by the clock, and — whatever the clock says — the least lately used of what is too much. */
  async #sweepMedia(): Promise<void> {
    const { home, fileNow, mediaDays, mediaMegabytes } = this.#world;
    const folder = join(home, 'media');
    const files = (await filesIn(folder)).sort((a, b) => b.usedAt - a.usedAt);
    const now = fileNow();
    const oldest = now === null ? Number.NEGATIVE_INFINITY : now - mediaDays() * DAY_MS;
    // What has not reached the centre is nowhere else: an action may wait with it as long as its desk is alone.
    const waiting = new Set(
      files
        .filter(({ name, usedAt }) => name.endsWith(OUTGOING_MARK) && (now === null || usedAt > now - OUTGOING_MS))
        .map(({ name }) => name.slice(0, -OUTGOING_MARK.length)),
    );
    let bytes = 0;
    for (const file of files) {
      bytes += file.bytes;
      if (waiting.has(file.name.replace(/\.[a-z]+$/, ''))) continue;
      if (file.usedAt < oldest || bytes > mediaMegabytes() * MEGABYTE)
        await rm(join(folder, file.name), { force: true });
    }
  }

  async #sweepSetAside(kind: string): Promise<void> {
    const { home, fileNow, setAsideDays } = this.#world;
    const now = fileNow();
    if (now === null) return;
    const files = (await filesIn(home)).filter(({ name }) => name.startsWith(`station.db.${kind}-`));
    const databases = files.filter(({ name }) => !/-(wal|shm)$/.test(name)).sort((a, b) => b.usedAt - a.usedAt);
    for (const { name } of databases.slice(1).filter(({ usedAt }) => usedAt < now - setAsideDays() * DAY_MS)) {
      for (const suffix of ['', '-wal', '-shm']) await rm(join(home, name + suffix), { force: true });
    }
  }
}

async function filesIn(folder: string): Promise<Found[]> {
  const names = await readdir(folder).catch(() => []);
  const found: Found[] = [];
  for (const name of names) {
    const about = await stat(join(folder, name)).catch(() => null);
    if (about?.isFile()) found.push({ name, bytes: about.size, usedAt: about.mtimeMs });
  }
  return found;
}
