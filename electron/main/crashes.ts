import { chmodSync, mkdirSync, readdirSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { app, crashReporter } from 'electron';
import type { Log } from './log.ts';

const KEPT = 3;
const KEPT_MS = 14 * 86_400_000;

/**
 * Crashed processes leave a dump in `<home>/crashes`, for the makers to read on this machine only: nothing is ever sent. A dump
 * holds the stacks of a process, which may hold pieces of what it worked with; so the newest few are kept, for two weeks, readable by
 * this account only, and no bundle takes them along. Must run before the app is ready.
 */
export function keepCrashDumps(home: string, now: number, log: Log): void {
  const folder = join(home, 'crashes');
  try {
    mkdirSync(folder, { recursive: true });
    chmodSync(folder, 0o700);
    app.setPath('crashDumps', folder);
    crashReporter.start({ uploadToServer: false, compress: false });
    prune(folder, now);
  } catch (error) {
    log.warn({ error: String(error) }, 'crash dumps cannot be kept');
  }
}

function prune(folder: string, now: number): void {
  const dumps = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.dmp'))
    .map((entry) => join(entry.parentPath, entry.name))
    .map((path) => ({ path, at: statSync(path).mtimeMs }))
    .toSorted((a, b) => b.at - a.at);
  for (const [i, { path, at }] of dumps.entries()) {
    if (i < KEPT && now - at < KEPT_MS) continue;
    rmSync(path, { force: true });
    rmSync(path.replace(/\.dmp$/, '.meta'), { force: true });
  }
}
