// Called by electron-builder when the folder is filled, before it is made an installer.
import { rmSync } from 'node:fs';
import { join } from 'node:path';

/**
 * Takes the start-up app of the registry-shipped runtime out again: an installed console loads nothing but its own archive.
 * @param {{ appOutDir: string, electronPlatformName: string }} context
 */
export default async function afterPack({ appOutDir, electronPlatformName }) {
  if (electronPlatformName !== 'linux') return;
  rmSync(join(appOutDir, 'resources', 'app'), { recursive: true, force: true });
  rmSync(join(appOutDir, 'runtime.json'), { force: true });
}
