import { accessSync, constants, existsSync, mkdirSync, statSync } from 'node:fs';
import { dirname } from 'node:path';

/** Makes the gateway's data folder when it is not there. Throws in plain words when it is no folder or cannot be written. */
export function openDataFolder(folder: string): void {
  try {
    makeFolder(folder);
    accessSync(folder, constants.W_OK);
    if (!statSync(folder).isDirectory()) throw new Error('it is a file');
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new Error(`the data folder ${folder} cannot be written: ${why}`);
  }
}

/** Not by mkdir's own `recursive`, which never returns where a system refuses a folder as "not there" (/proc on Linux). */
export function makeFolder(path: string): void {
  if (existsSync(path)) return;
  makeFolder(dirname(path));
  mkdirSync(path);
}
