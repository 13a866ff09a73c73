import type { CaseEvent } from '#shared/domain/case.ts';
import type { CacheSet } from '../db/cacheTables.ts';
import type { Db } from '../db/driver.ts';
import { EarlierHistory } from './earlierHistory.ts';
import {
  type HistoryColumns,
  type HistoryStep,
  hashBytes,
  idBytes,
  packLine,
  type StepColumns,
  unpackLine,
  unpackStep,
} from './historyLine.ts';

/** an id made by the centre's clock tells when its line was written, give or take so much */
const NEAR_MS = 2000;

/** The history lines of one cache set, each once by case and number. */
export class HistoryStore {
  readonly #hashOf;
  readonly #insert;
  readonly #lines;
  readonly #steps;
  readonly #newest;
  readonly #lastTwo;
  readonly #near;
  readonly #stray;
  readonly #keepStray;
  readonly #dropStray;
  readonly #remove;
  readonly #removeCase;
  readonly #earlier: EarlierHistory;

  constructor(db: Db, set: CacheSet) {
    const table = `case_events_${set}`;
    this.#hashOf = db
      .prepare<unknown[], Buffer | string>(`SELECT hash FROM ${table} WHERE case_id = ? AND n = ?`)
      .pluck();
    this.#insert = db.prepare(
      `INSERT OR IGNORE INTO ${table} (case_id, n, id, at, action, moves, hash, previous, detail, rest)
        VALUES (@case_id, @n, @id, @at, @action, @moves, @hash, @previous, @detail, @rest)`,
    );
    this.#lines = db.prepare<unknown[], HistoryColumns>(`SELECT * FROM ${table} WHERE case_id = ? ORDER BY n`);
    this.#steps = db.prepare<unknown[], StepColumns>(
      `SELECT action, moves, at, detail FROM ${table} WHERE case_id = ? AND at < ? ORDER BY n`,
    );
    this.#newest = db.prepare<[number], { case_id: Buffer | string; n: number }>(
      `SELECT case_id, n FROM ${table} ORDER BY at DESC LIMIT ?`,
    );
    this.#lastTwo = db.prepare<unknown[], HistoryColumns>(
      `SELECT * FROM ${table} WHERE case_id = ? AND n <= ? ORDER BY n DESC LIMIT 2`,
    );
    this.#near = db.prepare<unknown[], { case_id: Buffer | string; n: number }>(
      `SELECT case_id, n FROM ${table} INDEXED BY ${table}_by_time WHERE at BETWEEN ? AND ? AND id = ?`,
    );
    const strays = `stray_events_${set}`;
    this.#stray = db.prepare<unknown[], { case_id: Buffer | string; n: number }>(
      `SELECT case_id, n FROM ${strays} WHERE id = ?`,
    );
    this.#keepStray = db.prepare(`INSERT OR REPLACE INTO ${strays} VALUES (?, ?, ?)`);
    this.#dropStray = db.prepare(`DELETE FROM ${strays} WHERE id = ?`);
    this.#remove = db.prepare(`DELETE FROM ${table} WHERE case_id = ? AND n = ?`);
    this.#removeCase = db.prepare(`DELETE FROM ${table} WHERE case_id = ?`);
    this.#earlier = new EarlierHistory(db, set, (event) => this.put(event));
  }

  /** Lines of an earlier layout that wait to be moved into this one, a few at a time. */
  get earlier(): EarlierHistory {
    return this.#earlier;
  }

  /** Writes a line; one that is there already stays as it is, since history is never edited. */
  put(event: CaseEvent): void {
    const line = packLine(event, this.#followsKnown(event));
    const { changes } = this.#insert.run(line);
    if (changes > 0 && Math.abs(timeOf(line.id) - line.at) > NEAR_MS)
      this.#keepStray.run(line.id, line.case_id, line.n);
  }

  #followsKnown({ caseId, n, previousHash }: CaseEvent): boolean {
    if (n === 1) return previousHash === '';
    const before = this.#hashOf.get(idBytes(caseId), n - 1);
    if (before === undefined) return false;
    const named = hashBytes(previousHash);
    return typeof named === 'string' || typeof before === 'string' ? named === before : named.equals(before);
  }

  /** The whole history of a case, in its order. */
  of(caseId: string): CaseEvent[] {
    this.#earlier.moveCase(caseId);
    const rows = this.#lines.all(idBytes(caseId));
    return rows.map((row, i) => unpackLine(row, rows[i - 1]));
  }

  /** The newest lines of all cases, newest first. */
  newest(limit: number): CaseEvent[] {
    return this.#newest.all(limit).flatMap(({ case_id, n }) => {
      const [one, two] = this.#lastTwo.all(case_id, n);
      return one ? [unpackLine(one, two)] : [];
    });
  }

  /** What a clock is folded from: the steps of a case before a time (ms, centre's clock). */
  stepsOf(caseId: string, before: number): HistoryStep[] {
    this.#earlier.moveCase(caseId);
    return this.#steps.all(idBytes(caseId), before).map(unpackStep);
  }

  /** Removes the whole history of a case. */
  removeCase(caseId: string): void {
    this.#earlier.removeCase(caseId);
    this.#removeCase.run(idBytes(caseId));
  }

  /**
   * Removes a line by its id. No index leads there: nothing in the protocol removes one, and it would be a fifth of the
   * table. The time in the id leads near it; lines of another clock are noted apart.
   */
  remove(id: string): void {
    this.#earlier.remove(id);
    const key = idBytes(id);
    const at = timeOf(key);
    const line = this.#near.get(at - NEAR_MS, at + NEAR_MS, key) ?? this.#stray.get(key);
    if (line) this.#remove.run(line.case_id, line.n);
    this.#dropStray.run(key);
  }
}

/** When a UUIDv7 was made, in ms; of another id, a time at which nothing happened. */
function timeOf(id: Buffer | string): number {
  return typeof id === 'string' ? 0 : id.readUIntBE(0, 6);
}
