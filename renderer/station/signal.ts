/** A set of listeners: the smallest thing that tells several of one event. */
export class Signal<T> {
  readonly #listeners = new Set<(value: T) => void>();

  /** Listens until the returned function is called. */
  on(listener: (value: T) => void): () => void {
    this.#listeners.add(listener);
    return () => {
      this.#listeners.delete(listener);
    };
  }

  emit(value: T): void {
    for (const listener of [...this.#listeners]) listener(value);
  }
}
