import type { PoisonRule } from '#shared/contract/views.ts';
import { MESSAGE_BYTES } from '#shared/protocol/common.ts';
import { opAckSchema, type OpAck } from '#shared/protocol/console.ts';
import type { OpEnvelope } from '#shared/protocol/ops.ts';
import { fullJitter } from '../link/backoff.ts';
import type { Log } from '../log.ts';
import { Drain } from './drain.ts';
import type { Outbox } from './outbox.ts';
import type { Aside, OutboxRow } from './rows.ts';
import { Pace } from './pace.ts';
import { BLAMED_MS, Evidence, MOST_STRIKES, STEADY_LINK_MS, SUSPECT, WIRE_ROOM_BYTES } from './poison.ts';

const MOST_IN_FLIGHT = 16;
const RETRY_FIRST_MS = 500;
const RETRY_MOST_MS = 30_000;
const DISK_PAUSE_MS = 5000;
const LONGEST_TIMER_MS = 60_000;
/** a backlog of fewer rows is no storm, and leaves at once */
const SPREAD_FROM = 20;
/** answers that say nothing about the op, only that the centre takes none now */
const LATER: readonly string[] = ['unavailable', 'rate-limited', 'unauthorized'];

/** One connection to the centre: what it greeted with. */
export interface Connection {
  epoch: string;
  eventsPerSecond: number;
  /** since when, by the clock that only goes forward, ms */
  since: number;
}

export interface PumpWorld {
  outbox: Outbox;
  log: Log;
  /** the clock that holds and pauses on disk are measured by, ms */
  steadyNow(): number;
  /** a clock that only goes forward, ms */
  monotonic(): number;
  random(): number;
  /** whose ops may leave now; null while nobody is signed in or the link is down */
  sender(): string | null;
  connection(): Connection | null;
  /** Sends one op and resolves with the centre's answer; rejects when none came. */
  send(op: OpEnvelope): Promise<unknown>;
  /** The centre took it: write that down together with its effect. Throws when the disk does not take it. */
  accepted(row: OutboxRow, ack: Extract<OpAck, { ok: true }>, epoch: string): void;
  /** It will never be taken: roll its effect back and keep it for the operator. Returns it with all that was set aside. */
  setAside(row: OutboxRow, why: Aside): OutboxRow[];
  /** Worth something now or not at all: without an answer it is not sent again. */
  isFleeting(row: OutboxRow): boolean;
  changed(): void;
}

interface Flight {
  connection: Connection;
  /** ms of the clock that only goes forward */
  leftAt: number;
  serial: number;
  alone: boolean;
}
type Packed = { ok: true; envelope: OpEnvelope } | { ok: false; code: 'poison' | 'key-lost'; rule: PoisonRule };

/**
 * Sends what waits: one op of a lane at a time and in order, several lanes at once, no faster than is polite, for ever. An op
 * that nobody answered leaves again with the same id; the centre takes it once.
 */
export class Pump {
  readonly #world: PumpWorld;
  readonly #inFlight = new Map<string, Flight>();
  readonly #evidence = new Evidence();
  readonly #drain = new Drain();
  readonly #pace: Pace;
  #timer: NodeJS.Timeout | null = null;
  #stopped = false;

  constructor(world: PumpWorld) {
    this.#world = world;
    this.#pace = new Pace(world.random);
  }

