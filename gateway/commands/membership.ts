import type { Command } from '#shared/protocol/commands.ts';
import type { Storage } from '../storage/storage.ts';

export interface About {
  kind: Command['kind'];
  purpose?: Command['purpose'];
  caseId?: string;
  isFor(workerId: string): boolean;
}

/** Workers of all commands that are kept; the ones asked for longest ago go first. */
const MOST_WORKERS = 500_000;

/** Whom commands of long ago were for: the row of a large one is read once for many receipts. */
export class Membership {
  readonly #storage: Storage;
  readonly #kept = new Map<string, About & { size: number }>();
  #size = 0;

  constructor(storage: Storage) {
    this.#storage = storage;
  }

  async of(commandId: string): Promise<About | null> {
    const known = this.#kept.get(commandId);
    if (known) {
      this.#kept.delete(commandId);
      this.#kept.set(commandId, known);
      return known;
    }
    const row = await this.#storage.get('command', commandId);
    if (!row) return null;
    const workers = new Set(row.workerIds);
    const { kind, purpose, caseId } = row;
    const about = { kind, purpose, caseId, isFor: (id: string) => workers.has(id), size: workers.size };
    this.forget(commandId);
    this.#kept.set(commandId, about);
    this.#size += about.size;
    for (const oldest of this.#kept.keys()) {
      if (this.#size <= MOST_WORKERS || oldest === commandId) break;
      this.forget(oldest);
    }
    return about;
  }

  /** Its row has changed. */
  forget(commandId: string): void {
    this.#size -= this.#kept.get(commandId)?.size ?? 0;
    this.#kept.delete(commandId);
  }
}
