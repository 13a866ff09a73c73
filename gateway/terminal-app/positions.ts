import { type Position, TERMINAL_TO_GATEWAY } from '#shared/protocol/terminal.ts';
import { isPassing } from './core/outgoing.ts';
import { type Database, keepPosition } from './device/database.ts';
import { placeNow, watchPlace } from './device/place.ts';
import { view } from './state.ts';

/** At most one position in so many ms: a phone's receiver tells more than anybody looks at. */
const EVERY = 4000;
/** Who stands still is heard of so often, ms: a receiver tells of moves only, and the centre holds whoever is silent for lost. */
const STILL_EVERY = 30_000;
/** The protocol's most in one message. */
const AT_ONCE = 500;

/** The worker's positions while on duty: each is kept, and goes out once the centre can take it, many at a time after a gap. */
export class Positions {
  readonly #db: Database;
  readonly #emit: (event: string, payload: unknown) => Promise<unknown>;
  readonly #now: () => number;
  #unwatch: (() => void) | null = null;
  #still: ReturnType<typeof setInterval> | undefined;
  #flushing = false;
  #last = 0;
  #since = 0;

  constructor(db: Database, emit: (event: string, payload: unknown) => Promise<unknown>, now: () => number) {
    this.#db = db;
    this.#emit = emit;
    this.#now = now;
  }

  /** Follows the worker who is on duty since `since`: what was measured before is nobody's business. */
  follow(since: number): void {
    this.stop();
    this.#since = since;
    this.#unwatch = watchPlace(
      this.#now,
      (position) => void this.#found(position),
      (placeProblem) => view.setState({ placeProblem }),
    );
    this.#still = setInterval(() => void this.#standing(), STILL_EVERY);
  }

  stop(): void {
    clearInterval(this.#still);
    this.#unwatch?.();
    this.#unwatch = null;
  }

  /** Sends what is kept, the oldest first; what the centre will never take is dropped. */
  async flush(): Promise<void> {
    if (this.#flushing) return;
    this.#flushing = true;
    try {
      for (;;) {
        const waiting = await this.#db.getAll('positions', null, AT_ONCE);
        const last = waiting.at(-1);
        if (!last) return;
        const answer = await this.#emit('position', waiting.length === 1 ? last : waiting);
        const parsed = TERMINAL_TO_GATEWAY.position.ack.safeParse(answer);
        if (!parsed.success || (!parsed.data.ok && isPassing(parsed.data.code))) return;
        await this.#db.delete('positions', IDBKeyRange.upperBound(last.t));
      }
    } catch {
      // No answer: the next connection tries again.
    } finally {
      this.#flushing = false;
    }
  }

  async #standing(): Promise<void> {
    if (this.#now() - this.#last < STILL_EVERY) return;
    const place = await placeNow(this.#now, 0);
    if (typeof place !== 'string' && this.#unwatch) await this.#found(place);
  }

  async #found(position: Position): Promise<void> {
    view.setState({ place: position, placeProblem: null });
    if (position.t < this.#since || position.t - this.#last < EVERY) return;
    this.#last = position.t;
    await keepPosition(this.#db, position);
    const { link, waiting } = view.getState();
    if (link === 'online' && waiting === 0) await this.flush();
  }
}
