import { parentPort, workerData } from 'node:worker_threads';
import { type Db, type Driver, loadDriver } from '../db/driver.ts';
import { makeBackup } from './backup.ts';
import { CareFailure, type Job, type Report, type Result, taskSchema, THREAD_UP, type WalState } from './jobs.ts';
import { prepareRestore } from './restore.ts';
import { soundnessOf } from './soundness.ts';

/** so few frames left for the station itself cost it a few milliseconds */
const FEW_FRAMES = 300;
const MOST_ROUNDS = 5;
/** of a log that begins anew, so much of the file stays */
const KEPT_LOG_BYTES = 64 * 1024 * 1024;

/**
 * The station's second thread: what takes long is done here, on connections of its own, while the station answers its
 * windows. One piece of work after the other; one that fails is reported and leaves no trace.
 */
const driver = loadDriver(String(workerData));
// SQLite itself is loaded by the first connection.
new driver(':memory:').close();
parentPort?.postMessage(THREAD_UP);
let kept: { file: string; db: Db } | null = null;

function openKept(file: string): Db {
  if (kept?.file === file) return kept.db;
  kept?.db.close();
  kept = { file, db: new driver(file, { fileMustExist: true, timeout: 5000 }) };
  kept.db.pragma('synchronous = FULL');
  kept.db.pragma(`journal_size_limit = ${KEPT_LOG_BYTES}`);
  return kept.db;
}

/** Repeats while the station writes on, until little is left that only the station itself can finish. */
function checkpoint(db: Db, anewFrom: number): WalState {
  for (let round = 1; ; round += 1) {
    const [state] = db.pragma('wal_checkpoint(PASSIVE)') as { log: number; checkpointed: number }[];
    const frames = state?.log ?? 0;
    const moved = state?.checkpointed ?? 0;
    if (frames - moved > FEW_FRAMES && round < MOST_ROUNDS) continue;
    if (moved === frames && frames >= anewFrom) beginAnew(db);
    return { frames, moved };
  }
}

/**
 * The first write to a log that is moved to its end forces its new header to disk and cuts the file: whatever is written
 * does. A version that is written as it was changes nothing.
 */
function beginAnew(db: Db): void {
  db.transaction(() => db.pragma(`user_version = ${db.pragma('user_version', { simple: true })}`)).immediate();
}

const work: { [K in Job['job']]: (job: Extract<Job, { job: K }>, driver: Driver) => Result<K> | Promise<Result<K>> } = {
  checkpoint: ({ file, anewFrom }) => checkpoint(openKept(file), anewFrom),
  check: ({ file }) => (openKept(file).pragma('quick_check(1)', { simple: true }) === 'ok' ? 'ok' : 'damaged'),
  backup: async ({ file, folder, name }) => {
    await makeBackup(file, folder, name, driver);
    return null;
  },
  verify: ({ file }) => soundnessOf(file, driver),
  'prepare-restore': async ({ backup, home }) => {
    await prepareRestore(backup, home, driver);
    return null;
  },
};

async function answer(message: unknown): Promise<void> {
  const task = taskSchema.parse(message);
  const { id, work: job } = task;
  const say = (report: Report) => parentPort?.postMessage(report);
  try {
    // The table says that each job takes its own fields; TypeScript cannot follow the name through it.
    const run = work[job.job] as (job: Job, driver: Driver) => unknown;
    say({ id, ok: true, result: await run(job, driver) });
  } catch (error) {
    say({ id, ok: false, reason: error instanceof CareFailure ? error.reason : null, detail: String(error) });
  }
}

let queue: Promise<void> = Promise.resolve();
parentPort?.on('message', (message) => {
  queue = queue.then(() => answer(message));
});
