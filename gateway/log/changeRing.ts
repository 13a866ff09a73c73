import type { Change } from '#shared/protocol/console.ts';

/** The newest changes of the log in memory, so that consoles at its end cost no read. Holds whole runs without gaps. */
export class ChangeRing {
  readonly #most: number;
  #changes: Change[] = [];

  constructor(most: number) {
    this.#most = most;
  }

  /** Appends changes in order. */
  push(changes: readonly Change[]): void {
    for (const change of changes) this.#changes.push(change);
    if (this.#changes.length > this.#most * 2) this.#changes = this.#changes.slice(-this.#most);
  }

  /** Up to `limit` changes after `seq`; null when the ring does not reach back that far. */
  after(seq: number, limit: number): Change[] | null {
    const first = this.#changes[0];
    if (!first || seq < first.seq - 1) return null;
    const start = seq - first.seq + 1;
    return this.#changes.slice(start, start + limit);
  }
}
