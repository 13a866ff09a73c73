import type { Db } from './driver.ts';
import { MIGRATIONS } from './migrations/index.ts';

export class NewerDatabase extends Error {}

/** Brings the database to the present version, each migration in its own transaction. Throws NewerDatabase untouched. */
export function migrate(db: Db, migrations: readonly string[] = MIGRATIONS): void {
  const version = databaseVersion(db);
  if (version > migrations.length) throw new NewerDatabase(`database version ${version}, known ${migrations.length}`);
  migrations.slice(version).forEach((sql, i) => {
    db.transaction(() => {
      db.exec(sql);
      db.pragma(`user_version = ${version + i + 1}`);
    }).immediate();
  });
}

export function databaseVersion(db: Db): number {
  return Number(db.pragma('user_version', { simple: true }));
}
