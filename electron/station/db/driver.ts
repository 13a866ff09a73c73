import { createRequire } from 'node:module';
import { join } from 'node:path';
import type BetterSqlite from 'better-sqlite3';

export type Driver = typeof BetterSqlite;
export type Db = BetterSqlite.Database;
export type Statement = BetterSqlite.Statement<unknown[]>;

const NPM_DRIVER_NEEDS_NAPI = 10;

/**
 * SQLite for the runtime the station runs in: the npm package where Node-API 10 is spoken, else the driver that the
 * runtime brings in its own resources folder.
 */
export function loadDriver(resourcesPath: string): Driver {
  const require = createRequire(import.meta.url);
  const module =
    Number(process.versions.napi) >= NPM_DRIVER_NEEDS_NAPI
      ? 'better-sqlite3'
      : join(resourcesPath, 'sqlite-driver', 'node_modules', 'better-sqlite3');
  return require(module) as Driver;
}
