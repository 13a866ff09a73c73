import type { Position } from '#shared/protocol/terminal.ts';

/** What one backfill may carry (protocol). */
export const BACKFILL = 500;

/**
 * Positions kept while a handheld has no network. Full, it drops every second one: the whole way stays, coarser, and
 * an hour without a gateway does not fill the memory of a process with 20,000 handhelds.
 */
export class PositionBuffer {
  private positions: Position[] = [];
  private readonly room: number;

  constructor(room: number) {
    this.room = Math.max(2, room);
  }

  get size(): number {
    return this.positions.length;
  }

  keep(position: Position): void {
    if (this.positions.length >= this.room) this.positions = this.positions.filter((_, i) => i % 2 === 0);
    this.positions.push(position);
  }

  /** The oldest ones, as many as one message may carry; they stay until `forget`. */
  head(): Position[] {
    return this.positions.slice(0, BACKFILL);
  }

  /** Forgets what was taken: everything up to this time. */
  forget(upTo: number): void {
    this.positions = this.positions.filter((position) => position.t > upTo);
  }
}
