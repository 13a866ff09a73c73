import type { Db } from './driver.ts';

/** Runs writes whose commits need not reach the disk by themselves: the next one that must takes them along, in their order. */
export function unforced<T>(db: Db, write: () => T): T {
  db.pragma('synchronous = NORMAL');
  try {
    return write();
  } finally {
    db.pragma('synchronous = FULL');
  }
}
