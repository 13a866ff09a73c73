/**
 * When an action that cannot be sent is set aside (rules ST110–ST113). A row under suspicion leaves only alone, so that no
 * other is blamed for it.
 */

/** strikes from which on a row leaves only when nothing else can */
export const SUSPECT = 2;
/** strikes that set a row aside; those after the second fell while it was alone */
export const MOST_STRIKES = 5;
/** a link that breaks later than this after a row left was not broken by it, ms */
export const BLAMED_MS = 2000;
/** the link must have stood for so long before a row under suspicion leaves, ms */
export const STEADY_LINK_MS = 1000;
/** bytes of an op that leave room for what the wire puts around it */
export const WIRE_ROOM_BYTES = 500;

/**
 * Tells an action that the centre cannot digest from a centre that cannot digest anything: a bad answer speaks against a
 * row only when another one that left after its last bad answer has been taken.
 */
export class Evidence {
  #serial = 0;
  #lastTaken = 0;
  readonly #failedAt = new Map<string, number>();

  /** A number that grows with every departure. */
  leaves(): number {
    this.#serial += 1;
    return this.#serial;
  }

  taken(id: string, serial: number): void {
    this.#lastTaken = Math.max(this.#lastTaken, serial);
    this.#failedAt.delete(id);
  }

  /** Whether this bad answer speaks against the row. */
  failed(id: string, serial: number): boolean {
    const before = this.#failedAt.get(id);
    this.#failedAt.set(id, serial);
    return before !== undefined && this.#lastTaken > before;
  }

  forget(id: string): void {
    this.#failedAt.delete(id);
  }
}
