// What an unpacked Electron looks like in the cache, and how one is put there in one step.
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { runtimesFolder } from './paths.mjs';

/**
 * @typedef {'release' | 'registry' | 'own'} RuntimeSource release: Electron's own release page; registry: the package
 *   registry's second source; own: named by STREET_CONSOLE_ELECTRON
 */

/**
 * @typedef {object} RuntimeNote the file `runtime.json` inside the folder
 * @property {string} version Electron's version
 * @property {RuntimeSource} source
 * @property {string} executable path inside the folder
 */

/**
 * @param {string} name the folder's name in the cache
 * @returns {(RuntimeNote & { folder: string }) | undefined}
 */
export function readRuntime(name) {
  const folder = join(runtimesFolder(), name);
  try {
    const note = JSON.parse(readFileSync(join(folder, 'runtime.json'), 'utf8'));
    return existsSync(join(folder, note.executable)) ? { ...note, folder } : undefined;
  } catch {
    return undefined;
  }
}

/**
 * Builds a runtime beside its place and moves it there in one rename, so that nobody ever meets half of one.
 * @param {string} name
 * @param {RuntimeNote} note
 * @param {(folder: string) => Promise<void>} build
 */
export async function placeRuntime(name, note, build) {
  const target = join(runtimesFolder(), name);
  const draft = `${target}.draft-${process.pid}`;
  rmSync(draft, { recursive: true, force: true });
  mkdirSync(draft, { recursive: true });
  try {
    await build(draft);
    writeFileSync(join(draft, 'runtime.json'), `${JSON.stringify(note, undefined, 2)}\n`);
    rmSync(target, { recursive: true, force: true });
    renameSync(draft, target);
  } finally {
    rmSync(draft, { recursive: true, force: true });
  }
}
