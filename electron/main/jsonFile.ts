import { closeSync, existsSync, fsyncSync, openSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import type { z } from 'zod';

/** What became of reading a file: `damaged` names where the unreadable one was set aside, null when it could not be. */
export type Loaded<T> = { value: T; damaged: null } | { value: T; damaged: string };

/**
 * Reads a small JSON file by its schema. A file that is no JSON or does not fit is set aside with a time stamp, never
 * overwritten, and the default is taken.
 */
export function loadJson<T>(path: string, schema: z.ZodType<T>, fallback: T, now: number): Loaded<T> {
  if (!existsSync(path)) return { value: fallback, damaged: null };
  try {
    return { value: schema.parse(JSON.parse(readFileSync(path, 'utf8'))), damaged: null };
  } catch {
    return { value: fallback, damaged: setAside(path, now) };
  }
}

/** Renames a file that cannot be used. @returns its new name, or the old one when it could not be renamed */
export function setAside(path: string, now: number): string {
  const aside = `${path}.damaged-${new Date(now).toISOString().replaceAll(':', '-')}`;
  try {
    renameSync(path, aside);
    return aside;
  } catch {
    return path;
  }
}

/**
 * Writes by a temporary file and a rename, so that a crash leaves the old or the new file, never half of one.
 *
 * @param mode of a file that others may not read; it also reaches the disk before the rename
 */
export function saveJson(path: string, value: unknown, mode?: number): void {
  const temporary = `${path}.new`;
  const text = `${JSON.stringify(value, null, 2)}\n`;
  if (mode === undefined) writeFileSync(temporary, text);
  else writeDurably(temporary, text, mode);
  renameSync(temporary, path);
}

function writeDurably(path: string, text: string, mode: number): void {
  // An older temporary file would keep its own mode.
  rmSync(path, { force: true });
  const file = openSync(path, 'wx', mode);
  try {
    writeFileSync(file, text);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}
