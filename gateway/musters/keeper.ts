import { type Muster, tellOf, type UnitFact } from '#shared/domain/muster.ts';
import { distanceMeters } from '#shared/geo/index.ts';
import type { Change } from '#shared/protocol/console.ts';
import type { Receipt } from '#shared/protocol/commands.ts';
import { STATUS } from '#shared/protocol/fleetFrame.ts';
import { terminalActor } from '../commands/receipts.ts';
import type { Gateway } from '../context.ts';
import { putRow } from '../storage/putRow.ts';

const MOST_RUNNING = 200;
/** What a receipt of the calling command says of the unit. */
const SAID: { [S in Receipt['state']]?: UnitFact['what'] } = {
  accepted: 'gathered',
  arrived: 'arrived',
  done: 'arrived',
  declined: 'declined',
  failed: 'declined',
};

/** Follows the units of running musters: by their receipts, and by where they are. */
export class MusterKeeper {
  readonly #gateway: Gateway;
  readonly #running = new Map<string, Muster>();
  /** the muster a command calls to */
  readonly #byCommand = new Map<string, string>();
  /** musters whose receipts are to be read: some came, or the gateway has just started */
  readonly #unread = new Set<string>();

  constructor(gateway: Gateway) {
    this.#gateway = gateway;
    gateway.storage.onCommit((changes) => this.#follow(changes));
  }

  /** Takes up what was running when the gateway last stopped. */
  async restore(): Promise<void> {
    for (const muster of await this.#gateway.storage.inState('muster', 'running', MOST_RUNNING)) this.#keep(muster);
  }

  /** Looks at every running muster once. */
  async round(): Promise<void> {
    for (const muster of [...this.#running.values()]) await this.#look(muster);
  }

  #follow(changes: readonly Change[]): void {
    for (const { entity, op, value } of changes) {
      if (op !== 'put') continue;
      if (entity === 'muster') this.#keep(value as Muster);
      const muster = entity === 'receipt' ? this.#byCommand.get((value as Receipt).commandId) : undefined;
      if (muster !== undefined) this.#unread.add(muster);
    }
  }

  #keep(muster: Muster): void {
    const { id, stoodDownAt, commandIds } = muster;
    if (stoodDownAt !== null) {
      this.#running.delete(id);
      this.#unread.delete(id);
      for (const commandId of commandIds) this.#byCommand.delete(commandId);
      return;
    }
    if (!this.#running.has(id)) this.#unread.add(id);
    this.#running.set(id, muster);
    for (const commandId of commandIds) this.#byCommand.set(commandId, id);
  }

  async #look(muster: Muster): Promise<void> {
    const { storage } = this.#gateway;
    const reads = this.#unread.delete(muster.id);
    try {
      const receipts = reads ? await Promise.all(muster.commandIds.map((id) => storage.children('receipt', id))) : [];
      const facts = [...receipts.flat().flatMap((receipt) => this.#saidBy(receipt)), ...this.#arrivals(muster)];
      const { muster: next, lines } = tellOf(muster, facts);
      if (lines.length === 0) return;
      const puts = [putRow('muster', next, muster.version), ...lines.map((line) => putRow('muster-line', line))];
      const done = await storage.commit({ puts });
      // Somebody changed it meanwhile: what was read is read again on top of that.
      if (!done.ok && reads) this.#unread.add(muster.id);
    } catch (error) {
      if (reads) this.#unread.add(muster.id);
      throw error;
    }
  }

  #saidBy({ workerId, state, at }: Receipt): UnitFact[] {
    const what = SAID[state];
    return what ? [{ what, workerId, at, by: 'receipt', actor: terminalActor(this.#gateway, workerId) }] : [];
  }

  /** Units whose last fix, if it is one of now, lies around the target. */
  #arrivals({ units, target, radius }: Muster): UnitFact[] {
    const { directory, fleet, now } = this.#gateway;
    return units.flatMap(({ workerId, arrivedAt, declinedAt }) => {
      const worker = directory.workers.get(workerId);
      if (!worker?.onDuty || arrivedAt !== null || declinedAt !== null) return [];
      const place = (fleet.statusOf(worker.index) & STATUS.stale) === 0 ? fleet.placeOf(worker.index) : null;
      if (!place || distanceMeters(place, target) > radius) return [];
      return [{ what: 'arrived', workerId, at: now(), by: 'geofence', actor: terminalActor(this.#gateway, workerId) }];
    });
  }
}
