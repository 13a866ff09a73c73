import type { Backup, CareJob, CareOutcome, CareStatus } from '#shared/contract/backups.ts';
import type { Answer } from '#shared/contract/station.ts';
import type { Cache } from '../cache/cache.ts';
import type { Db } from '../db/driver.ts';
import type { Trouble } from '../db/trouble.ts';
import type { Log } from '../log.ts';
import { no, yes } from '../serve/answers.ts';
import { CareThread } from './careThread.ts';
import { Checkpoints } from './checkpoints.ts';
import { EndedCases } from './endedCases.ts';
import { OldFiles } from './files.ts';
import { FreePages } from './freePages.ts';
import { type IdleTask, IdleWork } from './idle.ts';
import { CareFailure } from './jobs.ts';
import { OldRows } from './oldRows.ts';
import { policy, type PolicyName } from './policy.ts';
import { requestRestore } from './restore.ts';
import { backupName, Shelf } from './shelf.ts';
import { forgetRestored, restoredFrom } from './takeOver.ts';

export interface CareWorld {
  db: Db;
  home: string;
  log: Log;
  /** where this runtime keeps its own SQLite */
  resourcesPath: string;
  /** the second thread's code, when it does not lie beside this file */
  caretaker: URL | undefined;
  cache: Cache;
  /** the centre's clock, while the centre is linked; else null */
  centreNow(): number | null;
  /** why no work can be taken since the start; null when it can */
  standIn: Trouble | null;
  /** the database was left in disorder and is too large to be read before the start */
  unchecked: boolean;
  /** how a restore ended that left everything as it was; null when there was none */
  failed: CareOutcome | null;
  now(): number;
  steady(): number;
  /** the cache is being rebuilt from the centre's snapshots */
  rebuilding(): boolean;
  /** cases left the cache */
  retired(): void;
  /** the status or the list of backups changed */
  changed(backups: boolean): void;
  /** the database turned out damaged */
  damaged(what: Error): void;
  /** ends this station in order, so that another starts */
  restart(): void;
}

const DAILY_LOOK_MS = 600_000;
const FIRST_IDLE_MS = 10_000;
const CHECK_AFTER_MS = 5000;
const DAY_MS = 86_400_000;

/**
 * Takes care of what lies on the disk: backups and their verification, restores, the database's log, and what can wait
 * for idle time. What takes long runs on a second thread; a window never waits for any of it.
 */
export class StorageCare {
  readonly idle: IdleWork;
  readonly #world: CareWorld;
  readonly #shelf: Shelf;
  /** short and often */
  readonly #upkeep: CareThread;
  /** long and seldom: ended after each */
  readonly #errands: CareThread;
  readonly #checkpoints: Checkpoints | null;
  readonly #timers: NodeJS.Timeout[] = [];
  #running: CareStatus['running'] = null;
  #last: CareOutcome | null;
  #stopped = false;

  constructor(world: CareWorld) {
    this.#world = world;
    const { db, home, log, resourcesPath, standIn, steady, rebuilding } = world;
    const entry = world.caretaker ?? new URL('./caretaker.ts', import.meta.url);
    this.#shelf = new Shelf(home);
    this.#upkeep = new CareThread(entry, resourcesPath, log);
    this.#errands = new CareThread(entry, resourcesPath, log);
    this.idle = new IdleWork(
      { log, steady, busy: () => rebuilding() || standIn !== null, mustWait: () => this.mustWait() },
      FIRST_IDLE_MS,
    );
    this.#last = world.failed ?? (standIn === null ? (restoredFrom(db)?.outcome ?? null) : null);
    this.#checkpoints = standIn === null ? new Checkpoints(db, this.#upkeep, log) : null;
    if (standIn !== null) return;
    for (const task of idleTasks(world)) this.idle.add(task);
    this.#timers.push(setInterval(() => this.#backUpDaily(), DAILY_LOOK_MS).unref());
    if (world.unchecked) this.#timers.push(setTimeout(() => void this.#checkWhole(), CHECK_AFTER_MS).unref());
  }

  /** The database's log is moved, or too long: whoever writes in bulk asks before each piece, and waits. */
  mustWait(): boolean {
    return this.#checkpoints?.mustWait() ?? false;
  }

  get status(): CareStatus {
    return { running: this.#running, last: this.#last };
  }

  list(): Backup[] {
    return this.#shelf.list();
  }

  /** Each of these three answers at once; the work goes on behind it. */
  backUp(): Answer<null> {
    const { standIn, now } = this.#world;
    if (standIn !== null) return no('unavailable', standIn);
    return this.#begin('backup', backupName('asked', now()), (name) => this.#makeBackup(name));
  }

  verify(name: string): Answer<null> {
    if (!this.#shelf.has(name)) return no('not-found', 'backup-unknown');
    return this.#begin('verify', name, async () => {
      const soundness = await this.#errands.do({ job: 'verify', file: this.#shelf.pathOf(name) });
      this.#shelf.mark(name, soundness === 'damaged' ? 'failed' : 'ok');
      if (soundness !== 'ok') throw new CareFailure(`backup-${soundness}`);
    });
  }

