import type { Windows } from '../serve/windows.ts';
import type { FleetTable } from './fleetTable.ts';

const TICK_MS = 250;
const STALE_EVERY_MS = 5000;

/**
 * Sends each window what has moved since its own last tick, at most every 250 ms and only after it has drawn the one
 * before: a slow window slows its own feed alone and never gets a queue.
 */
export class FleetFeed {
  readonly #table: FleetTable;
  readonly #windows: Windows;
  readonly #serverNow: () => number;
  #timer: NodeJS.Timeout | null = null;
  #staleAt = 0;

  constructor(table: FleetTable, windows: Windows, serverNow: () => number) {
    this.#table = table;
    this.#windows = windows;
    this.#serverNow = serverNow;
  }

  start(): void {
    this.#timer ??= setInterval(() => this.tick(), TICK_MS);
  }

  stop(): void {
    if (this.#timer) clearInterval(this.#timer);
    this.#timer = null;
  }

  tick(): void {
    const now = this.#serverNow();
    if (now - this.#staleAt > STALE_EVERY_MS) {
      this.#staleAt = now;
      this.#table.markStale(now);
    }
    for (const window of this.#windows) {
      if (!window.fleetReady || window.fleetSeen === this.#table.version) continue;
      const buffer = this.#table.pack(window.fleetSeen, now);
      window.fleetSeen = buffer || window.fleetSeen >= 0 ? this.#table.version : -1;
      if (!buffer) continue;
      window.fleetReady = false;
      window.post(buffer);
    }
  }
}
