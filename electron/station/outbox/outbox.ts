import { maskContact } from '#shared/domain/privacy.ts';
import type { OutboxItem, StationStatus } from '#shared/contract/views.ts';
import type { ErrorCode } from '#shared/protocol/common.ts';
import type { User } from '#shared/protocol/entities.ts';
import { OP_PAYLOADS, type OpKind } from '#shared/protocol/ops.ts';
import type { Db } from '../db/driver.ts';

/** `done` has left and is acknowledged but the change it made has not arrived yet: its local effect must stay. */
export type OutboxState = 'waiting' | 'sending' | 'done' | 'conflict' | 'refused';

export interface OutboxRow {
  n: number;
  id: string;
  wire_id: string;
  user: string;
  user_id: string;
  kind: OpKind;
  lane: string;
  entity_id: string | null;
  base_version: number | null;
  at: number;
  server_at: number;
  hold_until: number | null;
  state: OutboxState;
  attempts: number;
  next_at: number;
  code: string | null;
  message: string | null;
  current: string | null;
  payload: string;
}

export interface NewOutboxRow {
  id: string;
  user: User;
  kind: OpKind;
  lane: string;
  entityId: string | null;
  baseVersion: number | null;
  at: number;
  serverAt: number;
  holdUntil: number | null;
  payload: unknown;
}

const PENDING = `('waiting', 'sending', 'done')`;

/**
 * The one writer to the wire, on disk. Rows of one lane (one entity) leave in the order of `n`; a row is deleted only
 * when the centre's answer is known and its effect has arrived, or the operator dismissed it.
 */
export class Outbox {
  readonly #db: Db;
  readonly #insert;
  readonly #byId;
  readonly #pendingOf;
  readonly #history;

