import { appendFileSync, renameSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { app } from 'electron';
import { makeFolder } from './dataFolder.ts';
import type { Log } from './log.ts';

const MOST_BYTES = 200_000;

/**
 * Keeps a line for each process that died, in `<home>/logs/crashes.log`: which, when, how. No dump is ever written: it would hold pieces of
 * what the process worked with, contacts in clear among them. Dumps that an earlier version kept are removed.
 */
export function recordCrashes(home: string, log: Log): void {
  const record = (process: string, reason: string, exitCode: number): void => {
    if (reason === 'clean-exit') return;
    const upMs = Math.round(globalThis.process.uptime() * 1000);
    const line = {
      time: new Date().toISOString(),
      room: 'main',
      process,
      reason,
      exitCode,
      upMs,
      version: app.getVersion(),
    };
    try {
      append(home, `${JSON.stringify(line)}\n`);
    } catch (error) {
      log.warn({ error: String(error) }, 'the end of a process could not be recorded');
    }
  };
  app.on('render-process-gone', (_event, _contents, { reason, exitCode }) => record('page', reason, exitCode));
  app.on('child-process-gone', (_event, { type, name, reason, exitCode }) => record(name ?? type, reason, exitCode));
  try {
    rmSync(join(home, 'crashes'), { recursive: true, force: true });
  } catch (error) {
    log.warn({ error: String(error) }, 'old crash dumps could not be removed');
  }
}

function append(home: string, line: string): void {
  const file = join(home, 'logs', 'crashes.log');
  makeFolder(join(home, 'logs'));
  if ((statSync(file, { throwIfNoEntry: false })?.size ?? 0) > MOST_BYTES) renameSync(file, `${file}.1`);
  appendFileSync(file, line);
}
