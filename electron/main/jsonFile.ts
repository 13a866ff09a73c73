import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
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
    const aside = `${path}.damaged-${new Date(now).toISOString().replaceAll(':', '-')}`;
    try {
      renameSync(path, aside);
    } catch {
      return { value: fallback, damaged: path };
    }
    return { value: fallback, damaged: aside };
  }
}

/** Writes by a temporary file and a rename, so that a crash leaves the old or the new file, never half of one. */
export function saveJson(path: string, value: unknown): void {
  const temporary = `${path}.new`;
  writeFileSync(temporary, `${JSON.stringify(value, null, 2)}\n`);
  renameSync(temporary, path);
}
