const FIRST_ROWS = 50;
const LEAST_ROWS = 10;
const MOST_ROWS = 200;
/** a window's call waits for the transaction that runs: no longer than this, as far as the last one tells */
const FITTING_MS = 8;

/** How many rows go into one transaction, by how long the last ones took: many on a fast disk, few on a slow one. */
export class BatchSize {
  #rows = FIRST_ROWS;

  get rows(): number {
    return this.#rows;
  }

  /** @param rows that were written, in so many ms with their commit */
  took(rows: number, ms: number): void {
    // A batch of a few left-over rows is mostly its commit, and tells nothing about a full one.
    if (rows < this.#rows && ms < FITTING_MS) return;
    const fitting = Math.floor(rows * Math.min(1.5, FITTING_MS / Math.max(ms, 0.1)));
    this.#rows = Math.min(MOST_ROWS, Math.max(LEAST_ROWS, fitting));
  }
}
