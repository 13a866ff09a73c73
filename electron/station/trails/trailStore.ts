import { existsSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { basename, dirname } from 'node:path';
import type { Db, Driver } from '../db/driver.ts';
import { isDamage, sqliteCode } from '../db/trouble.ts';
import type { Log } from '../log.ts';
import { Refused } from '../serve/answers.ts';
import { packTrail, type TrailPoint, unpackTrail } from './packing.ts';

const VERSION = 2;
const DAY_S = 86_400;
/** chunks forgotten in one step: a millisecond or two */
const FORGET_CHUNKS = 200;
/** a checkpoint moves so many pages at most, so that it is short */
const CHECKPOINT_PAGES = 256;

/** so many workers lie together: their chunks are written together, and one worker's are read past the others' */
const TEAM = 64;

/**
 * Days first, so that a month is forgotten from the front without an index of its own; then teams and time, so that what is
 * written together lies together.
 */
const SCHEMA = `
CREATE TABLE worker (no INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE);
CREATE TABLE chunk (
  day INTEGER NOT NULL, team INTEGER NOT NULL, since INTEGER NOT NULL, worker INTEGER NOT NULL, points BLOB NOT NULL,
  PRIMARY KEY (day, team, since, worker)
) WITHOUT ROWID;`;

/** When this desk heard the fleet at all, and by day (of Shanghai) when a piece of street was last walked (see walks.ts). */
const SECOND = `
CREATE TABLE heard (since INTEGER PRIMARY KEY, until INTEGER NOT NULL);
CREATE TABLE walked (
  day INTEGER NOT NULL, piece INTEGER NOT NULL, at INTEGER NOT NULL, PRIMARY KEY (day, piece)
) WITHOUT ROWID;
CREATE TABLE about (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;`;
const STEPS = [SCHEMA, SECOND];

/** A chunk is a quarter of an hour; one that waited for a disk may be longer, and its end is then not found by a short look. */
const CHUNK_S = 30 * 60;

/** The file of trails gives or takes nothing now. A refusal, since its errors must not be taken for those of the desk's own database. */
export class TrailsUnavailable extends Refused {
  constructor(cause: unknown) {
    super('unavailable', 'trails-unavailable');
    this.cause = cause;
  }
}

/**
 * Trails in a file of their own, `trails.db`: they may lose their last minutes to a power cut, and whatever happens to them
 * does no harm to what operators do. A damaged file is set aside wherever the damage is met, and a new one begun; what else
 * the file fails with is thrown as `TrailsUnavailable`.
 */
export class TrailStore {
  /** Hears that a damaged file was set aside: what was written before is there no more. */
  onBegunAnew: () => void = () => undefined;
  readonly #file: string;
  readonly #driver: Driver;
  readonly #log: Log;
  #db: Db;
  #statements: Statements;
  /** which streets' walks are kept, once that was said */
  #streets: string | null = null;

  /** Throws when no file can be opened at all. */
  constructor(file: string, driver: Driver, log: Log) {
    this.#file = file;
    this.#driver = driver;
    this.#log = log;
    this.#db = this.#openOrBegin();
    this.#statements = prepare(this.#db);
  }

  #openOrBegin(): Db {
    try {
      return open(this.#file, this.#driver);
    } catch (error) {
      if (!isDamage(error) && sqliteCode(error) !== 'SQLITE_ERROR' && !(error instanceof OtherVersion)) throw error;
      this.#log.error({ err: error }, 'the trails cannot be read: they are set aside and begun anew');
      setAside(this.#file);
      return open(this.#file, this.#driver);
    }
  }

  /** Does something with the file; where it is damaged, with the one that is begun instead. */
  #use<T>(work: (sql: Statements, isAnew: boolean) => T): T {
    try {
      return work(this.#statements, false);
    } catch (error) {
      if (!isDamage(error)) throw new TrailsUnavailable(error);
      this.#log.error({ err: error }, 'the trails are damaged: they are set aside and begun anew');
    }
    try {
      this.#beginAnew();
      return work(this.#statements, true);
    } catch (error) {
      this.#log.error({ err: error }, 'trails could not be begun anew');
      throw new TrailsUnavailable(error);
    }
  }

  #beginAnew(): void {
    this.#db.close();
    setAside(this.#file);
    this.#db = open(this.#file, this.#driver);
    this.#statements = prepare(this.#db);
    if (this.#streets !== null) this.#statements.tell.run('streets', this.#streets);
    this.onBegunAnew();
  }

  /** Writes the points of some workers in one transaction, each worker's oldest first. */
  append(trails: readonly { workerId: string; points: readonly TrailPoint[] }[]): void {
    this.#use((sql) =>
      this.#db.transaction(() => {
        for (const { workerId, points } of trails) appendOne(sql, workerId, points);
      })(),
    );
  }

  /** Points of one worker between two times, oldest first. */
  read(workerId: string, from: number, to: number): TrailPoint[] {
    return this.#use((sql) => {
      const worker = sql.worker.get(workerId);
      if (!worker) return [];
      const points: TrailPoint[] = [];
      // A chunk may reach past midnight, and none is longer than a day.
      for (let day = Math.floor(from / 1000 / DAY_S) - 1; day <= Math.floor(to / 1000 / DAY_S); day += 1) {
        for (const chunk of sql.read.all(day, Math.floor(worker.no / TEAM), worker.no))
          for (const point of unpackTrail(chunk.points)) if (point.t >= from && point.t <= to) points.push(point);
      }
      return points;
    });
  }

  /** How many steps `chunksOf` takes: so many teams there are. */
  get teams(): number {
    return this.#use((sql) => Math.floor((sql.last.get()?.no ?? 0) / TEAM) + 1);
  }

  /** The chunks of one team that may hold points between two times. */
  chunksOf(team: number, from: number, to: number): { workerId: string; points: Uint8Array }[] {
    const since = Math.floor(from / 1000) - CHUNK_S;
    const until = Math.floor(to / 1000);
    return this.#use((sql) => {
      const ids = new Map(sql.ids.all(team * TEAM, (team + 1) * TEAM).map(({ no, id }) => [no, id]));
      const chunks: { workerId: string; points: Uint8Array }[] = [];
      for (let day = Math.floor(since / DAY_S); day <= Math.floor(until / DAY_S); day += 1) {
        for (const { worker, points } of sql.between.all(day, team, since, until)) {
          const workerId = ids.get(worker);
          if (workerId !== undefined) chunks.push({ workerId, points });
        }
      }
      return chunks;
    });
  }

  /** Times at which the fleet was heard, that touch a period, the earliest first. */
  heardBetween(from: number, to: number): { since: number; until: number }[] {
    return this.#use((sql) => sql.heard.all(to, from));
  }

  /** A time of hearing that goes on, or is over. False: the points of that time have just been lost, and it is not told. */
  hear(since: number, until: number): boolean {
    return this.#use((sql, isAnew) => !isAnew && sql.hear.run(since, until).changes > 0);
  }

  /** When pieces of street were last walked on a day, each; the later of what is known and what is new stays. */
  walk(rows: readonly (readonly [day: number, piece: number, at: number])[]): void {
    this.#use((sql) =>
      this.#db.transaction(() => {
        for (const [day, piece, at] of rows) sql.walk.run(day, piece, at);
      })(),
    );
  }

  /** The last time each piece was walked from one day to another. */
  walkedBetween(from: number, to: number): { piece: number; at: number }[] {
    return this.#use((sql) => sql.walked.all(from, to));
  }

  /** The first day that is known of; null: none. */
  get firstWalk(): number | null {
    return this.#use((sql) => sql.firstWalk.get()?.day ?? null);
  }

  /** Walks are told by numbers of pieces of street: of other streets they say nothing. */
  walksAreOf(streets: string): void {
    this.#use((sql) => {
      if (sql.about.get('streets')?.value === streets) return;
      this.#db.transaction(() => {
        this.#db.exec('DELETE FROM walked');
        sql.tell.run('streets', streets);
      })();
    });
    this.#streets = streets;
  }

  /** Forgets some of what is of a day before `time`; returns false when nothing is left to forget. */
  forget(time: number): boolean {
    const day = Math.floor(time / 1000 / DAY_S);
    return this.#use((sql) => {
      sql.forgetHeard.run(time);
      sql.forgetWalked.run(day, FORGET_CHUNKS);
      return sql.forget.run(day, FORGET_CHUNKS).changes > 0;
    });
  }

  close(): void {
    this.#db.close();
  }
}