  restore(name: string): Answer<null> {
    const { standIn, home, restart } = this.#world;
    if (standIn !== null && standIn !== 'storage-failed') return no('unavailable', standIn);
    if (!this.#shelf.has(name)) return no('not-found', 'backup-unknown');
    return this.#begin('restore', name, async () => {
      await this.#errands.do({ job: 'prepare-restore', backup: this.#shelf.pathOf(name), home });
      requestRestore(home, name);
      restart();
    });
  }

  /** Resolves when the process may end: never while a thread is on its way up. */
  async mayEnd(): Promise<void> {
    await Promise.all([this.#upkeep.up(), this.#errands.up()]);
  }

  /** Ends the second thread: what it was doing has no name yet and is thrown away at the next start. */
  async stop(): Promise<void> {
    this.#stopped = true;
    for (const timer of this.#timers) clearInterval(timer);
    this.idle.stop();
    this.#checkpoints?.stop();
    await Promise.all([this.#upkeep.end(), this.#errands.end()]);
    if (this.#world.standIn === null) forgetRestored(this.#world.db);
  }

  #begin(job: CareJob, name: string, work: (name: string) => Promise<void>): Answer<null> {
    if (this.#running) return no('conflict', 'care-busy');
    void this.#run(job, name, work);
    return yes(null);
  }

  async #run(job: CareJob, name: string, work: (name: string) => Promise<void>): Promise<void> {
    const { log, now, changed } = this.#world;
    this.#running = { job, name };
    changed(false);
    const started = performance.now();
    let reason: string | null = null;
    try {
      await work(name);
      log.info({ job, name, ms: Math.round(performance.now() - started) }, 'care of the data');
    } catch (error) {
      reason = error instanceof CareFailure ? error.reason : FAILED[job];
      log.error({ err: error, job, name }, 'care of the data failed');
    }
    if (this.#stopped) return;
    await this.#errands.end();
    // A restore that goes well is told by the station that starts on it.
    if (job === 'restore' && reason === null) return;
    this.#running = null;
    this.#last = { job, name, at: now(), ok: reason === null, reason, setAside: 0 };
    changed(true);
  }

  async #makeBackup(name: string): Promise<void> {
    const { db, now } = this.#world;
    await this.#errands.do({ job: 'backup', file: db.name, folder: this.#shelf.folder, name });
    this.#shelf.mark(name, 'ok');
    this.#shelf.prune(now());
  }

  /** A copy each day of what this desk has; by itself, and told only when an operator asks. */
  #backUpDaily(): void {
    const { log, now, rebuilding, changed } = this.#world;
    const name = backupName('daily', now());
    if (this.#running || rebuilding() || this.#shelf.has(name)) return;
    this.#running = { job: 'backup', name };
    void this.#makeBackup(name)
      .then(() => log.info({ name }, 'backed up'))
      .catch((error: unknown) => log.warn({ err: error }, 'the backup failed'))
      .finally(() => {
        this.#running = null;
        if (!this.#stopped) changed(true);
        void this.#errands.end();
      });
  }

  /** What this desk alone has was read before work was taken; the cache, which the centre has too, is read now. */
  async #checkWhole(): Promise<void> {
    const { db, log, damaged } = this.#world;
    const started = performance.now();
    try {
      const answer = await this.#errands.do({ job: 'check', file: db.name });
      log.info({ ms: Math.round(performance.now() - started), answer }, 'check of the cache after an unclean stop');
      if (answer === 'damaged') damaged(new Error('found damaged after an unclean stop'));
    } catch (error) {
      if (!this.#stopped) log.warn({ err: error }, 'the cache could not be checked');
    }
  }
}

/** What is done in idle time, in this order: what frees room comes before the room is given back. */
function idleTasks({ db, home, log, cache, now, centreNow, retired }: CareWorld): IdleTask[] {
  const keep = (name: PolicyName) => policy(cache.stores.entities, name);
  const fileNow = (): number | null => {
    const centre = centreNow();
    return centre !== null && Math.abs(centre - now()) < DAY_MS ? now() : null;
  };
  return [
    { name: 'leftover', step: () => cache.emptyLeftover() },
    new EndedCases({ db, cache, centreNow, keepDays: () => keep('desk.keep.ended-case-days'), retired }),
    new OldRows({
      db,
      centreNow,
      actionDays: () => keep('desk.keep.action-days'),
      alarmDays: () => keep('desk.keep.alarm-days'),
      dutyDays: () => keep('desk.keep.duty-days'),
    }),
    new OldFiles({
      home,
      log,
      fileNow,
      mediaDays: () => keep('desk.keep.media-days'),
      mediaMegabytes: () => keep('desk.keep.media-megabytes'),
      setAsideDays: () => keep('desk.keep.set-aside-days'),
    }),
    new FreePages(db),
  ];
}

const FAILED: { [J in CareJob]: string } = {
  backup: 'backup-failed',
  verify: 'backup-damaged',
  restore: 'restore-failed',
};
