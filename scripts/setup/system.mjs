// What the machine itself must have: a Node that can run this, room on the disk, and the libraries Chromium links to.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, statfsSync } from 'node:fs';
import { SetupError, say, sizeText } from './report.mjs';

/** Each row: the names one package goes by, the newest distribution's first (Ubuntu 24 and Debian 13 renamed some). */
const systemPackages = [
  ['libgtk-3-0t64', 'libgtk-3-0'],
  ['libnss3'],
  ['libasound2t64', 'libasound2'],
  ['libgbm1'],
  ['libxss1'],
  ['libatk-bridge2.0-0t64', 'libatk-bridge2.0-0'],
  ['libdrm2'],
  ['xvfb'],
  // For the tests alone: an X server with several displays that come and go.
  ['xserver-xorg-core'],
  ['xserver-xorg-video-dummy'],
  ['x11-xserver-utils'],
  // And keys that are pressed while another program is in front.
  ['xdotool'],
  ['fonts-noto-cjk'],
];

const oldestNode = 20;

/** @throws {SetupError} on a Node older than this script can run with */
export function checkNode(version = process.versions.node) {
  if (Number.parseInt(version, 10) < oldestNode) {
    throw new SetupError(
      `Node ${version} is too old: Node ${oldestNode} or newer starts the set-up (it then brings Node 24).`,
    );
  }
}

/**
 * @param {string} folder it is made when it is missing
 * @param {number} bytes needed
 * @param {string} what they are for
 * @throws {SetupError} when the disk has less
 */
export function checkDisk(folder, bytes, what) {
  try {
    mkdirSync(folder, { recursive: true });
  } catch (error) {
    throw new SetupError(
      `${folder} cannot be written (${/** @type {Error} */ (error).message}). STREET_CONSOLE_CACHE may name another folder.`,
    );
  }
  const { bavail, bsize } = statfsSync(folder);
  const free = bavail * bsize;
  if (free < bytes) {
    throw new SetupError(
      `${folder} has ${sizeText(free)} free; ${what} needs ${sizeText(bytes)}. Free some, or name another folder in STREET_CONSOLE_CACHE.`,
    );
  }
}

/** @param {string[]} names @returns {Set<string>} those that dpkg says are installed */
function installedAmong(names) {
  const query = spawnSync('dpkg-query', ['-W', '-f', '${Package} ${db:Status-Status}\n', ...names], {
    encoding: 'utf8',
  });
  const rows = (query.stdout ?? '').split('\n').map((row) => row.split(' '));
  return new Set(rows.flatMap(([name, status]) => (name && status === 'installed' ? [name] : [])));
}

/** The rows of system packages none of whose names is installed. */
function missingPackages() {
  const installed = installedAmong(systemPackages.flat());
  return systemPackages.filter((names) => !names.some((name) => installed.has(name)));
}

/** @param {string[][]} rows @returns {string[]} for each row the name this distribution has */
function namesHere(rows) {
  const known = spawnSync('apt-cache', ['pkgnames'], { encoding: 'utf8', maxBuffer: 1 << 26 });
  const all = new Set((known.stdout ?? '').split('\n'));
  return rows.map((names) => names.find((name) => all.has(name)) ?? names[names.length - 1] ?? '');
}

/**
 * Installs the system packages that are missing when this is root on Debian or its children, else prints the line to run.
 * Never ends the set-up: the machine may have the libraries from elsewhere.
 */
export function bringSystemPackages() {
  if (process.platform !== 'linux' || !existsSync('/usr/bin/dpkg-query')) return;
  const missing = missingPackages();
  if (missing.length === 0) return;
  if (process.getuid?.() !== 0) {
    say(
      `Some system packages are missing. Please run:\n  sudo apt-get install -y --no-install-recommends ${namesHere(missing).join(' ')}`,
    );
    return;
  }
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  const apt = (/** @type {string[]} */ args) =>
    spawnSync('apt-get', args, { env, stdio: ['ignore', 'ignore', 'inherit'] }).status === 0;
  say('Fetching the lists of system packages…');
  apt(['update', '-qq']);
  const names = namesHere(missing);
  say(`Installing system packages: ${names.join(' ')}…`);
  if (apt(['install', '-y', '-qq', '--no-install-recommends', ...names])) return;
  say(
    `They could not be installed. When Electron does not start, please run:\n  apt-get install -y --no-install-recommends ${names.join(' ')}`,
  );
}
