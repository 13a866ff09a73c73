import { opAckSchema, type OpAck } from '#shared/protocol/console.ts';
import type { OpEnvelope } from '#shared/protocol/ops.ts';
import type { Log } from '../log.ts';
import { fullJitter } from '../link/backoff.ts';
import type { Outbox, OutboxRow } from './outbox.ts';

const MOST_IN_FLIGHT = 8;
const RETRY_FIRST_MS = 500;
const RETRY_MOST_MS = 30_000;
const DISK_PAUSE_MS = 5000;
const LONGEST_TIMER_MS = 60_000;

export interface PumpWorld {
  outbox: Outbox;
  log: Log;
  now(): number;
  random(): number;
  /** whose ops may leave now; null while nobody is signed in or the link is down */
  sender(): string | null;
  /** Sends one op and resolves with the centre's answer; rejects when none came. */
  send(op: OpEnvelope): Promise<unknown>;
  /** The centre took it: write that down together with its effect. */
  accepted(row: OutboxRow, ack: Extract<OpAck, { ok: true }>): void;
  /** The centre will never take it: roll its effect back and keep it for the operator. */
  refused(row: OutboxRow, ack: Extract<OpAck, { ok: false }>): void;
  changed(): void;
}

/**
 * Sends what waits: one op of a lane at a time and in order, several lanes at once, for ever. An op that nobody
 * answered leaves again with the same id; the centre takes it once.
 */
export class Pump {
  readonly #world: PumpWorld;
  readonly #inFlight = new Set<string>();
  #timer: NodeJS.Timeout | null = null;
  #stopped = false;
  /** the disk takes nothing: no use to send what could not be written down */
  #pausedUntil = 0;

  constructor(world: PumpWorld) {
    this.#world = world;
  }

  /** nothing is on its way and nothing may leave now */
  get idle(): boolean {
    const sender = this.#world.sender();
    if (this.#inFlight.size > 0) return false;
    return sender === null || this.#world.outbox.sendable(sender, this.#world.now(), 1).length === 0;
  }

  isInFlight(id: string): boolean {
    return this.#inFlight.has(id);
  }

  stop(): void {
    this.#stopped = true;
    if (this.#timer) clearTimeout(this.#timer);
  }

  /** Sends whatever may leave now and comes back when the next is due. Cheap when there is nothing. */
  run(): void {
    const sender = this.#world.sender();
    if (this.#stopped || sender === null) return;
    const now = this.#world.now();
    if (now < this.#pausedUntil) return this.#schedule(this.#pausedUntil, now);
    const rows = this.#world.outbox
      .sendable(sender, now, MOST_IN_FLIGHT + this.#inFlight.size)
      .filter((row) => !this.#inFlight.has(row.id))
      .slice(0, MOST_IN_FLIGHT - this.#inFlight.size);
    for (const row of rows) void this.#sendOne(row);
    this.#schedule(this.#world.outbox.nextDue(sender, now), now);
  }

  #schedule(due: number | null, now: number): void {
    if (this.#timer) clearTimeout(this.#timer);
    this.#timer = null;
    if (due === null || this.#stopped) return;
    this.#timer = setTimeout(() => this.run(), Math.min(Math.max(due - now, 1), LONGEST_TIMER_MS));
  }

  async #sendOne(row: OutboxRow): Promise<void> {
    this.#inFlight.add(row.id);
    try {
      this.#world.outbox.setSending(row.id);
      this.#world.changed();
      this.#settle(row, await this.#world.send(envelopeOf(row)));
    } catch (error) {
      this.#later(row, null, error instanceof Error ? error.message : String(error));
    } finally {
      this.#inFlight.delete(row.id);
      this.#world.changed();
      this.run();
    }
  }

  #settle(row: OutboxRow, answer: unknown): void {
    const ack = opAckSchema.safeParse(answer);
    if (!ack.success) {
      this.#world.log.warn({ op: row.id, issue: ack.error.issues[0] }, 'the centre answered an op with nonsense');
      return this.#later(row, 'invalid', 'nonsense');
    }
    if (ack.data.ok) return this.#world.accepted(row, ack.data);
    if (ack.data.code === 'unavailable' || ack.data.code === 'rate-limited' || ack.data.code === 'unauthorized') {
      return this.#later(row, ack.data.code, ack.data.message);
    }
    this.#world.refused(row, ack.data);
  }

  #later(row: OutboxRow, code: string | null, message: string): void {
    const delay = fullJitter(row.attempts, RETRY_FIRST_MS, RETRY_MOST_MS, this.#world.random());
    try {
      this.#world.outbox.setWaiting(row.id, this.#world.now() + delay, code, message);
    } catch (error) {
      // The row stays as it is on disk and leaves again with the same id: nothing is lost.
      this.#pausedUntil = this.#world.now() + DISK_PAUSE_MS;
      this.#world.log.error({ err: error, op: row.id }, 'the outbox could not be written');
    }
  }
}

function envelopeOf(row: OutboxRow): OpEnvelope {
  return {
    id: row.wire_id,
    kind: row.kind,
    ...(row.entity_id === null ? {} : { entityId: row.entity_id }),
    ...(row.base_version === null ? {} : { baseVersion: row.base_version }),
    at: row.at,
    payload: JSON.parse(row.payload),
  };
}
