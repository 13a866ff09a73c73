import { statutoryCalendar } from '#shared/domain/calendar.ts';
import type { Case, StageLimits } from '#shared/domain/case.ts';
import { FACT_NAMES, factRowOf } from '#shared/domain/cohorts.ts';
import { type CaseFacts, foldFacts } from '#shared/domain/facts.ts';
import type { CacheSet } from '../db/cacheTables.ts';
import type { Db } from '../db/driver.ts';
import { factColumn, factsKey } from '../db/factTables.ts';
import { Meta } from '../db/meta.ts';
import type { HistoryStore } from './historyStore.ts';

/** rows looked at in one step, some milliseconds */
const STEP_ROWS = 50;
const SOON_ROWS = 20_000;
const COMPLETE = 0;
/** which rows lack facts is not known: all are looked at */
const NEWEST = Number.MAX_SAFE_INTEGER;

type Counted = Pick<Case, 'facts' | 'categoryCode' | 'gridCode' | 'departmentId'>;

/** What facts that a row does not carry are folded from. */
export interface FactSources {
  history: Pick<HistoryStore, 'of'>;
  limitsOf(categoryCode: string): StageLimits | null;
}

/**
 * What the figures count of each case, in the transaction of its row. Rows of a rebuilt set, those from before, and those of a
 * centre that keeps no facts are filled in in steps, the newest first: those from row `filledFrom` on are done. What has no history here stays out.
 */
export class FactStore {
  readonly #db: Db;
  readonly #meta: Meta;
  readonly #key: string;
  readonly #sources: FactSources;
  readonly #put;
  readonly #remove;
  readonly #open;
  readonly #after;
  readonly #calendar = statutoryCalendar();
  #filledFrom: number;

  constructor(db: Db, set: CacheSet, sources: FactSources) {
    this.#db = db;
    this.#meta = new Meta(db);
    this.#key = factsKey(set);
    this.#sources = sources;
    const columns = ['rid', 'category_code', 'grid_code', 'department_id', ...FACT_NAMES.map(factColumn)];
    this.#put = db.prepare(
      `INSERT OR REPLACE INTO case_facts_${set} (${columns.join(', ')}) VALUES (${columns.map(() => '?').join(', ')})`,
    );
    this.#remove = db.prepare(`DELETE FROM case_facts_${set} WHERE rid = ?`);
    this.#open = db.prepare<[number, number], { rid: number; value: string }>(
      `SELECT rid, value FROM cases_${set} AS c WHERE rid >= ? AND rid < ?
        AND NOT EXISTS (SELECT 1 FROM case_facts_${set} AS f WHERE f.rid = c.rid) ORDER BY rid DESC`,
    );
    this.#after = db.prepare<[], number>(`SELECT MAX(rid) + 1 FROM cases_${set}`).pluck();
    this.#filledFrom = Number(this.#meta.get(this.#key) ?? COMPLETE);
  }

  get complete(): boolean {
    return this.#filledFrom <= COMPLETE;
  }

  /** The newest rows, which today's figures are of: they come before what takes longer. */
  readonly soon = soonOf(this);

  get newestAreDone(): boolean {
    return this.complete || this.#filledFrom + SOON_ROWS < (this.#after.get() ?? COMPLETE);
  }

  /** The set is empty and about to be filled: facts are a third of what a row costs, and follow by `step`. */
  postpone(): void {
    this.#from(NEWEST);
  }

  /** @param old the case as it was in this row; absent: the row is new */
  put(rid: number, shown: Counted, old?: Counted): void {
    if (!old && rid < this.#filledFrom) return;
    if (shown.facts) {
      if (!old || !isSame(old, shown)) this.#write(rid, shown, shown.facts);
      return;
    }
    if (old?.facts) this.#remove.run(rid);
    if (rid >= this.#filledFrom) this.#from(NEWEST);
  }

  remove(rid: number): void {
    this.#remove.run(rid);
  }

  /** Fills in the next rows in one transaction; returns true when none is left. */
  step(): boolean {
    if (this.complete) return true;
    const to = Math.min(this.#filledFrom, this.#after.get() ?? COMPLETE);
    const from = Math.max(COMPLETE, to - STEP_ROWS);
    this.#db
      .transaction(() => {
        for (const { rid, value } of this.#open.all(from, to)) this.#fill(rid, JSON.parse(value) as Case);
        this.#from(from);
      })
      .immediate();
    return this.complete;
  }

  #fill(rid: number, known: Case): void {
    const facts = known.facts ?? this.#fold(known);
    if (facts) this.#write(rid, known, facts);
  }

  #fold({ id, categoryCode }: Case): CaseFacts | null {
    const limits = this.#sources.limitsOf(categoryCode);
    const lines = limits ? this.#sources.history.of(id) : [];
    return limits && lines[0]?.n === 1 ? foldFacts(lines, { limits, calendar: this.#calendar }) : null;
  }

  #write(rid: number, { categoryCode, gridCode, departmentId }: Counted, facts: CaseFacts): void {
    const row = factRowOf(facts);
    this.#put.run(rid, categoryCode, gridCode, departmentId, ...FACT_NAMES.map((name) => row[name]));
  }

  #from(rid: number): void {
    if (rid === this.#filledFrom) return;
    this.#filledFrom = rid;
    if (rid > COMPLETE) this.#meta.set(this.#key, String(rid));
    else this.#meta.remove(this.#key);
  }
}

function soonOf(facts: FactStore): Pick<FactStore, 'complete' | 'step'> {
  return {
    get complete() {
      return facts.newestAreDone;
    },
    step: () => facts.step() || facts.newestAreDone,
  };
}

function isSame(a: Counted, b: Counted): boolean {
  return (
    a.categoryCode === b.categoryCode &&
    a.gridCode === b.gridCode &&
    a.departmentId === b.departmentId &&
    JSON.stringify(a.facts) === JSON.stringify(b.facts)
  );
}
