import type { Worker } from '#shared/protocol/entities.ts';
import type { Command, Receipt } from '#shared/protocol/commands.ts';
import type { CacheSet } from '../db/cacheTables.ts';
import type { Db } from '../db/driver.ts';
import type { SearchIndex } from './searchIndex.ts';

/** Commands, receipts and workers of one cache set, with the columns their feeds search by. */
export class RecordStore {
  readonly #command;
  readonly #findCommand;
  readonly #removeCommand;
  readonly #receipt;
  readonly #removeReceipt;
  readonly #delivered;
  readonly #findWorker;
  readonly #workerAt;
  readonly #worker;
  readonly #removeWorker;
  readonly #index: SearchIndex<Worker>;

  constructor(db: Db, set: CacheSet, index: SearchIndex<Worker>) {
    this.#index = index;
    this.#command = db.prepare(
      `INSERT INTO commands_${set} (id, version, issued_at, case_id, waiting, value, truth) VALUES (?, ?, ?, ?, ?, ?, ?)
       ON CONFLICT (id) DO UPDATE SET version = excluded.version, issued_at = excluded.issued_at,
         case_id = excluded.case_id, waiting = excluded.waiting, value = excluded.value, truth = excluded.truth`,
    );
    this.#findCommand = db.prepare<[string], { version: number; waiting: number; value: string; truth: string | null }>(
      `SELECT version, waiting, value, truth FROM commands_${set} WHERE id = ?`,
    );
    this.#removeCommand = db.prepare(`DELETE FROM commands_${set} WHERE id = ?`);
    this.#receipt = db.prepare(
      `INSERT INTO receipts_${set} (id, version, command_id, worker_id, at, value) VALUES (?, ?, ?, ?, ?, ?)
       ON CONFLICT (id) DO UPDATE SET version = excluded.version, at = excluded.at, value = excluded.value
         WHERE excluded.version > version`,
    );
    this.#removeReceipt = db.prepare(`DELETE FROM receipts_${set} WHERE id = ?`);
    this.#delivered = db.prepare<[string], { n: number }>(
      `SELECT COUNT(DISTINCT worker_id) AS n FROM receipts_${set} WHERE command_id = ?`,
    );
    this.#findWorker = db.prepare<[string], { rid: number; version: number; value: string }>(
      `SELECT rid, version, value FROM workers_${set} WHERE id = ?`,
    );
    this.#workerAt = db.prepare<[number], { id: string }>(`SELECT id FROM workers_${set} WHERE idx = ?`);
    this.#worker = db.prepare<unknown[], { rid: number }>(
      `INSERT INTO workers_${set} (id, version, idx, name, grid_code, on_duty, value) VALUES (?, ?, ?, ?, ?, ?, ?)
       ON CONFLICT (id) DO UPDATE SET version = excluded.version, idx = excluded.idx, name = excluded.name,
         grid_code = excluded.grid_code, on_duty = excluded.on_duty, value = excluded.value RETURNING rid`,
    );
    this.#removeWorker = db.prepare(`DELETE FROM workers_${set} WHERE rid = ?`);
  }

  /** The command as shown and as the centre has it (null: known only here). */
  command(id: string): { shown: Command; truth: Command | null } | null {
    const row = this.#findCommand.get(id);
    if (!row) return null;
    const shown = JSON.parse(row.value) as Command;
    if (row.waiting === 0) return { shown, truth: shown };
    return { shown, truth: row.truth === null ? null : (JSON.parse(row.truth) as Command) };
  }

  putCommand(shown: Command, truth: Command | null, waiting: boolean): void {
    this.#command.run(
      shown.id,
      shown.version,
      shown.issuedAt,
      shown.caseId ?? null,
      waiting ? 1 : 0,
      JSON.stringify(shown),
      waiting && truth ? JSON.stringify(truth) : null,
    );
  }

  removeCommand(id: string): void {
    this.#removeCommand.run(id);
  }

  putReceipt(receipt: Receipt): void {
    this.#receipt.run(
      receipt.id,
      receipt.version,
      receipt.commandId,
      receipt.workerId,
      receipt.at,
      JSON.stringify(receipt),
    );
  }

  removeReceipt(id: string): void {
    this.#removeReceipt.run(id);
  }

  /** How many workers of a command have said anything of it: every receipt comes after the delivery. */
  deliveredTo(commandId: string): number {
    return this.#delivered.get(commandId)?.n ?? 0;
  }

  worker(id: string): Worker | null {
    const row = this.#findWorker.get(id);
    return row ? (JSON.parse(row.value) as Worker) : null;
  }

  /** the worker binary fleet frames name by this number; null when there is none */
  workerIdAt(index: number): string | null {
    return this.#workerAt.get(index)?.id ?? null;
  }

  putWorker(worker: Worker): void {
    const before = this.#findWorker.get(worker.id);
    if (before && before.version >= worker.version) return;
    const row = this.#worker.get(
      worker.id,
      worker.version,
      worker.index,
      worker.name,
      worker.gridCode,
      worker.onDuty ? 1 : 0,
      JSON.stringify(worker),
    );
    if (!row) return;
    if (before) this.#index.replace(row.rid, JSON.parse(before.value) as Worker, worker);
    else this.#index.add(row.rid, worker);
  }

  removeWorker(id: string): void {
    const before = this.#findWorker.get(id);
    if (!before) return;
    this.#index.remove(before.rid, JSON.parse(before.value) as Worker);
    this.#removeWorker.run(before.rid);
  }
}
