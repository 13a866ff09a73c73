// Which Electron this checkout runs on. Everything that starts Electron asks here.
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { cachedRegistryRuntime } from './setup/registryRuntime.mjs';
import { cachedRelease } from './setup/releaseRuntime.mjs';
import { SetupError } from './setup/report.mjs';

/**
 * @typedef {object} ElectronRuntime
 * @property {string} executable absolute path
 * @property {string} version Electron's version, `unknown` when an own one does not tell
 * @property {import('./setup/runtimeFolder.mjs').RuntimeSource} source
 * @property {string} folder what electron-builder calls `electronDist`
 */

/** @param {string} executable @returns {ElectronRuntime} */
function ownRuntime(executable) {
  if (!existsSync(executable))
    throw new SetupError(`STREET_CONSOLE_ELECTRON names ${executable}, which does not exist.`);
  const folder = dirname(executable);
  const versionFile = join(folder, 'version');
  const version = existsSync(versionFile) ? readFileSync(versionFile, 'utf8').trim().replace(/^v/, '') : 'unknown';
  return { executable, version, source: 'own', folder };
}

/**
 * The Electron that is there, or undefined. The order: STREET_CONSOLE_ELECTRON, the release, the registry's.
 * @returns {ElectronRuntime | undefined}
 */
export function findElectron() {
  if (process.env.STREET_CONSOLE_ELECTRON) return ownRuntime(process.env.STREET_CONSOLE_ELECTRON);
  const found = cachedRelease() ?? cachedRegistryRuntime();
  if (!found) return undefined;
  const { folder, version, source } = found;
  return { executable: join(folder, found.executable), version, source, folder };
}

/**
 * The Electron to start.
 * @returns {ElectronRuntime}
 * @throws {SetupError} when none is there
 */
export function electronPath() {
  const found = findElectron();
  if (!found) throw new SetupError('There is no Electron yet: run `npm run setup`.');
  return found;
}
