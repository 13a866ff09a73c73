// The npm packages: installed by npm itself, and only when what is there differs from the lock file.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { runNpm } from './npmClient.mjs';
import { projectNode, root } from './paths.mjs';
import { SetupError, say } from './report.mjs';

const stampFile = join(root, 'node_modules', '.street-setup.json');

function lockHash() {
  return createHash('sha256')
    .update(readFileSync(join(root, 'package-lock.json')))
    .digest('hex');
}

/** @param {string} file @returns {any} its JSON, undefined when it is missing or damaged */
function readJson(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return undefined;
  }
}

/** @typedef {{ packages?: Record<string, { version?: string, integrity?: string, optional?: boolean, link?: boolean }> }} LockFile */

/**
 * Whether what npm says it installed is what the lock file asks for. Optional packages of other platforms may be absent.
 * @param {LockFile | undefined} wanted package-lock.json
 * @param {LockFile | undefined} installed node_modules/.package-lock.json
 */
export function isInstalled(wanted, installed) {
  const there = installed?.packages;
  if (!wanted?.packages || !there) return false;
  return Object.entries(wanted.packages).every(([path, entry]) => {
    if (path === '' || entry.link) return true;
    const match = there[path];
    if (!match) return entry.optional === true;
    return match.version === entry.version && match.integrity === entry.integrity;
  });
}

/** Whether the project's own Node is there and runs. */
function nodeRuns() {
  const run = spawnSync(projectNode(), ['--version'], { encoding: 'utf8' });
  return run.status === 0 && Number.parseInt(run.stdout.slice(1), 10) >= 24;
}

/** Whether the packages are as the lock file says; quick when nothing changed since the last set-up. */
export function packagesAreThere() {
  if (!existsSync(projectNode())) return false;
  const hash = lockHash();
  if (readJson(stampFile)?.lock === hash) return true;
  const lock = readJson(join(root, 'package-lock.json'));
  if (!isInstalled(lock, readJson(join(root, 'node_modules', '.package-lock.json'))) || !nodeRuns()) return false;
  writeFileSync(stampFile, JSON.stringify({ lock: hash }));
  return true;
}

/**
 * Runs `npm ci`.
 * @throws {SetupError} with what to do when npm cannot
 */
export async function bringPackages() {
  say('Installing the npm packages (about 800 MB, a minute or two)…');
  // No install script but that of `node`: the native packages bring their machine code ready-made, and npm would otherwise
  // compile some of them anew, for which it fetches headers from a host that a closed network does not reach.
  const quiet = ['--no-audit', '--no-fund', '--no-update-notifier', '--loglevel=error'];
  const { code } = await runNpm(['ci', '--ignore-scripts', ...quiet]);
  if (code === 0) await runNpm(['rebuild', 'node', '--ignore-scripts=false', ...quiet]);
  if (code !== 0) {
    throw new SetupError(
      'npm ci failed (its own words are above). Is the package registry reachable? `npm config get registry` says which one is asked; ' +
        '`npm config set registry URL` names another. Run the set-up again afterwards.',
    );
  }
  if (!nodeRuns()) {
    throw new SetupError(
      'The npm package `node` did not bring Node 24. Its install script must be allowed (npm config get ignore-scripts).',
    );
  }
  writeFileSync(stampFile, JSON.stringify({ lock: lockHash() }));
}
