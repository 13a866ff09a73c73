import type { Db, Statement } from './driver.ts';

/** Prepared statements by their text, so that a feed pays for parsing its SQL once. */
export class Statements {
  readonly #db: Db;
  readonly #known = new Map<string, Statement>();

  constructor(db: Db) {
    this.#db = db;
  }

  /** Rows of a query. `Row` is the shape its columns have. */
  all<Row>(sql: string, ...values: unknown[]): Row[] {
    return this.#prepared(sql).all(...values) as Row[];
  }

  /** The same, row by row: stop when there are enough. No other statement may write meanwhile. */
  each<Row>(sql: string, ...values: unknown[]): Iterable<Row> {
    return this.#prepared(sql).iterate(...values) as Iterable<Row>;
  }

  one<Row>(sql: string, ...values: unknown[]): Row | undefined {
    return this.#prepared(sql).get(...values) as Row | undefined;
  }

  #prepared(sql: string): Statement {
    const known = this.#known.get(sql);
    if (known) return known;
    const statement = this.#db.prepare<unknown[]>(sql);
    this.#known.set(sql, statement);
    return statement;
  }
}
