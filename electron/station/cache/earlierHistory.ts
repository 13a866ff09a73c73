import type { CaseEvent } from '#shared/domain/case.ts';
import type { CacheSet } from '../db/cacheTables.ts';
import type { Db } from '../db/driver.ts';

const STEP_LINES = 100;

interface EarlierRow {
  rid: number;
  value: string;
}

/**
 * History lines as the first release kept them, JSON and all. Ten million cannot be rewritten at a start: a case's lines are
 * moved when they are asked for, the others in small steps, the newest first, since the figures of the day count those.
 */
export class EarlierHistory {
  readonly #db: Db;
  readonly #put: (event: CaseEvent) => void;
  readonly #table: string;
  #statements: ReturnType<typeof statementsOn> | null;

  /** `put` writes a line in the present layout; one that is there already stays. */
  constructor(db: Db, set: CacheSet, put: (event: CaseEvent) => void) {
    this.#db = db;
    this.#put = put;
    this.#table = `earlier_events_${set}`;
    this.#statements = this.#holdsAny() ? statementsOn(db, this.#table) : null;
  }

  #holdsAny(): boolean {
    const known = this.#db.prepare('SELECT 1 FROM sqlite_master WHERE name = ?').get(this.#table);
    return known !== undefined && this.#db.prepare(`SELECT 1 FROM ${this.#table} LIMIT 1`).get() !== undefined;
  }

  get complete(): boolean {
    return this.#statements === null;
  }

  moveCase(caseId: string): void {
    const rows = this.#statements?.ofCase.all(caseId) ?? [];
    if (rows.length > 0) this.#move(rows);
  }

  /** Moves the next lines in one transaction; returns true when none is left. */
  step(): boolean {
    const rows = this.#statements?.newest.all(STEP_LINES) ?? [];
    if (rows.length > 0) this.#move(rows);
    if (rows.length < STEP_LINES) this.#statements = null;
    return this.complete;
  }

  remove(id: string): void {
    this.#statements?.dropId.run(id);
  }

  removeCase(caseId: string): void {
    this.#statements?.dropCase.run(caseId);
  }

  #move(rows: readonly EarlierRow[]): void {
    this.#db.transaction(() => {
      for (const { rid, value } of rows) {
        this.#put(JSON.parse(value) as CaseEvent);
        this.#statements?.drop.run(rid);
      }
    })();
  }
}

function statementsOn(db: Db, table: string) {
  return {
    newest: db.prepare<[number], EarlierRow>(`SELECT rid, value FROM ${table} ORDER BY at DESC LIMIT ?`),
    ofCase: db.prepare<[string], EarlierRow>(`SELECT rid, value FROM ${table} WHERE case_id = ? ORDER BY n`),
    drop: db.prepare(`DELETE FROM ${table} WHERE rid = ?`),
    dropCase: db.prepare(`DELETE FROM ${table} WHERE case_id = ?`),
    dropId: db.prepare(`DELETE FROM ${table} WHERE id = ?`),
  };
}
