import type BetterSqlite3 from 'better-sqlite3';
import { createRequire } from 'node:module';
import path from 'node:path';

/** The least Node-API that the better-sqlite3 of `dependencies` is built for. */
const LEAST_NODE_API = 10;

/**
 * The SQLite driver that fits the runtime: the npm package where Node-API is new enough, else the one that lies beside
 * the runtime's resources (the closed-network Electron brings it). The only place of the gateway that names a driver.
 */
export function loadDriver(): typeof BetterSqlite3 {
  const require = createRequire(import.meta.url);
  if (Number(process.versions.napi) >= LEAST_NODE_API) return require('better-sqlite3');
  const resources: unknown = Reflect.get(process, 'resourcesPath');
  if (typeof resources !== 'string') {
    throw new Error(`SQLite needs Node 22 or later, this is ${process.version}; use: npm run gateway`);
  }
  return require(path.join(resources, 'sqlite-driver/node_modules/better-sqlite3'));
}
