import type { Topic } from '#shared/contract/feeds.ts';
import { MOST_UNDO_SECONDS } from '#shared/contract/settings.ts';
import type { ActReceipt, Answer } from '#shared/contract/station.ts';
import type { Cursor, OpAck } from '#shared/protocol/console.ts';
import { OP_PAYLOADS } from '#shared/protocol/ops.ts';
import type { Alarms } from '../alarms/alarms.ts';
import type { Applied, Cache } from '../cache/cache.ts';
import type { Db } from '../db/driver.ts';
import type { Trouble } from '../db/trouble.ts';
import type { CentreLink, Cue } from '../link/centreLink.ts';
import type { Log } from '../log.ts';
import type { Outgoing } from '../media/outgoing.ts';
import { no, yes } from '../serve/answers.ts';
import type { Session } from '../session/session.ts';
import type { Reveals } from '../vault/reveals.ts';
import { judge } from './act.ts';
import { baseAfter } from './base.ts';
import { Decisions } from './decisions.ts';
import { Ledger } from './ledger.ts';
import type { Outbox } from './outbox.ts';
import type { Aside, NewOutboxRow, OutboxRow } from './rows.ts';
import type { OutboxOverlay } from './overlay.ts';
import { CLAIMS_LANE } from './place.ts';
import { Pump } from './pump.ts';
import type { SteadyTime } from './steadyTime.ts';

export interface DeskWorld {
  db: Db;
  cache: Cache;
  outbox: Outbox;
  overlay: OutboxOverlay;
  session: Session;
  alarms: Alarms;
  reveals: Reveals;
  log: Log;
  link: CentreLink;
  /** what actions name must be at the centre before them */
  outgoing: Outgoing;
  now(): number;
  monotonic(): number;
  /** what holds and pauses are measured by */
  steady: SteadyTime;
  random(): number;
  serverNow(): number;
  undoSeconds(): number;
  /** why no work can be taken since the start; null when it can */
  standIn: Trouble | null;
  /** the database took a write (null), or why it did not */
  wrote(trouble: Trouble | null): void;
  cue(cue: Cue): void;
  changed(topics: Topic[]): void;
}

/** An older centre reveals once: asked again with the same id it answers without. */
const ANSWER_LOST = '答复已丢失，请重新查看';
const FLUSH_STEP_MS = 20;
const TOUCHED: Topic[] = ['cases', 'commands', 'outbox'];

/** What operators do here: one transaction for the outbox row and its effect, then the wire, then what became of it. */
export class Desk {
  readonly #world: DeskWorld;
  readonly #ledger: Ledger;
  readonly pump: Pump;
  readonly decisions: Decisions;
  /** ids of claims that have no answer yet: they count as no work, and a damaged index must not be asked how many there are */
  readonly #claims = new Set<string>();
  /** since when the link stands whose centre was looked at */
  #greetedAt: number | null = null;

  constructor(world: DeskWorld) {
    this.#world = world;
    const { outbox, log, monotonic, random, steady, link, session } = world;
    this.#ledger = new Ledger(world);
    this.pump = new Pump({
      outbox,
      log,
      steadyNow: () => steady.now(),
      monotonic,
      random,
      sender: () => (link.connection ? (session.user?.id ?? null) : null),
      connection: () => link.connection,
      send: async (op) => (await world.outgoing.bring(op)) ?? link.ask('op', op),
      accepted: (row, ack, epoch) => this.#accepted(row, ack, epoch),
      setAside: (row, why) => this.#setAside(row, why),
      isFleeting: ({ lane }) => lane === CLAIMS_LANE,
      changed: () => world.changed(['outbox']),
    });
    this.decisions = new Decisions({
      ...world,
      ledger: this.#ledger,
      isInFlight: (id) => this.pump.isInFlight(id),
      left: (rows) => this.pump.left(rows),
      pump: () => this.pump.run(),
    });
  }

  /** claims that have no answer yet */
  get claims(): number {
    return this.#claims.size;
  }

