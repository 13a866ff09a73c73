import type { Db } from './driver.ts';

/**
 * Runs deletions whose bytes must be gone: pages that become free are overwritten with zeros, too. Elsewhere only what is
 * freed inside a page in use is (`FAST`), since emptying a cache of gigabytes would have to write them once more.
 */
export function securely<T>(db: Db, run: () => T): T {
  db.pragma('secure_delete = ON');
  try {
    return run();
  } finally {
    db.pragma('secure_delete = FAST');
  }
}
