import { resolve } from 'node:path';
import { createLogger } from '../../../gateway/logger.ts';
import { type GatewayOptions, startGateway } from '../../../gateway/server.ts';
import { freshFolder, removeFolder } from '../../support/centre.ts';
import type { Client } from './clients.ts';

type More = Pick<GatewayOptions, 'now' | 'floorRules' | 'iceServers' | 'alarmsMs'>;

function inThisProcess(dataFolder: string, more: More) {
  return startGateway({
    host: '127.0.0.1',
    port: 0,
    dataFolder,
    districtFolder: resolve(import.meta.dirname, '../../../resources/district'),
    demo: true,
    log: createLogger('silent'),
    ...more,
  });
}

/** A real demo centre in this process that is set up otherwise: the times of a talk, say. */
export async function startCentreWith(more: More) {
  const data = freshFolder('centre');
  const running = await inThisProcess(data, more);
  return {
    url: `http://127.0.0.1:${running.port}`,
    async close() {
      await running.close();
      removeFolder(data);
    },
  };
}

/** A real demo centre in this process, whose clock the test sets: `at` is its time, ms since the epoch. */
export async function startClockedCentre(at: number, more: More = {}) {
  const data = freshFolder('centre');
  const clock = { at, set: (to: number) => void (clock.at = to) };
  const open = () => inThisProcess(data, { now: () => clock.at, ...more });
  let running = await open();
  return {
    clock,
    url: () => `http://127.0.0.1:${running.port}`,
    async restart() {
      await running.close();
      running = await open();
    },
    async close() {
      await running.close();
      removeFolder(data);
    },
  };
}

export interface CommandRow {
  id: string;
  version: number;
  state: string;
  workerIds: string[];
  [field: string]: unknown;
}

/** A command as the centre's log has it. */
export async function commandRow(desk: Client, id: string): Promise<CommandRow | undefined> {
  const { rows } = await desk.ask('snapshot', { entity: 'command', limit: 2000 });
  return (rows as { value: CommandRow }[]).map(({ value }) => value).find((row) => row.id === id);
}

/** Receipts of a command, as `worker:state`, sorted. */
export async function receiptsOf(desk: Client, commandId: string): Promise<string[]> {
  const { rows } = await desk.ask('snapshot', { entity: 'receipt', after: commandId, limit: 2000 });
  return (rows as { id: string }[])
    .filter(({ id }) => id.startsWith(commandId))
    .map(({ id }) => id.slice(commandId.length + 1))
    .sort();
}
