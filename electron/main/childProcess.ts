import { type UtilityProcess, utilityProcess } from 'electron';
import type { Log } from './log.ts';

const STABLE_AFTER_MS = 30_000;
const LONGEST_PAUSE_MS = 10_000;

interface Options {
  name: string;
  entry: string;
  args: string[];
  log: Log;
  /** called each time a process has been made, before anything else happens to it */
  started: (child: UtilityProcess) => void;
  message: (message: unknown) => void;
}

/**
 * One utility process that ought to live: restarted when it dies, with a pause that doubles up to 10 s and starts anew
 * after half a minute of good health.
 */
export class ChildProcess {
  readonly #options: Options;
  #child: UtilityProcess | null = null;
  #stopping = false;
  #pause = 200;
  #startedAt = 0;

  constructor(options: Options) {
    this.#options = options;
  }

  get pid(): number | undefined {
    return this.#child?.pid;
  }

  start(): void {
    const { name, entry, args, log } = this.#options;
    this.#startedAt = Date.now();
    const child = utilityProcess.fork(entry, args, { serviceName: name, stdio: ['ignore', 'pipe', 'pipe'] });
    this.#child = child;
    child.stderr?.on('data', (chunk: Buffer) =>
      log.warn({ child: name, said: chunk.toString().trimEnd().slice(0, 2000) }, 'a process wrote to its error output'),
    );
    // Its own log goes to its own file; a pipe that nobody reads would fill and stop it.
    child.stdout?.resume();
    child.on('message', this.#options.message);
    child.on('exit', (code) => this.#exited(child, code));
    this.#options.started(child);
  }

  #exited(child: UtilityProcess, code: number): void {
    if (this.#child !== child) return;
    this.#child = null;
    const { name, log } = this.#options;
    log[this.#stopping ? 'info' : 'error']({ child: name, code }, 'process ended');
    if (this.#stopping) return;
    if (Date.now() - this.#startedAt > STABLE_AFTER_MS) this.#pause = 200;
    setTimeout(() => {
      if (!this.#stopping) this.start();
    }, this.#pause);
    this.#pause = Math.min(LONGEST_PAUSE_MS, this.#pause * 2);
  }

  post(message: unknown, ports: Electron.MessagePortMain[] = []): void {
    this.#child?.postMessage(message, ports);
  }

  kill(): void {
    this.#child?.kill();
  }

  /** Asks it to end (by `ask`, else SIGTERM) and kills it when it has not after `patienceMs`. */
  async stop(patienceMs: number, ask?: () => void): Promise<void> {
    this.#stopping = true;
    const child = this.#child;
    if (!child) return;
    await new Promise<void>((resolve) => {
      const killer = setTimeout(() => {
        // Asked for now: a process that was just being made when it was to stop had no id yet.
        const { pid } = child;
        if (pid !== undefined) process.kill(pid, 'SIGKILL');
      }, patienceMs);
      child.once('exit', () => {
        clearTimeout(killer);
        resolve();
      });
      if (ask) ask();
      else child.kill();
    });
  }
}
