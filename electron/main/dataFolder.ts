import { accessSync, constants, mkdirSync } from 'node:fs';
import { join } from 'node:path';

export interface DataFolder {
  path: string;
  /** false: the folder exists or could be made, but nothing can be written into it */
  writable: boolean;
}

/** The app's data folder: `STREET_CONSOLE_HOME`, else the platform's place. Made when missing. */
export function openDataFolder(appData: string): DataFolder {
  const path = process.env.STREET_CONSOLE_HOME || join(appData, 'street-command-console');
  try {
    mkdirSync(path, { recursive: true });
    accessSync(path, constants.W_OK);
    return { path, writable: true };
  } catch {
    return { path, writable: false };
  }
}
