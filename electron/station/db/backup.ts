import { existsSync, mkdirSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Log } from '../log.ts';
import type { Db } from './driver.ts';

const KEPT = 3;
const LOOK_EVERY_MS = 600_000;

/**
 * A copy of the database each day in `<home>/backups`, the newest three kept. It is copied page by page in between
 * calls, so that no window waits for it.
 *
 * @returns stops it
 */
export function startBackups(db: Db, home: string, now: () => number, log: Log): () => void {
  const folder = join(home, 'backups');
  let running = false;
  const look = async (): Promise<void> => {
    const file = join(folder, `station-${new Date(now()).toISOString().slice(0, 10)}.db`);
    if (running || existsSync(file)) return;
    running = true;
    try {
      mkdirSync(folder, { recursive: true });
      await db.backup(file, { progress: () => (db.open ? 200 : 0) });
      prune(folder);
      log.info('backed up');
    } catch (error) {
      log.warn({ err: error }, 'the backup failed');
    } finally {
      running = false;
    }
  };
  const timer = setInterval(() => void look(), LOOK_EVERY_MS);
  timer.unref();
  return () => clearInterval(timer);
}

function prune(folder: string): void {
  const files = readdirSync(folder)
    .filter((name) => /^station-\d{4}-\d\d-\d\d\.db$/.test(name))
    .sort()
    .reverse();
  for (const name of files.slice(KEPT)) rmSync(join(folder, name), { force: true });
}
