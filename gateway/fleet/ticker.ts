import type { z } from 'zod';
import type { fleetWatchSchema } from '#shared/protocol/console.ts';
import { LIMITS } from '../limits.ts';
import type { FleetTable } from './table.ts';

export type FleetWatch = z.infer<typeof fleetWatchSchema>;

/** A console that watches; `ready` is false while its link still holds what was sent before. */
export interface Watcher {
  ready(): boolean;
  send(frame: Uint8Array): void;
}

interface Watching {
  watch: FleetWatch;
  sent: number;
}

/**
 * Sends every watching console what moved since it was last sent, once a tick. A console whose link is not ready is
 * left out and gets the sum of the changes later, so a slow one never builds a queue.
 */
export class FleetTicker {
  readonly #table: FleetTable;
  readonly #now: () => number;
  readonly #watchers = new Map<Watcher, Watching>();
  readonly #timer: NodeJS.Timeout;

  constructor(table: FleetTable, now: () => number) {
    this.#table = table;
    this.#now = now;
    this.#timer = setInterval(() => this.tick(), LIMITS.fleetTickMs);
    this.#timer.unref();
  }

  /** Starts or changes a watch; everybody known is sent with the next tick. */
  watch(watcher: Watcher, watch: FleetWatch): void {
    this.#watchers.set(watcher, { watch, sent: 0 });
  }

  unwatch(watcher: Watcher): void {
    this.#watchers.delete(watcher);
  }

  tick(): void {
    if (this.#watchers.size === 0) return;
    const now = this.#now();
    const stamp = this.#table.stamp;
    /** consoles that were sent the same before get the same bytes */
    const shared = new Map<number, Uint8Array | null>();
    for (const [watcher, watching] of this.#watchers) {
      if (watching.sent === stamp || !watcher.ready()) continue;
      const frame = this.#frame(watching, now, shared);
      watching.sent = stamp;
      if (frame) watcher.send(frame);
    }
  }

  #frame({ watch, sent }: Watching, now: number, shared: Map<number, Uint8Array | null>): Uint8Array | null {
    if (watch.bbox && !watch.all) return this.#table.frameSince(sent, now, watch.bbox);
    const known = shared.get(sent);
    if (known !== undefined) return known;
    const frame = this.#table.frameSince(sent, now);
    shared.set(sent, frame);
    return frame;
  }

  close(): void {
    clearInterval(this.#timer);
  }
}
