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
const NEAR_MS = [2000, 3_600_000];

/** The history lines of one cache set, each once by case and number. */
export class HistoryStore {
  readonly #hashOf;
  readonly #insert;
  readonly #lines;
  readonly #steps;
  readonly #newest;
  readonly #lastTwo;
  readonly #near;
  readonly #anywhere;
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
    this.#anywhere = db.prepare<unknown[], { case_id: Buffer | string; n: number }>(
      `SELECT case_id, n FROM ${table} WHERE id = ?`,
    );
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
    this.#insert.run(packLine(event, this.#followsKnown(event)));
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
   * table. The time in the id leads near it; only the line of another clock is looked for everywhere.
   */
  remove(id: string): void {
    this.#earlier.remove(id);
    const key = idBytes(id);
    const at = typeof key === 'string' ? 0 : key.readUIntBE(0, 6);
    const found = NEAR_MS.map((near) => this.#near.get(at - near, at + near, key)).find(Boolean);
    const line = found ?? this.#anywhere.get(key);
    if (line) this.#remove.run(line.case_id, line.n);
  }
}
