import type { Db, Driver } from '../db/driver.ts';
import { headerVersion } from '../db/header.ts';
import { MIGRATIONS } from '../db/migrations/index.ts';
import type { Soundness } from './jobs.ts';

/**
 * Reads a copy of a database from end to end: every page, every index against its table, every row of the outbox. Takes
 * seconds for a gigabyte.
 */
export function soundnessOf(file: string, driver: Driver): Soundness {
  const version = headerVersion(file);
  if (version === null || version === 0) return 'damaged';
  if (version > MIGRATIONS.length) return 'newer';
  let db: Db | null = null;
  try {
    db = new driver(file, { readonly: true, fileMustExist: true });
    const answer = db.pragma('integrity_check(1)', { simple: true });
    // What only this desk knows is read row by row as well.
    for (const row of db.prepare('SELECT * FROM outbox ORDER BY n').iterate()) if (!row) return 'damaged';
    return answer === 'ok' ? 'ok' : 'damaged';
  } catch {
    return 'damaged';
  } finally {
    db?.close();
  }
}
