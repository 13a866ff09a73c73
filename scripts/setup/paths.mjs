// Where the set-up keeps things. Everything big lives in a cache outside the checkout, so that a second clone, or a
// `git clean`, costs nothing.
import { homedir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The checkout's root folder (absolute). */
export const root = resolve(dirname(fileURLToPath(import.meta.url)), '..', '..');

/**
 * The cache folder: `STREET_CONSOLE_CACHE`, else `XDG_CACHE_HOME`/street-command-console, else ~/.cache/….
 * @param {NodeJS.ProcessEnv} env
 * @returns {string} an absolute path; it need not exist yet
 */
export function cacheFolder(env = process.env) {
  if (env.STREET_CONSOLE_CACHE) return resolve(env.STREET_CONSOLE_CACHE);
  return join(env.XDG_CACHE_HOME || join(homedir(), '.cache'), 'street-command-console');
}

/** The folder that holds one sub-folder per unpacked Electron. */
export const runtimesFolder = () => join(cacheFolder(), 'runtimes');

/** The folder that holds downloads, whole or half done. */
export const downloadsFolder = () => join(cacheFolder(), 'downloads');

/** The project's own Node 24, as the npm package `node` brings it. */
export const projectNode = () =>
  join(root, 'node_modules', 'node', 'bin', process.platform === 'win32' ? 'node.exe' : 'node');
