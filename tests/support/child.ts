import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { setTimeout as pause } from 'node:timers/promises';

/** what hangs, hangs for ever; a machine with more to do than it can takes its time */
const STOP_MS = 60_000;

/** A process of ours that says on stdout, by one line of JSON, that it is ready. */
export interface Child {
  process: ChildProcess;
  ready: Record<string, unknown>;
  /** the last lines it wrote, for a failing test's report */
  output: () => string;
  /** ends it with a signal and waits until it is gone; kills it and throws when it does not go */
  end: (signal?: NodeJS.Signals) => Promise<void>;
}

/**
 * Starts a source file with this same Node and waits for the line whose `event` is the one named.
 * Rejects with the process's own words when it ends before.
 */
export async function startChild(file: string, args: readonly string[], event: string): Promise<Child> {
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', file, ...args], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const lines: string[] = [];
  const keep = (line: string) => {
    lines.push(line);
    if (lines.length > 200) lines.shift();
  };
  createInterface({ input: child.stderr }).on('line', keep);
  const ready = await new Promise<Record<string, unknown>>((resolve, reject) => {
    createInterface({ input: child.stdout }).on('line', (line) => {
      keep(line);
      const said = asEvent(line);
      if (said?.event === event) resolve(said);
    });
    child.once('error', reject);
    child.once('exit', (code) => reject(new Error(`${file} ended with ${code}:\n${lines.join('\n')}`)));
  });
  return {
    process: child,
    ready,
    output: () => lines.join('\n'),
    end: async (signal = 'SIGTERM') => {
      if (child.exitCode !== null || child.signalCode !== null) return;
      const gone = once(child, 'exit');
      child.kill(signal);
      if (await Promise.race([gone, pause(STOP_MS, null, { ref: false })])) return;
      child.kill('SIGKILL');
      throw new Error(`${file} did not stop within ${STOP_MS / 1000} s of ${signal}:\n${lines.join('\n')}`);
    },
  };
}

function asEvent(line: string): Record<string, unknown> | null {
  if (!line.startsWith('{')) return null;
  try {
    return JSON.parse(line) as Record<string, unknown>;
  } catch {
    return null;
  }
}
