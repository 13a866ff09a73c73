import { mkdirSync, statSync } from 'node:fs';
import { dirname } from 'node:path';

/**
 * Makes a folder and those above it. Not by mkdir's own `recursive`, which never returns where a system refuses a
 * folder as "not there" (/proc on Linux). Throws what the system says.
 */
export function makeFolder(path: string): void {
  const there = statSync(path, { throwIfNoEntry: false });
  if (there?.isDirectory()) return;
  if (there) throw new Error(`${path} is no folder`);
  makeFolder(dirname(path));
  mkdirSync(path);
}
