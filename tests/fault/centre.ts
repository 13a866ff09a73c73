import { setTimeout as pause } from 'node:timers/promises';
import { type Gateway, startDistrict, startGateway } from '../support/centre.ts';
import type { Child } from '../support/child.ts';
import type { Tallies } from './tallies.ts';

const WORKERS = 12;

/** The gateway, which comes and goes on one port and one data folder, and the people in the street. */
export class Centre {
  readonly data: string;
  readonly port: number;
  readonly #tallies: Tallies;
  #gateway: Gateway;
  #district: Child | null = null;

  private constructor(gateway: Gateway, tallies: Tallies) {
    this.#gateway = gateway;
    this.#tallies = tallies;
    this.data = gateway.data;
    this.port = gateway.port;
  }

  static async start(data: string, tallies: Tallies): Promise<Centre> {
    return new Centre(await startGateway({ data }), tallies);
  }

  /** A few terminals that answer commands and report, so that the log moves while nobody acts. */
  async openStreets(seed: number): Promise<void> {
    const { url } = this.#gateway;
    this.#district = await startDistrict(url, {
      ...{ workers: WORKERS, seed, rate: 8, reliable: true, thinkMs: 400, speed: 40, positionInterval: 4 },
    });
  }

  /** Ids of the workers whose terminals are there. */
  get workers(): string[] {
    return Array.from({ length: WORKERS }, (_, i) => `w${String(i + 1).padStart(5, '0')}`);
  }

  async goAway(how: 'kill' | 'stop', ms: number): Promise<void> {
    await this.#gateway.end(how === 'kill' ? 'SIGKILL' : 'SIGTERM');
    this.#tallies.count(how === 'kill' ? 'kill gateway' : 'gateway stops');
    await pause(ms);
    this.#gateway = await startGateway({ data: this.data, port: this.port });
  }

  async closeStreets(): Promise<void> {
    await this.#district?.end();
    this.#district = null;
  }

  /** What the gateway's process said last. */
  output(): string {
    return this.#gateway.output();
  }

  async end(): Promise<void> {
    await this.closeStreets();
    await this.#gateway.end();
  }
}
