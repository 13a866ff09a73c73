import { existsSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { basename, dirname } from 'node:path';
import type { Db, Driver } from '../db/driver.ts';
import { isDamage, sqliteCode } from '../db/trouble.ts';
import type { Log } from '../log.ts';
import { packTrail, type TrailPoint, unpackTrail } from './packing.ts';

const VERSION = 1;
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

/**
 * Trails in a file of their own, `trails.db`: they may lose their last minutes to a power cut, and whatever happens to them
 * does no harm to what operators do. A damaged file is set aside and a new one begun.
 */
export class TrailStore {
  readonly #file: string;
  readonly #driver: Driver;
  readonly #log: Log;
  #db: Db;
  #statements: ReturnType<typeof prepare>;

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

  /** Damage was met: the file is set aside and a new one begun. */
  beginAnew(): void {
    this.#db.close();
    setAside(this.#file);
    this.#db = open(this.#file, this.#driver);
    this.#statements = prepare(this.#db);
  }

  /** Writes the points of some workers in one transaction, each worker's oldest first. */
  append(trails: readonly { workerId: string; points: readonly TrailPoint[] }[]): void {
    this.#db.transaction(() => {
      for (const { workerId, points } of trails) this.#appendOne(workerId, points);
    })();
  }

  #appendOne(workerId: string, points: readonly TrailPoint[]): void {
    const first = points[0];
    if (!first) return;
    const since = Math.round(first.t / 1000);
    const worker = this.#statements.worker.get(workerId) ?? this.#statements.add.get(workerId);
    if (worker)
      this.#statements.append.run(
        Math.floor(since / DAY_S),
        Math.floor(worker.no / TEAM),
        since,
        worker.no,
        packTrail(points),
      );
  }

  /** Points of one worker between two times, oldest first. */
  read(workerId: string, from: number, to: number): TrailPoint[] {
    const worker = this.#statements.worker.get(workerId);
    if (!worker) return [];
    const points: TrailPoint[] = [];
    // A chunk may reach past midnight, and none is longer than a day.
    for (let day = Math.floor(from / 1000 / DAY_S) - 1; day <= Math.floor(to / 1000 / DAY_S); day += 1) {
      for (const chunk of this.#statements.read.all(day, Math.floor(worker.no / TEAM), worker.no))
        for (const point of unpackTrail(chunk.points)) if (point.t >= from && point.t <= to) points.push(point);
    }
    return points;
  }

  /** Forgets some of what is of a day before `time`; returns false when nothing is left to forget. */
  forget(time: number): boolean {
    return this.#statements.forget.run(Math.floor(time / 1000 / DAY_S), FORGET_CHUNKS).changes > 0;
  }

  close(): void {
    this.#db.close();
  }
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
    if (version === 0) {
      db.transaction(() => {
        db.exec(SCHEMA);
        db.pragma(`user_version = ${VERSION}`);
      })();
    }
    return db;
  } catch (error) {
    db.close();
    throw error;
  }
}

function prepare(db: Db) {
  return {
    worker: db.prepare<[string], { no: number }>('SELECT no FROM worker WHERE id = ?'),
    add: db.prepare<[string], { no: number }>('INSERT INTO worker (id) VALUES (?) RETURNING no'),
    append: db.prepare('INSERT OR REPLACE INTO chunk VALUES (?, ?, ?, ?, ?)'),
    read: db.prepare<[number, number, number], { points: Uint8Array }>(
      'SELECT points FROM chunk WHERE day = ? AND team = ? AND worker = ? ORDER BY since',
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
