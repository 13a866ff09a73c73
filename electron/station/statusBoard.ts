import type { StationStatus } from '#shared/contract/views.ts';

const LEAST_MS = 250;

/**
 * Tells every window how the station is: at once when a state changes, else at most every 250 ms, and not at all while
 * nothing differs.
 */
export class StatusBoard {
  readonly #make: () => StationStatus;
  readonly #tell: (status: StationStatus) => void;
  #timer: NodeJS.Timeout | null = null;
  #last = '';
  #states = '';

  constructor(make: () => StationStatus, tell: (status: StationStatus) => void) {
    this.#make = make;
    this.#tell = tell;
  }

  /** Something may have changed. */
  touch(): void {
    const status = this.#make();
    if (statesOf(status) !== this.#states) this.#publish(status);
    else this.#timer ??= setTimeout(() => this.#publish(this.#make()), LEAST_MS);
  }

  stop(): void {
    if (this.#timer) clearTimeout(this.#timer);
    this.#timer = null;
  }

  #publish(status: StationStatus): void {
    this.stop();
    const text = JSON.stringify(status);
    if (text === this.#last) return;
    this.#last = text;
    this.#states = statesOf(status);
    this.#tell(status);
  }
}

/** What an operator must see at once. */
function statesOf({ session, link, sync, trouble, alarms, care }: StationStatus): string {
  return [
    session.state,
    session.user?.id,
    link.state,
    link.reason,
    sync.state,
    trouble,
    alarms,
    JSON.stringify(care),
  ].join();
}