  /** nothing is on its way and nothing may leave now */
  get idle(): boolean {
    const { outbox, steadyNow } = this.#world;
    const sender = this.#world.sender();
    if (this.#inFlight.size > 0) return false;
    return sender === null || outbox.sendable(sender, steadyNow(), 1).length === 0;
  }

  /** How much of the backlog is answered; null without one or while the link is down. */
  get progress(): { done: number; total: number } | null {
    return this.#world.sender() === null ? null : this.#drain.progress;
  }

  isInFlight(id: string): boolean {
    return this.#inFlight.has(id);
  }

  stop(): void {
    this.#stopped = true;
    if (this.#timer) clearTimeout(this.#timer);
  }

  /** The link is up: what waits by now is a backlog. */
  begin(connection: Connection): void {
    const { outbox, monotonic } = this.#world;
    const sender = this.#world.sender();
    if (sender === null) return;
    this.#pace.allow(connection.eventsPerSecond);
    const waiting = outbox.openCount(sender);
    this.#drain.begin(sender, waiting, outbox.lastN());
    if (waiting >= SPREAD_FROM) this.#pace.spreadStart(monotonic());
  }

  /** Somebody waits for it: no pause holds it back. */
  hurry(): void {
    this.#pace.hurry();
    this.run();
  }

  /** Rows were taken back. */
  left(rows: readonly OutboxRow[]): void {
    this.#drain.left(rows);
  }

  /** Sends whatever may leave now and comes back when the next is due. Cheap when there is nothing. */
  run(): void {
    const sender = this.#world.sender();
    const connection = this.#world.connection();
    if (this.#stopped || sender === null || connection === null) return;
    const now = this.#world.monotonic();
    const pause = Math.max(this.#pace.wait(now), this.#aloneFor(now));
    if (pause > 0) return this.#schedule(pause);
    const free = MOST_IN_FLIGHT - this.#inFlight.size;
    if (free <= 0) return;
    const room = Math.min(free, this.#pace.room(now));
    const steady = this.#world.steadyNow();
    const rows = this.#world.outbox
      .sendable(sender, steady, room + this.#inFlight.size)
      .filter((row) => !this.#inFlight.has(row.id))
      .slice(0, room);
    if (rows.length > 0) this.#sendAll(rows, connection, false);
    // Held up by the pace, which a timer ends, or by what is on its way, whose answers call again.
    if (rows.length === room) return this.#schedule(this.#pace.wait(now));
    this.#waitForNext(sender, connection, { now, steady });
  }

  /** Nothing more may leave now but a row under suspicion: comes back when that changes. */
  #waitForNext(sender: string, connection: Connection, { now, steady }: { now: number; steady: number }): void {
    const { outbox } = this.#world;
    const due = outbox.nextDue(sender, steady);
    const suspect = this.#inFlight.size === 0 ? outbox.suspect(sender, steady) : null;
    const shaky = STEADY_LINK_MS - (now - connection.since);
    if (suspect && shaky <= 0) return this.#sendAll([suspect], connection, true);
    const waits = [due === null ? null : due - steady, suspect ? shaky : null].filter((ms) => ms !== null);
    if (waits.length > 0) this.#schedule(Math.min(...waits));
    else if (this.#inFlight.size === 0) this.#drain.end();
  }

  /** How long nothing may leave beside a row under suspicion, ms. */
  #aloneFor(now: number): number {
    const alone = [...this.#inFlight.values()].find((flight) => flight.alone);
    return alone ? Math.max(0, alone.leftAt + BLAMED_MS - now) : 0;
  }

  #schedule(inMs: number): void {
    if (this.#timer) clearTimeout(this.#timer);
    this.#timer = null;
    if (!this.#stopped) this.#timer = setTimeout(() => this.run(), Math.min(Math.max(inMs, 1), LONGEST_TIMER_MS));
  }

  #sendAll(rows: readonly OutboxRow[], connection: Connection, alone: boolean): void {
    const { outbox, monotonic } = this.#world;
    try {
      const leaving = rows.flatMap((row) => {
        const packed = this.#pack(row);
        if (packed.ok) return [{ row, envelope: packed.envelope }];
        this.#setAside(row, { code: packed.code, message: packed.code === 'poison' ? packed.rule : '' });
        return [];
      });
      outbox.setSending(leaving.map(({ row }) => row.id));
      this.#pace.take(leaving.length);
      for (const { row, envelope } of leaving) {
        const flight = { connection, leftAt: monotonic(), serial: this.#evidence.leaves(), alone };
        this.#inFlight.set(row.id, flight);
        void this.#send(row, envelope, flight);
      }
    } catch (error) {
      this.#diskFailed(error);
    }
    this.#world.changed();
  }

  #pack(row: OutboxRow): Packed {
    const read = this.#world.outbox.read(row);
    if (!read.ok) return { ok: false, code: read.code, rule: 'unreadable' };
    const envelope = envelopeOf(row, read.payload);
    const bytes = Buffer.byteLength(JSON.stringify(envelope));
    if (bytes > MESSAGE_BYTES - WIRE_ROOM_BYTES) return { ok: false, code: 'poison', rule: 'too-large' };
    return { ok: true, envelope };
  }

  async #send(row: OutboxRow, envelope: OpEnvelope, flight: Flight): Promise<void> {
    let answer: { told: unknown } | null = null;
    let why = '';
    try {
      answer = { told: await this.#world.send(envelope) };
    } catch (error) {
      why = error instanceof Error ? error.message : String(error);
    }
    this.#inFlight.delete(row.id);
    if (this.#stopped) return;
    try {
      if (answer) this.#settle(row, answer.told, flight);
      else this.#unanswered(row, flight, why);
    } catch (error) {
      // The row stays as it is on disk and leaves again with the same id: nothing is lost.
      this.#diskFailed(error);
    }
    this.#world.changed();
    this.run();
  }

  #settle(row: OutboxRow, answer: unknown, flight: Flight): void {
    const ack = opAckSchema.safeParse(answer);
    if (ack.success && ack.data.ok) {
      this.#evidence.taken(row.id, flight.serial);
      this.#pace.taken();
      this.#world.accepted(row, ack.data, flight.connection.epoch);
      this.#drain.left([row]);
      return;
    }
    if (ack.success && !ack.data.ok && !LATER.includes(ack.data.code)) {
      this.#pace.taken();
      return this.#setAside(row, ack.data);
    }
    const code = ack.success && !ack.data.ok ? ack.data.code : 'invalid';
    const words = ack.success && !ack.data.ok ? ack.data.message : 'nonsense';
    if (!ack.success) {
      this.#world.log.warn({ op: row.id, issue: ack.error.issues[0] }, 'the centre answered an op with nonsense');
    }
    this.#pace.backOff(this.#world.monotonic());
    const bad = !ack.success || code === 'unavailable';
    const strike = bad && this.#evidence.failed(row.id, flight.serial);
    this.#later(row, { code, words, strike, rule: 'bad-answers', alone: flight.alone });
  }

  /** No answer: the link broke under it, or the centre was silent for too long. */
  #unanswered(row: OutboxRow, flight: Flight, why: string): void {
    const now = this.#world.monotonic();
    const broken = this.#world.connection()?.since !== flight.connection.since;
    if (!broken) this.#pace.backOff(now);
    const strike = broken && now - flight.leftAt <= BLAMED_MS;
    this.#later(row, { code: null, words: why, strike, rule: 'link-lost', alone: flight.alone });
  }

  #later(
    row: OutboxRow,
    why: { code: string | null; words: string; strike: boolean; rule: PoisonRule; alone: boolean },
  ): void {
    const { outbox, steadyNow, random, log } = this.#world;
    if (this.#world.isFleeting(row)) return this.#setAside(row, { code: 'unavailable', message: why.words });
    if (why.strike && why.alone && row.strikes + 1 >= MOST_STRIKES) {
      return this.#setAside(row, { code: 'poison', message: why.rule });
    }
    if (why.strike) log.info({ op: row.id, kind: row.kind, rule: why.rule, strikes: row.strikes + 1 }, 'a strike');
    // Only alone can a row be told from the company it was in.
    const strike = why.strike && (why.alone || row.strikes < SUSPECT);
    const delay = fullJitter(row.attempts, RETRY_FIRST_MS, RETRY_MOST_MS, random());
    outbox.setWaiting(row.id, steadyNow() + delay, why.code, why.words, strike);
  }

  #setAside(row: OutboxRow, why: Aside): void {
    this.#evidence.forget(row.id);
    this.#drain.left(this.#world.setAside(row, why));
  }

  #diskFailed(error: unknown): void {
    this.#pace.pause(this.#world.monotonic(), DISK_PAUSE_MS);
    this.#world.log.error({ err: error }, 'the outbox could not be written');
  }
}

function envelopeOf(row: OutboxRow, payload: unknown): OpEnvelope {
  return {
    id: row.wire_id,
    kind: row.kind,
    ...(row.entity_id === null ? {} : { entityId: row.entity_id }),
    ...(row.base_version === null ? {} : { baseVersion: row.base_version }),
    at: row.at,
    payload,
  };
}
