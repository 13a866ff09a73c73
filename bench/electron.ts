import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { electronPath } from '../scripts/runtime.mjs';

export const root = resolve(import.meta.dirname, '..');

/** Starts Electron on an app folder as a person would: no driver, no debugger. */
export function spawnElectron(appFolder: string, args: readonly string[], env: Record<string, string>): ChildProcess {
  const sandbox = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
  return spawn(electronPath().executable, [...sandbox, appFolder, ...args], {
    env: { ...process.env, ...env },
    stdio: 'ignore',
  });
}

/** Waits until a file holds a text that fits; polls every 2 ms, which is the measurement's own error. */
export async function fileSays(path: string, fits: (text: string) => boolean, timeoutMs: number): Promise<void> {
  const end = performance.now() + timeoutMs;
  while (performance.now() < end) {
    if (existsSync(path) && fits(readFileSync(path, 'utf8'))) return;
    await pause(2);
  }
  throw new Error(`${path} did not say it within ${timeoutMs} ms`);
}

export async function endProcess(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = once(child, 'exit');
  child.kill('SIGTERM');
  await gone;
}
