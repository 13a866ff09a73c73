import { v7 as uuidv7 } from 'uuid';
import type { Topic } from '#shared/contract/feeds.ts';
import type { ActReceipt, Answer } from '#shared/contract/station.ts';
import { refusalText } from '#shared/domain/refusals.ts';
import type { Cursor, OpAck } from '#shared/protocol/console.ts';
import { OP_PAYLOADS } from '#shared/protocol/ops.ts';
import type { Alarms } from '../alarms/alarms.ts';
import type { Applied, Cache } from '../cache/cache.ts';
import type { Db } from '../db/driver.ts';
import { type Trouble, troubleOf } from '../db/trouble.ts';
import type { CentreLink, Cue } from '../link/centreLink.ts';
import type { Log } from '../log.ts';
import { no, yes } from '../serve/answers.ts';
import type { Session } from '../session/session.ts';
import { judge, ruleRefusal } from './act.ts';
import type { NewOutboxRow, Outbox, OutboxRow } from './outbox.ts';
import type { OutboxOverlay } from './overlay.ts';
import { Pump } from './pump.ts';

export interface DeskWorld {
  db: Db;
  cache: Cache;
  outbox: Outbox;
  overlay: OutboxOverlay;
  session: Session;
  alarms: Alarms;
  log: Log;
  link: CentreLink;
  now(): number;
  random(): number;
  serverNow(): number;
  undoSeconds(): number;
  /** why the database is only a stand-in that must not take work; null when it is the desk's own */
  standIn: Trouble | null;
  /** the database took a write (null), or why it did not */
  wrote(trouble: Trouble | null): void;
  cue(cue: Cue): void;
  changed(topics: Topic[]): void;
}

const FLUSH_STEP_MS = 20;
const HISTORY_KEPT_MS = 7 * 86_400_000;
const TOUCHED: Topic[] = ['cases', 'commands', 'outbox'];

/** What operators do here: one transaction for the outbox row and its effect, then the wire, then what became of it. */
export class Desk {
  readonly #world: DeskWorld;
  readonly pump: Pump;

  constructor(world: DeskWorld) {
    this.#world = world;
    this.pump = new Pump({
      outbox: world.outbox,
      log: world.log,
      now: world.now,
      random: world.random,
      sender: () => (world.link.status.state === 'online' ? (world.session.user?.id ?? null) : null),
      send: (op) => world.link.ask('op', op),
      accepted: (row, ack) => this.#accepted(row, ack),
      refused: (row, ack) => this.#refused(row, ack),
      changed: () => world.changed(['outbox']),
    });
    if (world.standIn === null) this.#write(() => world.outbox.forgetHistoryBefore(world.now() - HISTORY_KEPT_MS));
  }

  stop(): void {
    this.pump.stop();
  }

  /** The operator leaves: what waited for a possible undo goes now. Resolves when all has left, or at `end`. */
  async flush(end: number): Promise<void> {
    const { outbox, session, link, now } = this.#world;
    const { user } = session;
    if (!user || link.status.state !== 'online') return;
    this.#write(() => outbox.releaseHeld(user.id));
    this.pump.run();
    while (now() < end && link.status.state === 'online' && !this.pump.idle) {
      await new Promise((resolve) => setTimeout(resolve, FLUSH_STEP_MS));
    }
  }

