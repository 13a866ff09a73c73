import { z } from 'zod';
import type { LaunchArgs } from './args.ts';
import { ChildProcess } from './childProcess.ts';
import type { Log } from './log.ts';

const listeningSchema = z.object({ event: z.literal('listening'), port: z.number().int() });

interface Options {
  gatewayEntry: string;
  simulatorEntry: string;
  /** where the demo centre keeps its data */
  data: string;
  district: string;
  args: LaunchArgs;
  log: Log;
  /** the demo gateway listens, at first or again */
  listening: (url: string) => void;
}

/** The embedded demo centre: a real gateway and a real simulator as child processes on loopback. */
export class DemoCentre {
  readonly #gateway: ChildProcess;
  readonly #options: Options;
  #simulator: ChildProcess | null = null;
  #port = 0;

  constructor(options: Options) {
    this.#options = options;
    this.#gateway = this.#makeGateway();
  }

  start(): void {
    this.#gateway.start();
  }

  async stop(): Promise<void> {
    await this.#simulator?.stop(2000);
    await this.#gateway.stop(4000);
  }

  #makeGateway(): ChildProcess {
    const { gatewayEntry, data, district, log } = this.#options;
    return new ChildProcess({
      name: 'street-gateway',
      entry: gatewayEntry,
      args: ['--demo', '--port', '0', '--data', data, '--district', district],
      log,
      started: () => log.info('demo gateway starting'),
      message: (message) => {
        const heard = listeningSchema.safeParse(message);
        if (heard.success) this.#listening(heard.data.port);
      },
    });
  }

  #listening(port: number): void {
    const url = `http://127.0.0.1:${port}`;
    this.#options.listening(url);
    if (port === this.#port) return;
    this.#port = port;
    const old = this.#simulator;
    this.#simulator = this.#makeSimulator(url);
    void (old?.stop(2000) ?? Promise.resolve()).then(() => this.#simulator?.start());
  }

  #makeSimulator(url: string): ChildProcess {
    const { simulatorEntry, district, args, log } = this.#options;
    const { workers, rate, seed } = args;
    return new ChildProcess({
      name: 'street-simulator',
      entry: simulatorEntry,
      args: [
        ...['--gateway', url, '--district', district],
        ...['--workers', `${workers}`, '--seed', `${seed}`, '--rate', `${rate}`],
        // Who reports also talks: ten times as often an hour as they report a minute.
        ...['--radio', `${rate * 10}`],
      ],
      log,
      started: () => log.info({ workers }, 'simulated district starting'),
      message: () => undefined,
    });
  }
}
