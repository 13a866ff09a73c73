import type { Case } from '#shared/domain/case.ts';
import type { Change } from '#shared/protocol/console.ts';
import type { Worker } from '#shared/protocol/entities.ts';
import { STATUS } from '#shared/protocol/fleetFrame.ts';
import type { Directory } from '../directory/directory.ts';
import type { Storage } from '../storage/storage.ts';
import type { FleetTable } from './table.ts';

/** Keeps the bits "on duty" and "busy" of the fleet as the log tells them: busy is whoever is handling a case. */
export class DutyBits {
  readonly #directory: Directory;
  readonly #fleet: FleetTable;
  readonly #handling = new Map<string, readonly string[]>();
  readonly #cases = new Map<string, number>();

  private constructor(directory: Directory, fleet: FleetTable) {
    this.#directory = directory;
    this.#fleet = fleet;
  }

  static async start(storage: Storage, directory: Directory, fleet: FleetTable): Promise<void> {
    const bits = new DutyBits(directory, fleet);
    for (const worker of directory.workers.values()) bits.#onDuty(worker);
    for (const row of await storage.inState('case', 'handling', 100_000)) bits.#take(row);
    storage.onCommit((changes) => bits.#follow(changes));
  }

  #follow(changes: readonly Change[]): void {
    for (const { entity, op, value } of changes) {
      if (op !== 'put') continue;
      if (entity === 'case') this.#take(value as Case);
      if (entity === 'worker') this.#onDuty(value as Worker);
    }
  }

  #onDuty(worker: Worker): void {
    this.#fleet.mark(worker.index, STATUS.onDuty, worker.onDuty);
  }

  #take(row: Case): void {
    const before = this.#handling.get(row.id) ?? [];
    const after = row.state === 'handling' ? row.workerIds : [];
    if (after.length > 0) this.#handling.set(row.id, after);
    else this.#handling.delete(row.id);
    for (const id of before) this.#count(id, -1);
    for (const id of after) this.#count(id, 1);
  }

  #count(workerId: string, by: number): void {
    const count = Math.max(0, (this.#cases.get(workerId) ?? 0) + by);
    if (count > 0) this.#cases.set(workerId, count);
    else this.#cases.delete(workerId);
    const worker = this.#directory.workers.get(workerId);
    if (worker) this.#fleet.mark(worker.index, STATUS.busy, count > 0);
  }
}