  /** Called when the whole station is there: what was held or paused when the last one ended is woken. */
  begin(): void {
    const { outbox, steady, standIn } = this.#world;
    if (standIn !== null) return;
    this.#ledger.write(() => {
      outbox.wake(steady.now(), MOST_UNDO_SECONDS * 1000);
      // Claims of the station before are late by now.
      const late = () => outbox.next({ lane: CLAIMS_LANE, n: 0 });
      for (let rows = late(); rows.length > 0; rows = late())
        for (const row of rows) this.#ledger.through(row, 'dismissed');
    });
  }

  stop(): void {
    this.pump.stop();
  }

  /** The operator leaves: what waited for a possible undo goes now. Resolves when all has left, or after `ms`. */
  async flush(ms: number): Promise<void> {
    const { outbox, session, link, monotonic } = this.#world;
    const { user } = session;
    if (!user || !link.connection) return;
    const end = monotonic() + ms;
    this.#ledger.write(() => outbox.releaseHeld(user.id));
    this.pump.hurry();
    while (monotonic() < end && link.connection && !this.pump.idle) {
      await new Promise((resolve) => setTimeout(resolve, FLUSH_STEP_MS));
    }
  }

  act(input: unknown): Answer<ActReceipt> {
    const { cache, outbox, session, link, now, serverNow, undoSeconds, standIn, steady } = this.#world;
    const judged = judge(input, cache, outbox, {
      user: session.user,
      now: now(),
      serverNow: serverNow(),
      steadyNow: steady.now(),
      undoSeconds: undoSeconds(),
      online: link.connection !== null,
    });
    if (!judged.ok) return this.#shown(judged.answer);
    if (standIn !== null) return no('unavailable', standIn);
    const { row } = judged;
    const written = this.#ledger.write(() => this.#ledger.add(row));
    if (written !== null) return no('unavailable', written);
    if (row.lane === CLAIMS_LANE) this.#claims.add(row.id);
    this.#afterAct(row);
    return this.#shown(yes({ id: row.id, undoUntil: row.holdUntil }));
  }

  /** A receipt's time as this machine's clock shows it. */
  #shown(answer: Answer<ActReceipt>): Answer<ActReceipt> {
    if (!answer.ok || answer.value.undoUntil === null) return answer;
    return yes({ ...answer.value, undoUntil: this.#world.steady.toWall(answer.value.undoUntil) });
  }

  #afterAct(row: NewOutboxRow): void {
    // A wall of this desk follows at once; the centre's echo of the cue shows the same scene again.
    const cue = row.kind === 'wall.cue' ? OP_PAYLOADS['wall.cue'].safeParse(row.payload) : null;
    if (cue?.success) this.#world.cue(cue.data);
    this.#world.changed(TOUCHED);
    this.pump.run();
  }

  acknowledge(alarmId: string): Answer<null> {
    const { session, alarms, serverNow } = this.#world;
    if (!session.user) return no('unauthorized', 'signed-out');
    return alarms.acknowledge(alarmId, session.user.name, serverNow()) ? yes(null) : no('not-found', 'alarm-unknown');
  }

  /** The centre greets, or its log has been caught up with: what waits may leave. */
  linkUp(): void {
    const { link, outbox, log } = this.#world;
    const { connection } = link;
    if (connection && connection.since !== this.#greetedAt) {
      const failed = this.#ledger.write(() => {
        const lost = outbox.revive(connection.epoch, connection.seq);
        if (lost > 0) log.warn({ lost }, 'the centre no longer has what it took: it is sent again');
      });
      if (failed !== null) return;
      this.#greetedAt = connection.since;
      this.pump.begin(connection);
    }
    this.pump.run();
  }

  /** Inside the transaction that moved the cursor: acknowledged actions whose change is now in the cache are through. */
  arriving(cursor: Cursor): void {
    for (const row of this.#world.outbox.arrived(cursor.epoch, cursor.seq)) this.#ledger.through(row, 'done');
  }

  /** After changes were applied: alarms, and whatever waited for them. */
  applied(applied: Applied, live: boolean): void {
    const { alarms, session } = this.#world;
    if (live || this.#world.link.cursor !== null) for (const row of applied.newCases) alarms.newCase(row);
    if (applied.topics.has('alarms')) alarms.touched();
    if (live || this.#world.link.cursor !== null) alarms.fromCentre(applied.alarms);
    for (const command of applied.sentCommands) {
      if (live && command.issuedBy.id === session.user?.id) alarms.commandSent(command);
    }
  }

  #accepted(row: OutboxRow, ack: Extract<OpAck, { ok: true }>, epoch: string): void {
    const { cursor } = this.#world.link;
    const { reveals, log } = this.#world;
    let lost = false;
    const failed = this.#ledger.write(() => {
      if (row.kind === 'contact.reveal' && row.entity_id !== null) {
        lost = !reveals.keep(row.entity_id, row.user_id, ack.result);
      }
      if (lost) return void this.#ledger.setAside(row, { code: 'gone', message: ANSWER_LOST });
      this.#ledger.acknowledged(row, epoch, ack.seq);
      this.#rebase(row, ack.result);
      if (cursor?.epoch === epoch && cursor.seq >= ack.seq) this.#ledger.through(row, 'done');
    });
    // Not written: the op leaves again with the same id and gets the same answer.
    if (failed !== null) throw new Error(failed);
    this.#claims.delete(row.id);
    if (lost) log.info({ op: row.id }, 'what was revealed got lost on its way: to be asked for again');
    this.#world.changed(TOUCHED);
  }

  /**
   * Each operator's next action on the same case was taken with this one's effect before their eyes: it builds on the
   * version this one made, as far as they knew what lies before.
   */
  #rebase(row: OutboxRow, result: unknown): void {
    if (typeof result !== 'object' || result === null || !('version' in result)) return;
    const { version } = result;
    if (typeof version !== 'number') return;
    for (const next of this.#world.outbox.next(row)) {
      const base = next.base_version === null ? null : baseAfter(row, version, next);
      if (base !== null) this.#world.outbox.setBase(next.id, base);
    }
  }

  /** A claim leaves nothing to decide: who has a case is shown as the centre has it. What stands behind an unanswered one is as late. */
  #forget(row: OutboxRow, { code }: Aside): void {
    const behind = code === 'unavailable' ? this.#world.outbox.next(row) : [];
    for (const late of [row, ...behind]) {
      this.#ledger.through(late, 'dismissed');
      this.#claims.delete(late.id);
    }
  }

  #setAside(row: OutboxRow, why: Aside): OutboxRow[] {
    this.#world.log.info({ op: row.id, kind: row.kind, code: why.code }, 'an action is set aside');
    let aside: OutboxRow[] = [];
    const failed = this.#ledger.write(() => {
      if (row.lane === CLAIMS_LANE) this.#forget(row, why);
      else aside = this.#ledger.setAside(row, why);
    });
    if (failed !== null) throw new Error(failed);
    this.#world.changed(TOUCHED);
    return aside;
  }
}
