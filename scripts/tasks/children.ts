// The programs a task starts. Each is known by its process id and is ended when the task ends, however it ends.
import { type ChildProcess, spawn } from 'node:child_process';
import { constants } from 'node:os';
import { root } from '../setup/paths.mjs';

/** A child that does not leave within this time after being asked is ended by force. */
const patienceMs = 8_000;

const running = new Set<ChildProcess>();

export type RunOptions = {
  env?: Record<string, string | undefined>;
  cwd?: string;
  /** Collects stdout and stderr, in the order they come, instead of showing them. */
  capture?: boolean;
};

export type RunResult = { code: number; output: string };

function exitCode(code: number | null, signal: NodeJS.Signals | null): number {
  return code ?? 128 + (signal ? constants.signals[signal] : 0);
}

/** Remembers a child until it is gone. */
export function keep<Child extends ChildProcess>(child: Child): Child {
  running.add(child);
  child.once('exit', () => running.delete(child));
  return child;
}

/** Runs a program to its end. A program that cannot be started counts as one that failed with 127. */
export function run(command: string, args: string[], options: RunOptions = {}): Promise<RunResult> {
  const { env, cwd = root, capture = false } = options;
  return new Promise((done) => {
    const child = keep(
      spawn(command, args, {
        cwd,
        env: { ...process.env, ...env },
        stdio: capture ? ['ignore', 'pipe', 'pipe'] : 'inherit',
      }),
    );
    let output = '';
    for (const stream of [child.stdout, child.stderr]) {
      stream?.setEncoding('utf8').on('data', (part: string) => {
        output += part;
      });
    }
    child.once('error', (error) => {
      running.delete(child);
      done({ code: 127, output: `${output}${error.message}\n` });
    });
    child.once('close', (code, signal) => done({ code: exitCode(code, signal), output }));
  });
}

/** Runs a script or a package's own script with the Node that runs this. */
export function runNode(script: string, args: string[] = [], options: RunOptions = {}): Promise<RunResult> {
  return run(process.execPath, [script, ...args], options);
}

/** Asks one child to leave, waits, and ends it by force when it does not. */
export async function end(child: ChildProcess, signal: NodeJS.Signals = 'SIGTERM'): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = new Promise<void>((done) => child.once('exit', () => done()));
  child.kill(signal);
  const force = setTimeout(() => child.kill('SIGKILL'), patienceMs);
  await gone;
  clearTimeout(force);
}

/** Last started first, one after the other: the display must outlive the windows on it. */
async function endAll(signal: NodeJS.Signals): Promise<void> {
  for (const child of [...running].reverse()) await end(child, signal);
}

let ending = false;

/** On a signal: ends what is running and leaves with the code that tells the signal. */
export function endChildrenOnSignals(): void {
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.on(signal, () => {
      if (ending) return;
      ending = true;
      void endAll(signal).then(() => process.exit(exitCode(null, signal)));
    });
  }
  process.on('exit', () => {
    for (const child of running) child.kill('SIGKILL');
  });
}