  constructor(db: Db) {
    this.#db = db;
    this.#insert = db.prepare(
      `INSERT INTO outbox (id, wire_id, user, user_id, kind, lane, entity_id, base_version, at, server_at, hold_until,
         state, payload) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 'waiting', ?)`,
    );
    this.#byId = db.prepare<[string], OutboxRow>('SELECT * FROM outbox WHERE id = ?');
    this.#pendingOf = db.prepare<[string], OutboxRow>(
      `SELECT * FROM outbox WHERE entity_id = ? AND state IN ${PENDING} ORDER BY n`,
    );
    this.#history = db.prepare<[string], { id: string; undo_until: number | null }>(
      'SELECT id, undo_until FROM outbox_history WHERE id = ?',
    );
  }

  add(row: NewOutboxRow): void {
    this.#insert.run(
      row.id,
      row.id,
      JSON.stringify(row.user),
      row.user.id,
      row.kind,
      row.lane,
      row.entityId,
      row.baseVersion,
      row.at,
      row.serverAt,
      row.holdUntil,
      JSON.stringify(row.payload),
    );
  }

  get(id: string): OutboxRow | null {
    return this.#byId.get(id) ?? null;
  }

  /** The answer an action got before, when its id has been seen; null otherwise. */
  receiptOf(id: string): { id: string; undoUntil: number | null } | null {
    const row = this.#byId.get(id);
    if (row) return { id, undoUntil: row.hold_until };
    const ended = this.#history.get(id);
    return ended ? { id, undoUntil: ended.undo_until } : null;
  }

  /** Rows about one case or command whose effect is shown locally, oldest first. */
  pendingOf(entityId: string): OutboxRow[] {
    return this.#pendingOf.all(entityId);
  }

  /** Every row whose effect is shown locally. */
  pending(): OutboxRow[] {
    return this.#db.prepare(`SELECT * FROM outbox WHERE state IN ${PENDING} ORDER BY n`).all() as OutboxRow[];
  }

  /** Rows of a lane behind row `n` that have not left. */
  behind(lane: string, n: number): OutboxRow[] {
    return this.#db
      .prepare("SELECT * FROM outbox WHERE lane = ? AND n > ? AND state IN ('waiting', 'sending') ORDER BY n")
      .all(lane, n) as OutboxRow[];
  }

  /** Rows that may leave now: the head of each lane, of this user, past its hold and its back-off. */
  sendable(userId: string, now: number, limit: number): OutboxRow[] {
    const rows = this.#db
      .prepare(
        `SELECT * FROM outbox o WHERE state IN ('waiting', 'sending') AND user_id = ? AND next_at <= ?
           AND (hold_until IS NULL OR hold_until <= ?)
           AND NOT EXISTS (SELECT 1 FROM outbox p WHERE p.lane = o.lane AND p.n < o.n AND p.state IN ('waiting', 'sending'))
         ORDER BY n LIMIT ?`,
      )
      .all(userId, now, now, limit);
    return rows as OutboxRow[];
  }

  /** When the next row of this user becomes due; null when none waits for time. */
  nextDue(userId: string, now: number): number | null {
    const row = this.#db
      .prepare(
        `SELECT MIN(MAX(next_at, COALESCE(hold_until, 0))) AS due FROM outbox
         WHERE state IN ('waiting', 'sending') AND user_id = ? AND MAX(next_at, COALESCE(hold_until, 0)) > ?`,
      )
      .get(userId, now) as { due: number | null };
    return row.due;
  }

  /** Nothing of this user waits for an undo any more. */
  releaseHeld(userId: string): void {
    this.#db.prepare("UPDATE outbox SET hold_until = NULL WHERE user_id = ? AND state = 'waiting'").run(userId);
  }

  /** May leave now: neither held for an undo nor pausing between two tries. */
  makeDue(id: string): void {
    this.#db.prepare("UPDATE outbox SET hold_until = NULL, next_at = 0 WHERE id = ? AND state = 'waiting'").run(id);
  }

  setSending(id: string): void {
    this.#db.prepare("UPDATE outbox SET state = 'sending', attempts = attempts + 1 WHERE id = ?").run(id);
  }

  /** Not sent, or nobody knows: it will leave again with the same id. */
  setWaiting(id: string, nextAt: number, code: string | null, message: string | null): void {
    this.#db
      .prepare("UPDATE outbox SET state = 'waiting', next_at = ?, code = ?, message = ? WHERE id = ?")
      .run(nextAt, code, message, id);
  }

  setDone(id: string, epoch: string, seq: number): void {
    this.#db
      .prepare("UPDATE outbox SET state = 'done', ack_epoch = ?, ack_seq = ?, code = NULL, message = NULL WHERE id = ?")
      .run(epoch, seq, id);
  }

  /** Out of its lane, for the operator to decide. `depends`: an earlier action it builds on was refused. */
  setAside(id: string, code: ErrorCode | 'depends', message: string, current: unknown): void {
    this.#db
      .prepare('UPDATE outbox SET state = ?, code = ?, message = ?, current = ?, hold_until = NULL WHERE id = ?')
      .run(code === 'conflict' ? 'conflict' : 'refused', code, message, json(current), id);
  }

  /** Puts a set-aside row back in its lane under a new wire id: the centre answers an old id with its old refusal. */
  sendAgain(id: string, wireId: string, baseVersion: number | null, payload: string): void {
    this.#db
      .prepare(
        `UPDATE outbox SET state = 'waiting', wire_id = ?, base_version = ?, code = NULL, message = NULL, current = NULL,
           attempts = 0, next_at = 0, payload = ?, n = (SELECT MAX(n) + 1 FROM outbox) WHERE id = ?`,
      )
      .run(wireId, baseVersion, payload, id);
  }

  setBase(id: string, baseVersion: number): void {
    this.#db.prepare('UPDATE outbox SET base_version = ? WHERE id = ?').run(baseVersion, id);
  }

  /** Acknowledged rows whose change the cursor has passed (or whose log is gone). */
  arrived(epoch: string, seq: number): OutboxRow[] {
    return this.#db
      .prepare("SELECT * FROM outbox WHERE state = 'done' AND (ack_epoch IS NOT ? OR ack_seq <= ?)")
      .all(epoch, seq) as OutboxRow[];
  }

  end(row: OutboxRow, outcome: 'done' | 'undone' | 'dismissed', now: number): void {
    this.#db.prepare('DELETE FROM outbox WHERE id = ?').run(row.id);
    this.#db
      .prepare('INSERT OR REPLACE INTO outbox_history VALUES (?, ?, ?, ?, ?, ?, ?, ?)')
      .run(row.id, row.kind, row.entity_id, row.user_id, row.at, row.hold_until, now, outcome);
  }

  /** Rows the operator is shown: all but those that are through. */
  items(now: number): OutboxItem[] {
    const rows = this.#db.prepare("SELECT * FROM outbox WHERE state <> 'done' ORDER BY n LIMIT 1000").all();
    return (rows as OutboxRow[]).map((row) => toItem(row, now));
  }

  itemsOf(entityId: string, now: number): OutboxItem[] {
    const rows = this.#db
      .prepare("SELECT * FROM outbox WHERE entity_id = ? AND state <> 'done' ORDER BY n")
      .all(entityId) as OutboxRow[];
    return rows.map((row) => toItem(row, now));
  }

  counts(): StationStatus['outbox'] {
    const rows = this.#db.prepare('SELECT state, COUNT(*) AS n FROM outbox GROUP BY state').all() as {
      state: OutboxState;
      n: number;
    }[];
    const of = (state: OutboxState): number => rows.find((row) => row.state === state)?.n ?? 0;
    const oldest = this.#db.prepare("SELECT MIN(at) AS at FROM outbox WHERE state IN ('waiting', 'sending')").get() as {
      at: number | null;
    };
    return {
      waiting: of('waiting') + of('sending'),
      conflicts: of('conflict'),
      refused: of('refused'),
      oldestAt: oldest.at,
      drain: null,
    };
  }

  forgetHistoryBefore(time: number): void {
    this.#db.prepare('DELETE FROM outbox_history WHERE ended_at < ?').run(time);
  }
}

function json(value: unknown): string | null {
  return value === undefined ? null : JSON.stringify(value);
}

export function toItem(row: OutboxRow, now: number): OutboxItem {
  const held = row.state === 'waiting' && row.hold_until !== null && row.hold_until > now;
  const user = JSON.parse(row.user) as User;
  return {
    id: row.id,
    kind: row.kind,
    entityId: row.entity_id,
    by: { id: user.id, name: user.name },
    at: row.at,
    state: held ? 'held' : row.state === 'done' ? 'sending' : row.state,
    attempts: row.attempts,
    undoUntil: held ? row.hold_until : null,
    mayWithdraw: row.state === 'waiting' && row.attempts === 0,
    nextAt: row.state === 'waiting' && row.next_at > now ? row.next_at : null,
    code: row.code,
    message: row.message,
    payload: withoutContact(JSON.parse(row.payload)),
    current: row.current === null ? null : JSON.parse(row.current),
  };
}

/** A new case's payload holds the contact as typed until it has left; a window is shown the mask. */
function withoutContact(payload: unknown): unknown {
  const parsed = OP_PAYLOADS['case.create'].safeParse(payload);
  if (!parsed.success || !parsed.data.contact) return payload;
  return { ...parsed.data, contact: maskContact(parsed.data.contact) };
}
