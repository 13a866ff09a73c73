import type { OpKind } from '#shared/protocol/ops.ts';
import type { Db } from '../db/driver.ts';
import { securely } from '../db/secureDelete.ts';
import { type PayloadCodec, plainPayloads, type ReadPayload } from './payload.ts';
import { placeOf } from './place.ts';
import { SUSPECT } from './poison.ts';
import type { Again, Aside, NewOutboxRow, OutboxRow } from './rows.ts';
import { MAKER_KINDS, OPEN, statements } from './statements.ts';

/**
 * The one writer to the wire, on disk. Rows of one user in one lane leave in the order of `n`; `head` marks those with
 * nothing before them that must leave first, so that finding what may leave costs the same with ten rows and with ten
 * thousand. A row is deleted only when the centre's answer is known and its effect has arrived, or the operator decided so.
 * Times are of the steady clock.
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
    this.#findHead(row.lane, row.user.id);
  }

  get(id: string): OutboxRow | null {
    return this.#sql.byId.get(id) ?? null;
  }

  byNumber(n: number): OutboxRow | null {
    return this.#sql.byNumber.get(n) ?? null;
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

  /** Whoever's rows of these kinds whose effect is shown locally, oldest first. */
  pendingOfKinds(kinds: readonly OpKind[]): OutboxRow[] {
    return this.#sql.pendingOfKinds.all(JSON.stringify(kinds));
  }

  /** What every row is about whose effect is shown locally. */
  pending(): Pick<OutboxRow, 'kind' | 'entity_id'>[] {
    return this.#sql.pending.all();
  }

  /** The row that still waits to make this case, command or shift in the centre; null when there is none. */
  makerOf(entityId: string): string | null {
    return this.#sql.maker.get(entityId)?.id ?? null;
  }

  /** The first open row of each user behind this one in its lane. */
  next({ lane, n }: Pick<OutboxRow, 'lane' | 'n'>): OutboxRow[] {
    return this.#usersIn(lane).flatMap((userId) => this.#sql.next.get(lane, userId, n) ?? []);
  }

  /**
   * Open rows that build on this one, oldest first: the same user's behind it in its lane, whoever's speak of what it makes,
   * and those that build on them.
   */
  dependants(id: string): OutboxRow[] {
    return this.#sql.dependants.all(id, id);
  }

  /** Whether an open row builds on this one. */
  isBuiltOn({ id }: Pick<OutboxRow, 'id'>): boolean {
    return this.#sql.builtOn.get(id)?.n !== null;
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
    const { wireId, baseVersion, seenVersion } = again;
    const base = this.#payloads.writeSeen(again.base);
    const payload = this.#payloads.write(row, again.payload);
    securely(this.#db, () =>
      this.#sql.again.run(wireId, baseVersion, seenVersion, base, payload, lane, waitsFor, row.id),
    );
    this.#findHead(lane, row.user_id);
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

  /** A row is no longer before others: the next of its user in its lane and whoever waited for it may come to the head. */
  #left(row: Pick<OutboxRow, 'id' | 'kind' | 'entity_id' | 'lane' | 'user_id'>): void {
    this.#findHead(row.lane, row.user_id);
    for (const waiting of this.#sql.waitingFor.all(row.id)) this.#findHead(waiting.lane, waiting.user_id);
    if (row.entity_id === null || !MAKER_KINDS.includes(row.kind)) return;
    for (const userId of this.#usersIn(row.entity_id)) this.#findHead(row.entity_id, userId);
  }

  /** Whose rows are open in a lane. */
  #usersIn(lane: string): string[] {
    return this.#sql.usersIn.all(lane).map((row) => row.user_id);
  }

  #findHead(lane: string, userId: string): void {
    this.#sql.findHead.run(lane, userId);
  }

  #findHeads(): void {
    this.#sql.findHeads.run();
  }
}
