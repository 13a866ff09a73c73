import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { Command } from '#shared/protocol/commands.ts';
import type { Gateway } from '../context.ts';
import { createLogger } from '../logger.ts';
import type { Storage } from '../storage/storage.ts';
import { putRow } from '../storage/putRow.ts';
import { openSqliteStorage } from '../storage/sqlite/sqliteStorage.ts';
import { DeliveredReceipts } from './deliveredReceipts.ts';
import { Deliverer, type Tell } from './delivery.ts';
import { LiveCommands } from './liveCommands.ts';
import { deliveriesOf } from './sending.ts';

const WORKERS = ['w1', 'w2', 'w3'];
const NOW = Date.UTC(2026, 5, 1, 4);
const settle = () => new Promise((resolve) => setTimeout(resolve, 2));

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'street-delivery-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** A centre of commands only, over a real store, and terminals whose acknowledgements the test gives. */
class World {
  readonly storage: Storage;
  readonly told: { workerId: string; event: string; id: string }[] = [];
  readonly connected = new Set<string>();
  readonly acks: (() => void)[] = [];
  readonly issued: string[] = [];
  readonly cancelled = new Set<string>();
  /** told after its cancel was acknowledged */
  readonly toldTooLate: string[] = [];
  commands: LiveCommands | null = null;
  deliverer: Deliverer | null = null;
  receipts: DeliveredReceipts | null = null;

  constructor(path: string) {
    this.storage = openSqliteStorage(path);
  }

  async start(): Promise<void> {
    const now = () => NOW + this.issued.length;
    const commands = await LiveCommands.start({
      storage: this.storage,
      now,
      isOnline: (id) => this.connected.has(id),
    });
    this.commands = commands;
    const gateway = { storage: this.storage, now, commands, log: createLogger('silent') } as Gateway;
    this.receipts = new DeliveredReceipts(gateway);
    const tell = (workerId: string, ...telling: Parameters<Tell>) => {
      if (this.connected.has(workerId)) this.tellerOf(workerId)(...telling);
      return this.connected.has(workerId) ? 1 : 0;
    };
    this.deliverer = new Deliverer(gateway, { tell }, this.receipts);
  }

  tellerOf(workerId: string): Tell {
    return (event, { id }, acked) => {
      if (event === 'command' && this.cancelled.has(id)) this.toldTooLate.push(id);
      this.told.push({ workerId, event, id });
      this.acks.push(() => acked(`device of ${workerId}`));
    };
  }

  async issue(workerIds: string[]): Promise<void> {
    const id = `c${this.issued.length}`;
    this.issued.push(id);
    const words = { kind: 'order', priority: 'urgent', title: '到岗', text: '', requires: 'read' } as const;
    const row: Command = {
      ...{ id, ...words, version: 1, issuedAt: NOW + this.issued.length, workerIds, state: 'open' },
      ...{ issuedBy: { id: 'lead', name: '', kind: 'operator' }, cancelReason: null },
    };
    await this.storage.commit({ puts: [putRow('command', row, 0)], addDeliveries: deliveriesOf(row) });
  }

  async cancel(id: string): Promise<void> {
    const row = await this.storage.get('command', id);
    if (row?.state !== 'open') return;
    const cancelled: Command = { ...row, version: 2, state: 'cancelled', cancelReason: '误发' };
    await this.storage.commit({
      puts: [putRow('command', cancelled, 1)],
      dropDeliveries: [id],
      addDeliveries: deliveriesOf({ id, workerIds: this.commands?.mayHave(row) ?? [] }),
    });
    this.cancelled.add(id);
  }

  connect(workerId: string): void {
    this.connected.add(workerId);
    this.deliverer?.connected(workerId, `device of ${workerId}`, this.tellerOf(workerId));
  }

  disconnect(workerId: string): void {
    this.connected.delete(workerId);
    this.deliverer?.left(workerId);
  }

  /** What each worker saw of commands, each once, in the order in which it was first seen. */
  firstSeen(workerId: string): string[] {
    const ids = this.told.flatMap((one) => (one.workerId === workerId && one.event === 'command' ? [one.id] : []));
    return [...new Set(ids)];
  }
}

const worker = fc.constantFrom(...WORKERS);
const stepArb = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({ do: fc.constant('issue' as const), to: fc.subarray(WORKERS, { minLength: 1 }) }),
  },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('cancel' as const), nth: fc.nat(20) }) },
  { weight: 4, arbitrary: fc.record({ do: fc.constant('ack' as const), nth: fc.nat(20) }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constantFrom('connect' as const, 'disconnect' as const), who: worker }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('settle' as const) }) },
);

it('[GW88] [GW91] holds order, cancels and receipts over any course of connections and acknowledgements', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(stepArb, { minLength: 5, maxLength: 40 }), async (steps) => {
      const world = new World(mkdtempSync(join(folder, 'run-')));
      await world.start();
      for (const step of steps) {
        if (step.do === 'issue') await world.issue(step.to);
        else if (step.do === 'cancel') await world.cancel(world.issued[step.nth % (world.issued.length || 1)] ?? '');
        else if (step.do === 'ack') world.acks[step.nth % (world.acks.length || 1)]?.();
        else if (step.do === 'settle') await settle();
        else world[step.do](step.who);
      }
      await finish(world);
      expect(world.toldTooLate).toEqual([]);
      for (const workerId of WORKERS) {
        const seen = world.firstSeen(workerId);
        expect(seen).toEqual(world.issued.filter((id) => seen.includes(id)));
        for (const id of seen.filter((one) => world.cancelled.has(one))) {
          const events = world.told
            .filter((one) => one.workerId === workerId && one.id === id)
            .map(({ event }) => event);
          expect(events.at(-1)).toBe('command:cancel');
        }
      }
      await everybodyHasIt(world);
      await world.storage.close();
    }),
    { numRuns: 30 },
  );
});

/** Everybody connects and acknowledges whatever comes. */
async function finish(world: World): Promise<void> {
  for (const workerId of WORKERS) {
    world.disconnect(workerId);
    world.connect(workerId);
  }
  for (let quiet = 0; quiet < 2; ) {
    const acks = world.acks.splice(0);
    for (const ack of acks) ack();
    await settle();
    quiet = acks.length === 0 ? quiet + 1 : 0;
  }
  await world.receipts?.settled();
}

async function everybodyHasIt(world: World): Promise<void> {
  expect(await world.storage.deliveries()).toEqual([]);
  for (const id of world.issued.filter((one) => !world.cancelled.has(one))) {
    const row = await world.storage.get('command', id);
    const receipts = (await world.storage.children('receipt', id)).map(({ workerId }) => workerId);
    expect(receipts.toSorted()).toEqual(row?.workerIds.toSorted());
  }
}
