import type { OpKind } from '#shared/protocol/ops.ts';
import { SHIFT_OPS } from '#shared/protocol/shifts.ts';
import type { Db } from '../db/driver.ts';
import type { OutboxRow } from './rows.ts';

export const OPEN = `('waiting', 'sending')`;
const PENDING = `('waiting', 'sending', 'done')`;
const SHIFT_KINDS = `(${Object.keys(SHIFT_OPS)
  .map((kind) => `'${kind}'`)
  .join(', ')})`;
/** kinds that make what later actions may speak of: the thing with their `entity_id`. An index has the same list (0011.ts). */
export const MAKER_KINDS: readonly OpKind[] = [
  'case.create',
  'command.issue',
  'shift.open',
  'shift.hand-over',
  'shift.take-over',
];
const MAKERS = `(${MAKER_KINDS.map((kind) => `'${kind}'`).join(', ')})`;

const SENDABLE = `SELECT * FROM outbox WHERE user_id = ? AND head = 1 AND state IN ${OPEN} AND next_at <= ?
   AND (hold_until IS NULL OR hold_until <= ?)`;
const CHAINED = 'o.n, o.id, o.lane, o.user_id, o.kind, o.entity_id';

/**
 * Whoever's open row `row` cannot leave before, by its number: it makes what `row` is about or what else it speaks of.
 * NULL when there is none. `row` is the name of a table of outbox rows in the statement.
 */
export const heldBy = (row: string): string => `COALESCE(
  (SELECT m.n FROM outbox m WHERE m.id = ${row}.waits_for AND m.state IN ${OPEN}),
  (SELECT MIN(m.n) FROM outbox m
     WHERE m.entity_id = ${row}.lane AND m.kind IN ${MAKERS} AND m.state IN ${OPEN} AND m.n < ${row}.n))`;

/** The number of an open row that builds on `row`: the same user's behind it in its lane, or whoever's it holds. NULL: none. */
export const builtOn = (row: string): string => `COALESCE(
  (SELECT MIN(b.n) FROM outbox b
     WHERE b.lane = ${row}.lane AND b.user_id = ${row}.user_id AND b.n > ${row}.n AND b.state IN ${OPEN}),
  (SELECT b.n FROM outbox b WHERE b.waits_for = ${row}.id AND b.state IN ${OPEN} LIMIT 1),
  (SELECT b.n FROM outbox b
     WHERE ${row}.kind IN ${MAKERS} AND b.lane = ${row}.entity_id AND b.n > ${row}.n AND b.state IN ${OPEN} LIMIT 1))`;

/** Every question and change of the outbox, prepared. */
export function statements(db: Db) {
  const rows = <P extends unknown[]>(sql: string) => db.prepare<P, OutboxRow>(sql);
  return {
    insert: db.prepare(
      `INSERT INTO outbox (id, wire_id, user, user_id, kind, lane, waits_for, entity_id, base_version, seen_version, at,
         server_at, hold_until, state, base, payload) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 'waiting', ?, ?)`,
    ),
    byId: rows<[string]>('SELECT * FROM outbox WHERE id = ?'),
    byNumber: rows<[number]>('SELECT * FROM outbox WHERE n = ?'),
    history: db.prepare<[string], { undo_until: number | null }>('SELECT undo_until FROM outbox_history WHERE id = ?'),
    pendingOf: rows<[string]>(`SELECT * FROM outbox WHERE entity_id = ? AND state IN ${PENDING} ORDER BY n`),
    pendingShift: rows<[]>(`SELECT * FROM outbox WHERE kind IN ${SHIFT_KINDS} AND state IN ${PENDING} ORDER BY n`),
    pendingOfKinds: rows<[string]>(
      `SELECT * FROM outbox WHERE kind IN (SELECT value FROM json_each(?)) AND state IN ${PENDING} ORDER BY n`,
    ),
    pending: db.prepare<[], Pick<OutboxRow, 'kind' | 'entity_id'>>(
      `SELECT kind, entity_id FROM outbox WHERE state IN ${PENDING} AND entity_id IS NOT NULL`,
    ),
    maker: db.prepare<[string], { id: string }>(
      `SELECT id FROM outbox WHERE entity_id = ? AND kind IN ${MAKERS} AND state IN ${OPEN} ORDER BY n LIMIT 1`,
    ),
    next: rows<[string, string, number]>(
      `SELECT * FROM outbox WHERE lane = ? AND user_id = ? AND n > ? AND state IN ${OPEN} ORDER BY n LIMIT 1`,
    ),
    // From one user's first row to the next user's: a lane may hold thousands of rows, and hardly ever more than two users'.
    usersIn: db.prepare<[string], { user_id: string }>(
      `WITH RECURSIVE asked (lane) AS (VALUES (?)), users (user_id) AS (
         SELECT MIN(o.user_id) FROM asked, outbox o WHERE o.lane = asked.lane AND o.state IN ${OPEN}
         UNION ALL SELECT (SELECT MIN(o.user_id) FROM asked, outbox o
           WHERE o.lane = asked.lane AND o.user_id > users.user_id AND o.state IN ${OPEN})
         FROM users WHERE users.user_id IS NOT NULL
       ) SELECT user_id FROM users WHERE user_id IS NOT NULL`,
    ),
    dependants: rows<[string, string]>(
      `WITH RECURSIVE chain (n, id, lane, user_id, kind, entity_id) AS (
         SELECT n, id, lane, user_id, kind, entity_id FROM outbox WHERE id = ?
         UNION SELECT ${CHAINED} FROM chain c JOIN outbox o ON o.n = (SELECT MIN(p.n) FROM outbox p
           WHERE p.lane = c.lane AND p.user_id = c.user_id AND p.n > c.n AND p.state IN ${OPEN})
         UNION SELECT ${CHAINED} FROM chain c JOIN outbox o ON o.waits_for = c.id WHERE o.state IN ${OPEN}
         UNION SELECT ${CHAINED} FROM chain c JOIN outbox o ON o.lane = c.entity_id
           WHERE c.kind IN ${MAKERS} AND o.n > c.n AND o.state IN ${OPEN}
       ) SELECT o.* FROM outbox o JOIN chain USING (n) WHERE o.id <> ? ORDER BY o.n`,
    ),
    builtOn: db.prepare<[string], { n: number | null }>(`SELECT ${builtOn('o')} AS n FROM outbox o WHERE o.id = ?`),
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
    waitingFor: db.prepare<[string], { lane: string; user_id: string }>(
      `SELECT DISTINCT lane, user_id FROM outbox WHERE waits_for = ? AND state IN ${OPEN}`,
    ),
    findHead: db.prepare(
      `UPDATE outbox SET head = 1 WHERE n = (SELECT MIN(n) FROM outbox WHERE lane = ? AND user_id = ? AND state IN ${OPEN})
         AND head = 0 AND ${heldBy('outbox')} IS NULL`,
    ),
    findHeads: db.prepare(
      `UPDATE outbox SET head = n = (SELECT MIN(p.n) FROM outbox p
           WHERE p.lane = outbox.lane AND p.user_id = outbox.user_id AND p.state IN ${OPEN})
         AND ${heldBy('outbox')} IS NULL WHERE state IN ${OPEN}`,
    ),
  };
}