  act(input: unknown): Answer<ActReceipt> {
    const { cache, outbox, overlay, session, now, serverNow, undoSeconds, standIn } = this.#world;
    const situation = { user: session.user, now: now(), serverNow: serverNow(), undoSeconds: undoSeconds() };
    const judged = judge(input, cache, outbox, situation);
    if (!judged.ok) return judged.answer;
    if (standIn !== null) return no('unavailable', standIn);
    const written = this.#write(() => {
      outbox.add(judged.row);
      overlay.noteAdded(judged.row.kind, judged.row.entityId);
      overlay.relay(cache.stores, judged.row.kind, judged.row.entityId);
    });
    if (written !== null) return no('unavailable', written);
    this.#afterAct(judged.row);
    return yes({ id: judged.row.id, undoUntil: judged.row.holdUntil });
  }

  #afterAct(row: NewOutboxRow): void {
    // A wall of this desk follows at once; the centre's echo of the cue shows the same scene again.
    const cue = row.kind === 'wall.cue' ? OP_PAYLOADS['wall.cue'].safeParse(row.payload) : null;
    if (cue?.success) this.#world.cue(cue.data);
    this.#world.changed(TOUCHED);
    this.pump.run();
  }

  /** Takes back what has not left and what nothing later builds on. */
  undo(id: string): Answer<null> {
    const { outbox, session } = this.#world;
    const row = outbox.get(id);
    if (!row) return no('not-found', 'action-unknown');
    if (!session.user || row.user_id !== session.user.id) return no('forbidden', 'not-yours');
    if (row.state !== 'waiting' || this.pump.isInFlight(id) || row.attempts > 0) return no('gone', 'already-left');
    if (outbox.behind(row.lane, row.n).length > 0) return no('conflict', 'later-action-waits');
    return this.#end([row], 'undone');
  }

  dismiss(id: string): Answer<null> {
    const { outbox, session } = this.#world;
    if (!session.user) return no('unauthorized', 'signed-out');
    const row = outbox.get(id);
    if (!row) return no('not-found', 'action-unknown');
    if (row.state !== 'conflict' && row.state !== 'refused') return no('conflict', 'still-waiting');
    return this.#end([row], 'dismissed');
  }

  /** The pause before the next try of a waiting action ends now; so does the pause for a possible undo. */
  sendNow(id: string): Answer<null> {
    const { outbox, session } = this.#world;
    const row = outbox.get(id);
    if (!row) return no('not-found', 'action-unknown');
    if (!session.user || row.user_id !== session.user.id) return no('forbidden', 'not-yours');
    if (row.state !== 'waiting') return no('conflict', 'already-left');
    const failed = this.#write(() => outbox.makeDue(id));
    if (failed !== null) return no('unavailable', failed);
    this.#world.changed(['outbox']);
    this.pump.run();
    return yes(null);
  }

  /** Sends a set-aside action again, on top of the case as it is now, under a new id on the wire. */
  retry(id: string): Answer<null> {
    return this.#sendAgain(id, null);
  }

  /** The same with another payload, which replaces the refused one in the same transaction. */
  amend(id: string, payload: unknown): Answer<null> {
    const row = this.#world.outbox.get(id);
    if (!row) return no('not-found', 'action-unknown');
    const parsed = OP_PAYLOADS[row.kind].safeParse(payload);
    if (!parsed.success) return no('invalid', 'invalid-payload', parsed.error.issues[0]?.path.join('.') ?? '');
    return this.#sendAgain(id, JSON.stringify(parsed.data));
  }

  #sendAgain(id: string, payload: string | null): Answer<null> {
    const { outbox, overlay, cache, session } = this.#world;
    const found = outbox.get(id);
    const row = found && payload !== null ? { ...found, payload } : found;
    if (!row) return no('not-found', 'action-unknown');
    if (!session.user || row.user_id !== session.user.id) return no('forbidden', 'not-yours');
    if (row.state !== 'conflict' && row.state !== 'refused') return no('conflict', 'still-waiting');
    const shown = row.entity_id ? cache.stores.cases.get(row.entity_id)?.shown : undefined;
    const refusal = shown ? ruleRefusal(cache, shown, row, session.user, this.#world) : null;
    if (refusal) return no(refusal.code, refusal.reason, refusalText(refusal.reason, 'zh-CN'));
    const failed = this.#write(() => {
      outbox.sendAgain(id, uuidv7(), shown ? shown.version : null, row.payload);
      overlay.noteAdded(row.kind, row.entity_id);
      overlay.relay(cache.stores, row.kind, row.entity_id);
    });
    if (failed !== null) return no('unavailable', failed);
    this.#world.changed(TOUCHED);
    this.pump.run();
    return yes(null);
  }

  acknowledge(alarmId: string): Answer<null> {
    const { session, alarms, serverNow } = this.#world;
    if (!session.user) return no('unauthorized', 'signed-out');
    return alarms.acknowledge(alarmId, session.user.name, serverNow()) ? yes(null) : no('not-found', 'alarm-unknown');
  }

  /** Inside the transaction that moved the cursor: acknowledged actions whose change is now in the cache are through. */
  arriving(cursor: Cursor): void {
    for (const row of this.#world.outbox.arrived(cursor.epoch, cursor.seq)) this.#through(row, 'done');
  }

  /** After changes were applied: alarms, and whatever waited for them. */
  applied(applied: Applied, live: boolean): void {
    const { alarms, session } = this.#world;
    if (live || this.#world.link.cursor !== null) for (const row of applied.newCases) alarms.newCase(row);
    for (const command of applied.newCommands) {
      if (live && command.issuedBy.id === session.user?.id) alarms.commandSent(command);
    }
  }

  #accepted(row: OutboxRow, ack: Extract<OpAck, { ok: true }>): void {
    const { outbox, link } = this.#world;
    const cursor = link.cursor;
    const failed = this.#write(() => {
      outbox.setDone(row.id, cursor?.epoch ?? '', ack.seq);
      this.#rebase(row, ack.result);
      if (cursor && cursor.seq >= ack.seq) this.#through(row, 'done');
      else this.#world.overlay.relay(this.#world.cache.stores, row.kind, row.entity_id);
    });
    // Not written: the op leaves again with the same id and gets the same answer.
    if (failed !== null) throw new Error(failed);
    this.#world.changed(TOUCHED);
  }

  /** Own later actions build on the version this one made, whatever harmless lines came between. */
  #rebase(row: OutboxRow, result: unknown): void {
    if (typeof result !== 'object' || result === null || !('version' in result)) return;
    const { version } = result;
    if (typeof version !== 'number') return;
    this.#world.outbox
      .behind(row.lane, row.n)
      .filter((next) => next.entity_id === row.entity_id && next.base_version !== null)
      .forEach((next, i) => this.#world.outbox.setBase(next.id, version + i));
  }

  #refused(row: OutboxRow, ack: Extract<OpAck, { ok: false }>): void {
    const { outbox, overlay, cache, log } = this.#world;
    log.info({ op: row.id, kind: row.kind, code: ack.code }, 'the centre refused an action');
    const failed = this.#write(() => {
      const dependants = outbox.behind(row.lane, row.n);
      outbox.setAside(row.id, ack.code, ack.message, ack.current);
      overlay.noteEnded(row.kind, row.entity_id);
      for (const next of dependants) {
        outbox.setAside(next.id, 'depends', '', undefined);
        overlay.noteEnded(next.kind, next.entity_id);
      }
      for (const one of [row, ...dependants]) overlay.relay(cache.stores, one.kind, one.entity_id);
    });
    if (failed !== null) throw new Error(failed);
    this.#world.changed(TOUCHED);
  }

  #end(rows: readonly OutboxRow[], outcome: 'undone' | 'dismissed'): Answer<null> {
    const failed = this.#write(() => {
      for (const row of rows) this.#through(row, outcome);
    });
    if (failed !== null) return no('unavailable', failed);
    this.#world.changed(TOUCHED);
    this.pump.run();
    return yes(null);
  }

  #through(row: OutboxRow, outcome: 'done' | 'undone' | 'dismissed'): void {
    const { outbox, overlay, cache, now } = this.#world;
    const counted = row.state !== 'conflict' && row.state !== 'refused';
    outbox.end(row, outcome, now());
    if (counted) overlay.noteEnded(row.kind, row.entity_id);
    overlay.relay(cache.stores, row.kind, row.entity_id);
  }

  /** Runs in one transaction; returns the trouble when the disk does not take it. */
  #write(run: () => void): Trouble | null {
    try {
      this.#world.db.transaction(run).immediate();
      this.#world.wrote(null);
      return null;
    } catch (error) {
      this.#world.overlay.reload();
      const trouble = troubleOf(error);
      if (!trouble) throw error;
      this.#world.log.error({ err: error }, 'the database did not take an action');
      this.#world.wrote(trouble);
      return trouble;
    }
  }
}
