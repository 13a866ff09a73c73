import { accessSync, constants, existsSync, mkdirSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';

export interface DataFolder {
  path: string;
  /** false: the folder exists or could be made, but nothing can be written into it */
  writable: boolean;
}

/** The app's data folder: `STREET_CONSOLE_HOME`, else the platform's place. Made when missing. */
export function openDataFolder(appData: string): DataFolder {
  const path = process.env.STREET_CONSOLE_HOME || join(appData, 'street-command-console');
  try {
    makeFolder(path);
    accessSync(path, constants.W_OK);
    return { path, writable: statSync(path).isDirectory() };
  } catch {
    return { path, writable: false };
  }
}

/**
 * Makes a folder and those above it. Not by mkdir's own `recursive`, which never returns where a system refuses a folder as
 * "not there" (/proc on Linux). Throws what the system says. The station and the gateway have their own: no room that both
 * may import knows of files.
 */
export function makeFolder(path: string): void {
  if (existsSync(path)) return;
  makeFolder(dirname(path));
  mkdirSync(path);
}
