import type { User } from '#shared/protocol/entities.ts';
import type { OpKind } from '#shared/protocol/ops.ts';
import { userSchema } from '#shared/protocol/entities.ts';
import type { Db } from '../db/driver.ts';
import { securely } from '../db/secureDelete.ts';
import { type PayloadCodec, plainPayloads, type ReadPayload } from './payload.ts';
import { type Place, placeOf } from './place.ts';
import { SUSPECT } from './poison.ts';

/** `done` has left and is acknowledged but the change it made has not arrived yet: its local effect must stay. */
export type OutboxState = 'waiting' | 'sending' | 'done' | 'conflict' | 'refused';

export interface OutboxRow {
  n: number;
  id: string;
  wire_id: string;
  user: string;
  user_id: string;
  kind: OpKind;
  /** what it changes: a case, a command, a shift; rows of one lane leave one after another */
  lane: string;
  /** the row of another lane that makes what this one speaks of, and must leave before it */
  waits_for: string | null;
  entity_id: string | null;
  base_version: number | null;
  /** version of the centre's case that the operator had seen when acting */
  seen_version: number | null;
  at: number;
  server_at: number;
  hold_until: number | null;
  state: OutboxState;
  attempts: number;
  strikes: number;
  next_at: number;
  code: string | null;
  message: string | null;
  aside_with: string | null;
  base: string | null;
  current: string | null;
  payload: string;
}

export interface NewOutboxRow extends Place {
  id: string;
  user: User;
  kind: OpKind;
  baseVersion: number | null;
  seenVersion: number | null;
  at: number;
  serverAt: number;
  holdUntil: number | null;
  /** the thing as the operator saw it, contact masked; null when there was none */
  base: unknown;
  payload: unknown;
}

/** Why a row is out of its lane. `with`: the row it was set aside with, whose refusal took it along. */
export interface Aside {
  code: string;
  message: string;
  current?: unknown;
  with?: string;
}

/** What a set-aside row goes back to its lane with. */
export interface Again {
  wireId: string;
  baseVersion: number | null;
  seenVersion: number | null;
  base: unknown;
  payload: unknown;
}

export const OPEN = `('waiting', 'sending')`;

/** What these ask for is shown as soon as they are taken: the record of it stays. */
export const SEEN_AT_ONCE: readonly OpKind[] = ['trail.look-up'];

const PENDING = `('waiting', 'sending', 'done')`;
const SHIFT_KINDS = `('shift.open', 'shift.note', 'shift.hand-over')`;
/** kinds that make what later actions may speak of */
const MAKERS = `('case.create', 'command.issue', 'shift.open', 'shift.hand-over')`;

const FIRST_OF_LANE = `SELECT MIN(n) FROM outbox WHERE lane = ? AND state IN ${OPEN}`;
const MAKER_OPEN = `EXISTS (SELECT 1 FROM outbox m WHERE m.id = outbox.waits_for AND m.state IN ${OPEN})`;
const SENDABLE = `SELECT * FROM outbox WHERE user_id = ? AND head = 1 AND state IN ${OPEN} AND next_at <= ?
   AND (hold_until IS NULL OR hold_until <= ?)`;

/**
 * The one writer to the wire, on disk. Rows of one lane leave in the order of `n`; `head` marks those with nothing open
 * before them, so that finding what may leave costs the same with ten rows and with ten thousand. A row is deleted only
 * when the centre's answer is known and its effect has arrived, or the operator decided so. Times are of the steady clock.
 */
export class Outbox {
  readonly #db: Db;
  readonly #payloads: PayloadCodec;
  readonly #sql;

  constructor(db: Db, payloads: PayloadCodec = plainPayloads) {
    this.#db = db;
    this.#payloads = payloads;
    this.#sql = statements(db);
  }

