/** Takes a whole tick of the fleet as it was; `painted` is called when it is on the screen. */
type Sink = (tick: ArrayBuffer, painted: () => void) => void;

/** The fleet as it was, on its way to one map: while a map has one, it draws that and not the live fleet. */
export class MapReplay {
  #sink: Sink | null = null;
  #last: ArrayBuffer | null = null;
  #busy = false;

  /** The map takes ticks until the returned function is called; the last one at once. */
  connect(sink: Sink): () => void {
    this.#sink = sink;
    this.#busy = false;
    const last = this.#last?.slice(0);
    if (last) this.#give(last);
    return () => {
      if (this.#sink === sink) this.#sink = null;
    };
  }

  /** Gives a tick away; dropped while the map still draws the one before: a slow map slows itself. */
  show(tick: ArrayBuffer): void {
    this.#last = tick.slice(0);
    if (!this.#busy) this.#give(tick);
  }

  #give(tick: ArrayBuffer): void {
    if (!this.#sink) return;
    this.#busy = true;
    this.#sink(tick, () => {
      this.#busy = false;
    });
  }
}
