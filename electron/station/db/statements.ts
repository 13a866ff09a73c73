import type { Db, Statement } from './driver.ts';

/** so many texts are kept: filters of a queue can be put together in thousands of ways, and few are */
const MOST_KEPT = 400;

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

  /** The only column of every row. */
  values<Value>(sql: string, ...values: unknown[]): Value[] {
    const prepared = this.#prepared(sql).pluck();
    try {
      return prepared.all(...values) as Value[];
    } finally {
      prepared.pluck(false);
    }
  }

  one<Row>(sql: string, ...values: unknown[]): Row | undefined {
    return this.#prepared(sql).get(...values) as Row | undefined;
  }

  #prepared(sql: string): Statement {
    const known = this.#known.get(sql);
    if (known) return known;
    const statement = this.#db.prepare<unknown[]>(sql);
    const [oldest] = this.#known.keys();
    if (this.#known.size >= MOST_KEPT && oldest !== undefined) this.#known.delete(oldest);
    this.#known.set(sql, statement);
    return statement;
  }
}