  add(row: NewOutboxRow): void {
    this.#sql.insert.run(
      row.id,
      row.id,
      JSON.stringify(row.user),
      row.user.id,
      row.kind,
      row.lane,
      row.waitsFor,
      row.entityId,
      row.baseVersion,
      row.seenVersion,
      row.at,
      row.serverAt,
      row.holdUntil,
      this.#payloads.writeSeen(row.base),
      this.#payloads.write(row, row.payload),
    );
    this.#findHead(row.lane);
  }

  get(id: string): OutboxRow | null {
    return this.#sql.byId.get(id) ?? null;
  }

  /** The payload of a row; unreadable when the disk gives back something else than was written. */
  read(row: Pick<OutboxRow, 'id' | 'kind' | 'payload'>): ReadPayload {
    return this.#payloads.read(row, row.payload);
  }

  /** What was kept of a thing as it was seen: `base` or `current` of a row. */
  seen(text: string | null): unknown {
    return this.#payloads.readSeen(text);
  }

  /** The answer an action got before, when its id has been seen; null otherwise. */
  receiptOf(id: string): { id: string; undoUntil: number | null } | null {
    const row = this.#sql.byId.get(id);
    if (row) return { id, undoUntil: row.hold_until };
    const ended = this.#sql.history.get(id);
    return ended ? { id, undoUntil: ended.undo_until } : null;
  }

  /** Rows about one case or command whose effect is shown locally, oldest first. */
  pendingOf(entityId: string): OutboxRow[] {
    return this.#sql.pendingOf.all(entityId);
  }

  /** Shift actions whose effect is shown locally, oldest first. */
  pendingShiftRows(): OutboxRow[] {
    return this.#sql.pendingShift.all();
  }

  /** What every row is about whose effect is shown locally. */
  pending(): Pick<OutboxRow, 'kind' | 'entity_id'>[] {
    return this.#sql.pending.all();
  }

  /** The row that still waits to make this case, command or shift in the centre; null when there is none. */
  makerOf(entityId: string): string | null {
    return this.#sql.maker.get(entityId)?.id ?? null;
  }

  /** The open row behind this one in its lane. */
  next({ lane, n }: Pick<OutboxRow, 'lane' | 'n'>): OutboxRow | null {
    return this.#sql.next.get(lane, n) ?? null;
  }

  /** Open rows that build on this one: behind it in its lane or waiting for it, and those that build on them; oldest first. */
  dependants(id: string): OutboxRow[] {
    return this.#sql.dependants.all(id, id);
  }

  /** Whether an open row builds on this one. */
  isBuiltOn(row: Pick<OutboxRow, 'id' | 'lane' | 'n'>): boolean {
    return this.#sql.builtOn.get(row.lane, row.n, row.id) !== undefined;
  }

  /** Rows that may leave now, oldest first: heads of this user past their hold and their pause, none under suspicion. */
  sendable(userId: string, now: number, limit: number): OutboxRow[] {
    return this.#sql.sendable.all(userId, now, now, SUSPECT, limit);
  }

  /** The oldest row that may leave now, but only alone. */
  suspect(userId: string, now: number): OutboxRow | null {
    return this.#sql.suspect.get(userId, now, now, SUSPECT) ?? null;
  }

  /** When the next head of this user becomes due; null when none waits for time. */
  nextDue(userId: string, now: number): number | null {
    return this.#sql.nextDue.get(userId, now)?.due ?? null;
  }

  /** Open rows of this user. */
  openCount(userId: string): number {
    return this.#sql.openCount.get(userId)?.count ?? 0;
  }

  /** The youngest row there is. */
  lastN(): number {
    return this.#sql.lastN.get()?.n ?? 0;
  }

  /**
   * A new process begins: nothing is on its way, no pause goes on, and a hold that lies further ahead than any can, because
   * the clock was set back, ends.
   *
   * @param mostHold ms
   */
  wake(now: number, mostHold: number): void {
    this.#sql.wake.run(now + mostHold);
    this.#findHeads();
  }

  /** Nothing of this user waits for an undo any more. */
  releaseHeld(userId: string): void {
    this.#sql.release.run(userId);
  }

  /** May leave now: neither held for an undo nor pausing between two tries. */
  makeDue(id: string): void {
    this.#sql.makeDue.run(id);
  }

  /** They are about to leave: from here on nobody may say that they never did. */
  setSending(ids: readonly string[]): void {
    this.#db.transaction(() => {
      for (const id of ids) this.#sql.sending.run(id);
    })();
  }

  /** Not sent, or nobody knows: it will leave again with the same id. `strike`: it is under suspicion for it. */
  setWaiting(id: string, nextAt: number, code: string | null, message: string | null, strike: boolean): void {
    this.#sql.waiting.run(nextAt, code, message, strike ? 1 : 0, id);
  }

  setDone(row: OutboxRow, epoch: string, seq: number): void {
    this.#sql.done.run(epoch, seq, row.id);
    this.#left(row);
  }

  /** Out of its lane, for the operator to decide. */
  setAside(row: OutboxRow, why: Aside): void {
    const state = why.code === 'conflict' ? 'conflict' : 'refused';
    const current = this.#payloads.writeSeen(why.current);
    this.#sql.aside.run(state, why.code, why.message, current, why.with ?? null, row.id);
    this.#left(row);
  }

  /** Rows that were set aside because this one was, of the same user, oldest first. */
  asideWith(row: Pick<OutboxRow, 'id' | 'user_id'>): OutboxRow[] {
    return this.#sql.asideWith.all(row.id, row.user_id);
  }

  /** Puts a set-aside row back at the end of its lane. */
  sendAgain(row: OutboxRow, again: Again): void {
    const op = { id: row.id, kind: row.kind, entityId: row.entity_id };
    const { lane, waitsFor } = placeOf(op, again.payload, (entityId) => this.makerOf(entityId));
    this.#sql.again.run(
      again.wireId,
      again.baseVersion,
      again.seenVersion,
      this.#payloads.writeSeen(again.base),
      this.#payloads.write(row, again.payload),
      lane,
      waitsFor,
      row.id,
    );
    this.#findHead(lane);
  }

  /** Open rows of these kinds and this user, oldest first. */
  openOfKinds(kinds: readonly OpKind[], userId: string): OutboxRow[] {
    return this.#db
      .prepare(
        `SELECT * FROM outbox WHERE user_id = ? AND kind IN (SELECT value FROM json_each(?)) AND state IN ${OPEN} ORDER BY n`,
      )
      .all(userId, JSON.stringify(kinds)) as OutboxRow[];
  }

  setBase(id: string, baseVersion: number): void {
    this.#sql.base.run(baseVersion, id);
  }

  /** Acknowledged rows whose change the cursor has passed. */
  arrived(epoch: string, seq: number): OutboxRow[] {
    return this.#sql.arrived.all(epoch, seq);
  }

  /**
   * Acknowledged rows that a centre with this log cannot have: it was set back, or is another. They wait again, with the same
   * id on the wire. Call when the centre greets, before anything is sent to it.
   *
   * @returns how many
   */
  revive(epoch: string, seq: number): number {
    const { changes } = this.#sql.revive.run(epoch, seq);
    if (changes > 0) this.#findHeads();
    return changes;
  }

  end(row: OutboxRow, outcome: 'done' | 'undone' | 'dismissed', now: number): void {
    securely(this.#db, () => this.#sql.remove.run(row.id));
    this.#sql.remember.run(row.id, row.kind, row.entity_id, row.user_id, row.at, row.hold_until, now, outcome);
    this.#left(row);
  }

  /** A row is no longer before others: the next of its lane and whoever waited for it may come to the head. */
  #left(row: Pick<OutboxRow, 'id' | 'lane'>): void {
    this.#findHead(row.lane);
    for (const { lane } of this.#sql.waitingFor.all(row.id)) this.#findHead(lane);
  }

  #findHead(lane: string): void {
    this.#sql.findHead.run(lane);
  }

  #findHeads(): void {
    this.#sql.findHeads.run();
  }
}