function appendOne(sql: Statements, workerId: string, points: readonly TrailPoint[]): void {
  const first = points[0];
  if (!first) return;
  const since = Math.round(first.t / 1000);
  const worker = sql.worker.get(workerId) ?? sql.add.get(workerId);
  if (!worker) return;
  sql.append.run(Math.floor(since / DAY_S), Math.floor(worker.no / TEAM), since, worker.no, packTrail(points));
}

class OtherVersion extends Error {}

function open(file: string, driver: Driver): Db {
  const db = new driver(file, { timeout: 1000 });
  try {
    const version = Number(db.pragma('user_version', { simple: true }));
    if (version > VERSION) throw new OtherVersion(`trails of version ${version}`);
    db.pragma('journal_mode = WAL');
    db.pragma('synchronous = NORMAL');
    db.pragma(`wal_autocheckpoint = ${CHECKPOINT_PAGES}`);
    if (version < VERSION) {
      db.transaction(() => {
        for (const step of STEPS.slice(version)) db.exec(step);
        db.pragma(`user_version = ${VERSION}`);
      })();
    }
    return db;
  } catch (error) {
    db.close();
    throw error;
  }
}

type Statements = ReturnType<typeof prepare>;

function prepare(db: Db) {
  return {
    worker: db.prepare<[string], { no: number }>('SELECT no FROM worker WHERE id = ?'),
    add: db.prepare<[string], { no: number }>('INSERT INTO worker (id) VALUES (?) RETURNING no'),
    append: db.prepare('INSERT OR REPLACE INTO chunk VALUES (?, ?, ?, ?, ?)'),
    read: db.prepare<[number, number, number], { points: Uint8Array }>(
      'SELECT points FROM chunk WHERE day = ? AND team = ? AND worker = ? ORDER BY since',
    ),
    last: db.prepare<[], { no: number | null }>('SELECT MAX(no) AS no FROM worker'),
    ids: db.prepare<[number, number], { no: number; id: string }>('SELECT no, id FROM worker WHERE no >= ? AND no < ?'),
    between: db.prepare<[number, number, number, number], { worker: number; points: Uint8Array }>(
      'SELECT worker, points FROM chunk WHERE day = ? AND team = ? AND since BETWEEN ? AND ? ORDER BY since',
    ),
    heard: db.prepare<[number, number], { since: number; until: number }>(
      'SELECT since, until FROM heard WHERE since <= ? AND until >= ? ORDER BY since',
    ),
    hear: db.prepare(
      'INSERT INTO heard VALUES (?, ?) ON CONFLICT (since) DO UPDATE SET until = MAX(until, excluded.until)',
    ),
    walk: db.prepare(
      'INSERT INTO walked VALUES (?, ?, ?) ON CONFLICT (day, piece) DO UPDATE SET at = MAX(at, excluded.at)',
    ),
    walked: db.prepare<[number, number], { piece: number; at: number }>(
      'SELECT piece, MAX(at) AS at FROM walked WHERE day BETWEEN ? AND ? GROUP BY piece',
    ),
    firstWalk: db.prepare<[], { day: number | null }>('SELECT MIN(day) AS day FROM walked'),
    about: db.prepare<[string], { value: string }>('SELECT value FROM about WHERE key = ?'),
    tell: db.prepare('INSERT OR REPLACE INTO about VALUES (?, ?)'),
    forgetHeard: db.prepare('DELETE FROM heard WHERE until < ?'),
    forgetWalked: db.prepare<[number, number]>(
      'DELETE FROM walked WHERE (day, piece) IN (SELECT day, piece FROM walked WHERE day < ? LIMIT ?)',
    ),
    forget: db.prepare<[number, number]>(
      `DELETE FROM chunk WHERE (day, team, since, worker) IN
         (SELECT day, team, since, worker FROM chunk WHERE day < ? ORDER BY day, team, since, worker LIMIT ?)`,
    ),
  };
}

/** One damaged file is kept for whoever wants to know. */
function setAside(file: string): void {
  const aside = `${file}.damaged`;
  for (const name of readdirSync(dirname(file))) {
    if (name.startsWith(`${basename(file)}.damaged`)) rmSync(`${dirname(file)}/${name}`, { force: true });
  }
  for (const suffix of ['-wal', '-shm', '']) if (existsSync(file + suffix)) renameSync(file + suffix, aside + suffix);
}
