import type { Receipt } from '#shared/protocol/commands.ts';
import type { Gateway } from '../context.ts';
import { LIMITS } from '../limits.ts';
import { putRow } from '../storage/putRow.ts';
import type { Delivery } from '../storage/storage.ts';
import { type LiveCommand, STANDING } from './liveCommands.ts';

/** One acknowledgement of a terminal: of a command, with its receipt, or of a command's end. */
interface Acknowledged {
  delivery: Delivery;
  receipt?: Receipt;
}

/**
 * Gathers what terminals acknowledge and writes much of it at once: sixteen thousand answers to one command are some
 * twenty commits. Nobody waits for them; what a crash loses of them the terminals acknowledge again.
 */
export class DeliveredReceipts {
  readonly #gateway: Gateway;
  #gathered: Acknowledged[] = [];
  #timer: NodeJS.Timeout | null = null;
  #writing: Promise<void> | null = null;

  constructor(gateway: Gateway) {
    this.#gateway = gateway;
  }

  delivered(live: LiveCommand, workerId: string): void {
    const commandId = live.row.id;
    const bits = live.standing.get(workerId) ?? 0;
    live.standing.set(workerId, (bits & ~STANDING.owed) | STANDING.touched);
    const at = this.#gateway.now();
    const id = `${commandId}:${workerId}:delivered`;
    const said = { commandId, workerId, state: 'delivered' as const, at, terminalAt: at, note: '', media: [] };
    this.#gather({ delivery: { commandId, workerId }, receipt: { id, version: 1, ...said } });
  }

  withdrawn(delivery: Delivery): void {
    this.#gather({ delivery });
  }

  /** Resolves when everything gathered is durable, or could not be made so. */
  async settled(): Promise<void> {
    if (this.#timer) clearTimeout(this.#timer);
    this.#timer = null;
    await this.#writing;
    await this.#write();
  }

  #gather(one: Acknowledged): void {
    this.#gathered.push(one);
    if (this.#writing) return;
    if (this.#gathered.length % LIMITS.receiptBatch === 0) this.#begin();
    else this.#later(LIMITS.receiptWaitMs);
  }

  #later(ms: number): void {
    this.#timer ??= setTimeout(() => this.#begin(), ms).unref();
  }

  #begin(): void {
    if (this.#timer) clearTimeout(this.#timer);
    this.#timer = null;
    this.#writing ??= this.#write().finally(() => {
      this.#writing = null;
    });
  }

  async #write(): Promise<void> {
    while (this.#gathered.length > 0) {
      const batch = this.#gathered.splice(0, LIMITS.receiptBatch);
      try {
        await this.#commit(batch);
      } catch (error) {
        this.#gateway.log.error({ err: error, receipts: batch.length }, 'receipts could not be written yet');
        this.#gathered.unshift(...batch);
        this.#later(LIMITS.receiptRetryMs);
        return;
      }
    }
  }

  async #commit(batch: readonly Acknowledged[]): Promise<void> {
    const receipts = batch.flatMap(({ receipt }) => receipt ?? []);
    const removeDeliveries = batch.map(({ delivery }) => delivery);
    const put = (rows: readonly Receipt[]) =>
      this.#gateway.storage.commit({ puts: rows.map((row) => putRow('receipt', row, 0)), removeDeliveries });
    if ((await put(receipts)).ok) return;
    // Somebody's terminal had acknowledged before: the first receipt of a state stays.
    const fresh: Receipt[] = [];
    for (const row of receipts) if (!(await this.#gateway.storage.get('receipt', row.id))) fresh.push(row);
    if (!(await put(fresh)).ok) throw new Error('receipts of this batch were written by somebody else');
  }
}
