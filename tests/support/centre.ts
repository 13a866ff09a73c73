import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { type Child, startChild } from './child.ts';

const root = resolve(import.meta.dirname, '../..');

/** An empty folder under the system's temporary one. */
export function freshFolder(name: string): string {
  return mkdtempSync(join(tmpdir(), `street-${name}-`));
}

export interface Gateway extends Child {
  url: string;
  port: number;
  data: string;
}

export interface GatewayStart {
  data?: string;
  port?: number;
  /** a folder of district files in place of the whole demo district */
  district?: string;
  /** a file of STUN and TURN servers */
  iceServers?: string;
}

/** A real demo gateway on loopback. The same `data` and `port` again is the same centre restarted. */
export async function startGateway(options: GatewayStart = {}): Promise<Gateway> {
  const data = options.data ?? freshFolder('centre');
  const args = ['--demo', '--port', `${options.port ?? 0}`, '--data', data];
  if (options.district !== undefined) args.push('--district', options.district);
  if (options.iceServers !== undefined) args.push('--ice-servers', options.iceServers);
  const child = await startChild(join(root, 'gateway/main.ts'), args, 'listening');
  const port = Number(child.ready.port);
  return { ...child, url: `http://127.0.0.1:${port}`, port, data };
}

export interface District {
  workers: number;
  /** skips the first workers of the roster: another district's people */
  first?: number;
  seed?: number;
  /** reports a minute */
  rate: number;
  /** people who accept and act at once */
  reliable?: boolean;
  thinkMs?: number;
  positionInterval?: number;
  /** talks an hour */
  radio?: number;
  /** people walk, think and report this many times faster */
  speed?: number;
}

/** A simulated district that speaks to a gateway as real terminals would. */
export async function startDistrict(gateway: string, district: District): Promise<Child> {
  const args = [
    ...['--gateway', gateway, '--workers', `${district.workers}`, '--rate', `${district.rate}`],
    ...['--seed', `${district.seed ?? 1}`],
    ...(district.first === undefined ? [] : ['--first', `${district.first}`]),
    ...(district.reliable ? ['--reliable'] : []),
    ...(district.thinkMs === undefined ? [] : ['--think-ms', `${district.thinkMs}`]),
    ...(district.radio === undefined ? [] : ['--radio', `${district.radio}`]),
    ...(district.speed === undefined ? [] : ['--speed', `${district.speed}`]),
    ...(district.positionInterval === undefined ? [] : ['--position-interval', `${district.positionInterval}`]),
  ];
  return startChild(join(root, 'gateway/simulator/main.ts'), args, 'running');
}

/** Removes a test's folder; a folder that a dying process still writes to is tried again. */
export function removeFolder(path: string): void {
  rmSync(path, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
}