function statements(db: Db) {
  const rows = <P extends unknown[]>(sql: string) => db.prepare<P, OutboxRow>(sql);
  return {
    insert: db.prepare(
      `INSERT INTO outbox (id, wire_id, user, user_id, kind, lane, waits_for, entity_id, base_version, seen_version, at,
         server_at, hold_until, state, base, payload) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 'waiting', ?, ?)`,
    ),
    byId: rows<[string]>('SELECT * FROM outbox WHERE id = ?'),
    history: db.prepare<[string], { undo_until: number | null }>('SELECT undo_until FROM outbox_history WHERE id = ?'),
    pendingOf: rows<[string]>(`SELECT * FROM outbox WHERE entity_id = ? AND state IN ${PENDING} ORDER BY n`),
    pendingShift: rows<[]>(`SELECT * FROM outbox WHERE kind IN ${SHIFT_KINDS} AND state IN ${PENDING} ORDER BY n`),
    pending: db.prepare<[], Pick<OutboxRow, 'kind' | 'entity_id'>>(
      `SELECT kind, entity_id FROM outbox WHERE state IN ${PENDING} AND entity_id IS NOT NULL`,
    ),
    maker: db.prepare<[string], { id: string }>(
      `SELECT id FROM outbox WHERE entity_id = ? AND kind IN ${MAKERS} AND state IN ${OPEN} ORDER BY n LIMIT 1`,
    ),
    next: rows<[string, number]>(
      `SELECT * FROM outbox WHERE lane = ? AND n > ? AND state IN ${OPEN} ORDER BY n LIMIT 1`,
    ),
    dependants: rows<[string, string]>(
      `WITH RECURSIVE chain (n, id, lane) AS (
         SELECT n, id, lane FROM outbox WHERE id = ?
         UNION SELECT o.n, o.id, o.lane FROM chain c JOIN outbox o ON o.n = (
           SELECT MIN(p.n) FROM outbox p WHERE p.lane = c.lane AND p.n > c.n AND p.state IN ${OPEN})
         UNION SELECT o.n, o.id, o.lane FROM chain c JOIN outbox o ON o.waits_for = c.id WHERE o.state IN ${OPEN}
       ) SELECT o.* FROM outbox o JOIN chain USING (n) WHERE o.id <> ? ORDER BY o.n`,
    ),
    builtOn: db.prepare<[string, number, string], { n: number }>(
      `SELECT n FROM outbox WHERE lane = ? AND n > ? AND state IN ${OPEN}
       UNION ALL SELECT n FROM outbox WHERE waits_for = ? AND state IN ${OPEN} LIMIT 1`,
    ),
    sendable: rows<[string, number, number, number, number]>(`${SENDABLE} AND strikes < ? ORDER BY n LIMIT ?`),
    suspect: rows<[string, number, number, number]>(`${SENDABLE} AND strikes >= ? ORDER BY n LIMIT 1`),
    nextDue: db.prepare<[string, number], { due: number | null }>(
      `SELECT MIN(due) AS due FROM (SELECT MAX(next_at, COALESCE(hold_until, 0)) AS due FROM outbox
         WHERE user_id = ? AND head = 1 AND state IN ${OPEN}) WHERE due > ?`,
    ),
    openCount: db.prepare<[string], { count: number }>(
      `SELECT COUNT(*) AS count FROM outbox WHERE user_id = ? AND state IN ${OPEN}`,
    ),
    lastN: db.prepare<[], { n: number | null }>('SELECT MAX(n) AS n FROM outbox'),
    wake: db.prepare(
      `UPDATE outbox SET state = 'waiting', next_at = 0, hold_until = CASE WHEN hold_until > ? THEN NULL ELSE hold_until END
       WHERE state IN ${OPEN}`,
    ),
    release: db.prepare(
      "UPDATE outbox SET hold_until = NULL WHERE user_id = ? AND state = 'waiting' AND hold_until > 0",
    ),
    makeDue: db.prepare("UPDATE outbox SET hold_until = NULL, next_at = 0 WHERE id = ? AND state = 'waiting'"),
    sending: db.prepare("UPDATE outbox SET state = 'sending', attempts = attempts + 1 WHERE id = ?"),
    waiting: db.prepare(
      `UPDATE outbox SET state = 'waiting', next_at = ?, code = ?, message = ?, strikes = strikes + ? WHERE id = ?`,
    ),
    done: db.prepare(
      `UPDATE outbox SET state = 'done', head = 0, ack_epoch = ?, ack_seq = ?, code = NULL, message = NULL WHERE id = ?`,
    ),
    aside: db.prepare(
      `UPDATE outbox SET state = ?, head = 0, code = ?, message = ?, current = ?, aside_with = ?, hold_until = NULL
       WHERE id = ?`,
    ),
    asideWith: rows<[string, string]>(
      `SELECT * FROM outbox WHERE aside_with = ? AND user_id = ? AND state = 'refused' AND code = 'depends' ORDER BY n`,
    ),
    again: db.prepare(
      `UPDATE outbox SET state = 'waiting', wire_id = ?, base_version = ?, seen_version = ?, base = ?, payload = ?, lane = ?,
         waits_for = ?, code = NULL,
         message = NULL, current = NULL, aside_with = NULL, attempts = 0, strikes = 0, next_at = 0,
         n = (SELECT MAX(n) + 1 FROM outbox) WHERE id = ?`,
    ),
    base: db.prepare('UPDATE outbox SET base_version = ? WHERE id = ?'),
    arrived: rows<[string, number]>("SELECT * FROM outbox WHERE state = 'done' AND ack_epoch = ? AND ack_seq <= ?"),
    revive: db.prepare(
      `UPDATE outbox SET state = 'waiting', next_at = 0, ack_epoch = NULL, ack_seq = NULL
       WHERE state = 'done' AND (ack_epoch <> ? OR ack_seq > ?)`,
    ),
    remove: db.prepare('DELETE FROM outbox WHERE id = ?'),
    remember: db.prepare('INSERT OR REPLACE INTO outbox_history VALUES (?, ?, ?, ?, ?, ?, ?, ?)'),
    waitingFor: db.prepare<[string], { lane: string }>(
      `SELECT DISTINCT lane FROM outbox WHERE waits_for = ? AND state IN ${OPEN}`,
    ),
    findHead: db.prepare(`UPDATE outbox SET head = 1 WHERE n = (${FIRST_OF_LANE}) AND head = 0 AND NOT ${MAKER_OPEN}`),
    findHeads: db.prepare(
      `UPDATE outbox SET head = n = (SELECT MIN(p.n) FROM outbox p WHERE p.lane = outbox.lane AND p.state IN ${OPEN})
         AND NOT ${MAKER_OPEN} WHERE state IN ${OPEN}`,
    ),
  };
}

/** Who acted; what a damaged disk gives back as nobody is told by the id alone. */
export function userOf(row: Pick<OutboxRow, 'user' | 'user_id'>): User {
  try {
    const parsed = userSchema.safeParse(JSON.parse(row.user));
    if (parsed.success) return parsed.data;
  } catch {
    // Falls through: the action's own columns still say whose it is.
  }
  return { id: row.user_id, name: row.user_id, roles: [], areas: [] };
}
