import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { Command } from '#shared/protocol/commands.ts';
import type { Gateway } from '../context.ts';
import { createLogger } from '../logger.ts';
import { putRow } from '../storage/putRow.ts';
import { openSqliteStorage } from '../storage/sqlite/sqliteStorage.ts';
import { type Storage, StorageUnavailable } from '../storage/storage.ts';
import { DeliveredReceipts } from './deliveredReceipts.ts';
import { LiveCommands } from './liveCommands.ts';
import { deliveriesOf } from './sending.ts';

const WORKERS = Array.from({ length: 30 }, (_, i) => `w${i}`);
const NOW = Date.UTC(2026, 5, 1, 4);
const ROW: Command = {
  id: '0198c0de-0000-7000-8000-000000000001',
  version: 1,
  kind: 'notice',
  priority: 'urgent',
  title: '通知',
  text: '',
  issuedAt: NOW,
  requires: 'delivered',
  issuedBy: { id: 'lead', name: '值班长', kind: 'operator' },
  workerIds: WORKERS,
  state: 'open',
  cancelReason: null,
};

let folder: string;
let storage: Storage;
/** how often the disk refuses from now on */
let refusals = 0;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'street-receipts-'));
  storage = openSqliteStorage(folder);
  refusals = 0;
});
afterEach(async () => {
  await storage.close();
  rmSync(folder, { recursive: true, force: true });
});

/** Receipts over a real store, on a disk that may be full. */
async function gathering() {
  await storage.commit({ puts: [putRow('command', ROW, 0)], addDeliveries: deliveriesOf(ROW) });
  const full: Storage = {
    ...storage,
    commit: async (unit) => {
      if (refusals-- > 0) throw new StorageUnavailable('database or disk is full');
      return storage.commit(unit);
    },
  };
  const now = () => NOW;
  const commands = await LiveCommands.start({ storage, now, isOnline: () => true });
  const live = commands.get(ROW.id);
  if (!live) throw new Error('the command is not under way');
  return {
    live,
    receipts: new DeliveredReceipts({ storage: full, now, commands, log: createLogger('silent') } as Gateway),
  };
}
const receipted = async () => (await storage.children('receipt', ROW.id)).map(({ workerId }) => workerId).toSorted();

it('[GW89] keeps acknowledgements that a full disk could not take, and writes each once when there is room', async () => {
  const { live, receipts } = await gathering();
  refusals = 2;
  for (const workerId of WORKERS) receipts.delivered(live, workerId);
  await receipts.settled();
  expect(await receipted()).toEqual([]);
  await receipts.settled();
  expect(await storage.deliveries()).toHaveLength(WORKERS.length);
  await receipts.settled();
  expect(await receipted()).toEqual(WORKERS.toSorted());
  expect(await storage.deliveries()).toEqual([]);
});

it('[GW89] leaves a receipt that is there as it is, and takes the others of the same moment', async () => {
  const { live, receipts } = await gathering();
  receipts.delivered(live, 'w3');
  await receipts.settled();
  const before = await storage.get('receipt', `${ROW.id}:w3:delivered`);
  for (const workerId of WORKERS) receipts.delivered(live, workerId);
  await receipts.settled();
  expect(await receipted()).toEqual(WORKERS.toSorted());
  expect(await storage.get('receipt', `${ROW.id}:w3:delivered`)).toEqual(before);
  expect(storage.lastSeq()).toBe(1 + WORKERS.length);
});
