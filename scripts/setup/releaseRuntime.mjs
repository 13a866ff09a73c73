// First source: the current Electron from the place its own npm package names (the release page, or the mirror that
// ELECTRON_MIRROR or npm's electron_mirror names), checked against the checksums inside that npm package.
import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { extractZip } from './archive.mjs';
import { download, isPinned, whyUnreachable } from './download.mjs';
import { npmRangeFetch, plainRangeFetch } from './npmClient.mjs';
import { downloadsFolder, root } from './paths.mjs';
import { progress, SetupError, say } from './report.mjs';
import { placeRuntime, readRuntime } from './runtimeFolder.mjs';

const releasePage = 'https://github.com/electron/electron/releases/download/';

/**
 * @typedef {object} Release
 * @property {string} version
 * @property {Record<string, string>} checksums SHA-256 in hexadecimal, by the artefact's file name
 */

/** @param {string} file */
const readElectronJson = (file) => JSON.parse(readFileSync(join(root, 'node_modules', 'electron', file), 'utf8'));

/** @returns {string} the version that package.json asks for, as installed */
const wantedVersion = () => readElectronJson('package.json').version;

/** @returns {Release} what the npm package says of its own release */
const wantedRelease = () => ({ version: wantedVersion(), checksums: readElectronJson('checksums.json') });

function artefactName(/** @type {string} */ version) {
  const arch = process.arch === 'arm' ? 'armv7l' : process.arch;
  return `electron-v${version}-${process.platform}-${arch}.zip`;
}

function artefactAddress(/** @type {string} */ version) {
  const { env } = process;
  const base =
    env.npm_config_electron_mirror || env.ELECTRON_MIRROR || env.npm_package_config_electron_mirror || releasePage;
  const folder = env.ELECTRON_CUSTOM_DIR || env.npm_config_electron_custom_dir || `v${version}`;
  return `${base.endsWith('/') ? base : `${base}/`}${folder.replace('{{ version }}', version)}/${artefactName(version)}`;
}

function executableName() {
  if (process.platform === 'darwin') return 'Electron.app/Contents/MacOS/Electron';
  return process.platform === 'win32' ? 'electron.exe' : 'electron';
}

const folderName = (/** @type {string} */ version) => `electron-${version}-${process.platform}-${process.arch}`;

/** The unpacked release, if this machine has it. */
export const cachedRelease = () => readRuntime(folderName(wantedVersion()));

/**
 * Brings the current Electron.
 * @param {Release} release
 * @returns {Promise<string | undefined>} why it could not, or undefined when it is there
 */
export async function bringRelease({ version, checksums } = wantedRelease()) {
  const artefact = artefactName(version);
  const checksum = checksums[artefact];
  if (!checksum) return `Electron ${version} is not made for ${process.platform} ${process.arch}`;
  const integrity = `sha256-${Buffer.from(checksum, 'hex').toString('base64')}`;
  const url = artefactAddress(version);
  const fetchFrom = (await npmRangeFetch()) ?? plainRangeFetch;
  const { host } = new URL(url);
  const archive = join(downloadsFolder(), artefact);
  mkdirSync(downloadsFolder(), { recursive: true });
  if (!(await isPinned(archive, integrity))) {
    const reason = await whyUnreachable(fetchFrom, url);
    if (reason) return `${host} cannot be reached (${reason})`;
    try {
      await download({
        url,
        file: archive,
        integrity,
        fetchFrom,
        onProgress: progress(`Electron ${version} from ${host}`),
      });
    } catch (error) {
      if (error instanceof SetupError) return error.message;
      return `${host} broke off (${/** @type {Error} */ (error).message}); the next set-up goes on from there`;
    }
  }
  const note = { version, source: /** @type {const} */ ('release'), executable: executableName() };
  await placeRuntime(folderName(version), note, async (folder) => {
    await extractZip(archive, (name) => join(folder, name), progress('Unpacking Electron'));
  });
  rmSync(archive, { force: true });
  say(`Electron ${version} taken from ${host}.`);
  return undefined;
}
