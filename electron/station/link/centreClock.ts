import type { Meta } from '../db/meta.ts';
import type { Log } from '../log.ts';
import { ClockOffset } from './clockOffset.ts';

const KEPT = 'clock-offset';
/** what the kept offset may be off before it is written anew, ms */
const KEPT_WITHIN_MS = 100;
/** the wall clock moved so much against the steady one since the last look: somebody set it, ms */
const JUMP_MS = 250;

export interface CentreClockWorld {
  meta: Meta;
  log: Log;
  now(): number;
  monotonic(): number;
  /** the centre's time that the cache was true at, when it was: time cannot have gone back behind it */
  dataAsOf: number | null;
}

/**
 * The centre's time on this desk. It goes by the steady clock, so that whoever sets the machine's clock moves no light; the
 * wall clock serves only to know the centre's time again after a start without the centre.
 */
export class CentreClock {
  readonly #world: CentreClockWorld;
  readonly #measured = new ClockOffset();
  /** the centre's clock minus the steady one, before anything was measured */
  readonly #remembered: number;
  /** wall clock minus steady clock at the last look */
  #wall: number;
  #kept: number | null;

  constructor(world: CentreClockWorld) {
    this.#world = world;
    this.#wall = world.now() - world.monotonic();
    const kept = Number(world.meta.get(KEPT) ?? Number.NaN);
    this.#kept = Number.isFinite(kept) ? kept : null;
    const offset = this.#wall + (this.#kept ?? 0);
    // A machine whose clock was set back while the station was away: the centre's time is later than what is known of it.
    const least = world.dataAsOf === null ? offset : world.dataAsOf - world.monotonic();
    this.#remembered = Math.max(offset, least);
  }

  /** The centre's time now, ms since the epoch. */
  now(): number {
    return this.at(this.#world.monotonic());
  }

  /** The centre's time at a moment of the steady clock. */
  at(steady: number): number {
    const offset = this.#measured.estimate(this.#world.monotonic())?.offset ?? this.#remembered;
    return Math.round(steady + offset);
  }

  /** The centre's clock minus this machine's, ms. */
  get wallOffset(): number {
    return Math.round(this.now() - this.#world.now());
  }

  /** By how much the centre's time may be wrong, ms; null before it was measured. */
  get error(): number | null {
    return this.#measured.estimate(this.#world.monotonic())?.error ?? null;
  }

  /** The centre said its time unasked. */
  said(serverTime: number): void {
    this.#measured.said(serverTime, this.#world.monotonic());
  }

  /** The centre told its time in answer to what was sent at `sentAt` of the steady clock. */
  answered(serverTime: number, sentAt: number): void {
    this.#measured.answered(serverTime, sentAt, this.#world.monotonic());
  }

  /** Whether somebody set the machine's clock since the last look: windows tell time by it and must be told. */
  wallJumped(): boolean {
    const wall = this.#world.now() - this.#world.monotonic();
    const by = wall - this.#wall;
    this.#wall = wall;
    if (Math.abs(by) < JUMP_MS) return false;
    this.#world.log.warn({ by: Math.round(by) }, "the machine's clock was set");
    return true;
  }

  /** Keeps the offset for a start without the centre. Throws when the disk does not take it. */
  keep(): void {
    if (this.error === null && this.#kept === null) return;
    const offset = this.wallOffset;
    if (this.#kept !== null && Math.abs(offset - this.#kept) < KEPT_WITHIN_MS) return;
    this.#world.meta.set(KEPT, String(offset));
    this.#kept = offset;
  }
}
