/** How often what happened in a run. */
export class Tallies {
  readonly #counts = new Map<string, number>();

  count(what: string, by = 1): void {
    this.#counts.set(what, this.of(what) + by);
  }

  of(what: string): number {
    return this.#counts.get(what) ?? 0;
  }

  /** Sum of all whose name starts so. */
  sum(prefix: string): number {
    return [...this.#counts].filter(([what]) => what.startsWith(prefix)).reduce((sum, [, count]) => sum + count, 0);
  }

  all(): Record<string, number> {
    return Object.fromEntries([...this.#counts].sort(([a], [b]) => (a < b ? -1 : 1)));
  }
}
