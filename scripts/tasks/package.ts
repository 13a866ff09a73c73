// Makes installers with electron-builder, around the Electron that the set-up brought.
import { join } from 'node:path';
import { electronPath } from '../runtime.mjs';
import { root } from '../setup/paths.mjs';
import { buildIfStale } from './build.ts';
import { runNode } from './children.ts';

/** Builds the app and packages it: the unpacked folder by default, or what `args` say (`--linux deb`). */
export async function makePackage(args: string[]): Promise<number> {
  const built = await buildIfStale();
  if (built !== 0) return built;
  const { folder, version } = electronPath();
  const builder = join(root, 'node_modules', 'electron-builder', 'cli.js');
  const around = [`-c.electronDist=${folder}`, `-c.electronVersion=${version}`];
  return (await runNode(builder, [...(args.length > 0 ? args : ['--dir']), ...around])).code;
}
