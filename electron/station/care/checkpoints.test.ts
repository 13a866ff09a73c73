import { closeSync, mkdtempSync, openSync, readSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setImmediate as turn } from 'node:timers/promises';
import pino from 'pino';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { breathe } from '../breathe.ts';
import { type Db, loadDriver } from '../db/driver.ts';
import { CareThread } from './careThread.ts';
import { Checkpoints } from './checkpoints.ts';

const FRAME_BYTES = 4096 + 24;
const PACE = { calmMs: 40, busyMs: 10, manyAsks: 2, manyFrames: 200, mostFrames: 500, tooManyFrames: 1000 };
const PATIENCE_MS = 50_000;
const log = pino({ level: 'silent' });
const driver = loadDriver('');

let folder: string;
let file: string;
let db: Db;
let thread: CareThread;
let checkpoints: Checkpoints | undefined;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'street-log-'));
  file = join(folder, 'station.db');
  db = new driver(file);
  db.pragma('journal_mode = WAL');
  db.pragma('synchronous = NORMAL');
  db.exec('CREATE TABLE t (n INTEGER PRIMARY KEY, x BLOB)');
  thread = new CareThread(new URL('./caretaker.ts', import.meta.url), '', log);
});
afterEach(async () => {
  checkpoints?.stop();
  checkpoints = undefined;
  await thread.end();
  db.close();
  rmSync(folder, { recursive: true });
});

/** Which log it is: it begins anew with other numbers in its header. */
function logName(): string {
  const header = Buffer.alloc(32);
  const handle = openSync(`${file}-wal`, 'r');
  readSync(handle, header, 0, 32, 0);
  closeSync(handle);
  return header.toString('hex', 12, 24);
}

/** Writes without a pause, with turns for others between, until the log has begun anew so often. @returns frames written */
async function writeUntilAnew(times: number, eachTime: () => void = () => undefined): Promise<number> {
  const names = new Set<string>();
  let frames = 0;
  for (const end = performance.now() + PATIENCE_MS; names.size <= times; ) {
    if (performance.now() > end) throw new Error(`the log began anew ${names.size - 1} times of ${times}`);
    frames += write();
    eachTime();
    names.add(logName());
    await turn();
  }
  return frames;
}

let written = 0;
/** @returns frames it takes */
function write(): number {
  written += 1;
  db.prepare('INSERT OR REPLACE INTO t VALUES (?, zeroblob(80000))').run(written % 50);
  return 21;
}

function framesInLog(): number {
  return Math.floor(statSync(`${file}-wal`).size / FRAME_BYTES);
}

describe('[ST37] the log of the database', () => {
  test('begins anew again and again under writes without a pause, with readers who come and go', async () => {
    checkpoints = new Checkpoints(db, thread, log, PACE);
    const reader = new driver(file, { readonly: true });
    const all = await writeUntilAnew(4, () => void reader.prepare('SELECT COUNT(*) FROM t').get());
    reader.close();
    // What was written does not lie there: the log is as long as its longest run.
    expect(framesInLog()).toBeLessThan(all);
  }, 60_000);

  test('[ST150] begins anew without the station, when who writes in bulk waits while it is long', async () => {
    checkpoints = new Checkpoints(db, thread, log, { ...PACE, tooManyFrames: Number.POSITIVE_INFINITY });
    let waited = 0;
    const names = new Set<string>();
    for (const end = performance.now() + PATIENCE_MS; names.size < 4 && performance.now() < end; ) {
      write();
      names.add(logName());
      await breathe(() => {
        const must = checkpoints?.mustWait() ?? false;
        if (must) waited += 1;
        return must;
      });
    }
    expect(names.size).toBe(4);
    expect(waited).toBeGreaterThan(0);
  }, 60_000);

  test('[ST150] is begun anew by the second thread, so that no writer of the station waits for the disk', async () => {
    checkpoints = new Checkpoints(db, thread, log, PACE);
    for (let n = 0; n < 20; n += 1) write();
    const before = logName();
    let waited = false;
    for (const end = performance.now() + PATIENCE_MS; logName() === before && performance.now() < end; ) {
      waited ||= checkpoints.mustWait();
      await turn();
    }
    expect(logName()).not.toBe(before);
    expect(waited).toBe(true);
    await vi.waitFor(() => expect(checkpoints?.mustWait()).toBe(false));
    // What was there before is there, in the file itself.
    expect(db.prepare('SELECT COUNT(*) FROM t').pluck().get()).toBe(20);
  }, 60_000);

  test('grows for as long as somebody reads one moment, and is used anew when they are done', async () => {
    checkpoints = new Checkpoints(db, thread, log, PACE);
    write();
    const reader = new driver(file, { readonly: true });
    reader.exec('BEGIN');
    reader.prepare('SELECT COUNT(*) FROM t').get();
    const before = logName();
    for (let n = 0; n < 200; n += 1) {
      write();
      await turn();
    }
    expect(logName()).toBe(before);
    expect(framesInLog()).toBeGreaterThan(200 * 20);
    reader.exec('COMMIT');
    await writeUntilAnew(3);
    reader.close();
  }, 60_000);

  test('is moved by the station itself when the second thread fails, each time', async () => {
    const broken = new CareThread(new URL('./noSuchFile.ts', import.meta.url), '', log);
    checkpoints = new Checkpoints(db, broken, log, PACE);
    await writeUntilAnew(3);
    await broken.end();
  }, 60_000);
});

/** The real caretaker, which ends in the middle of its work when it is to verify a file of that name. */
const MORTAL = `import { parentPort } from 'node:worker_threads';
parentPort.on('message', ({ work }) => { if (work.file === 'the end') process.exit(3); });
await import(${JSON.stringify(new URL('./caretaker.ts', import.meta.url).href)});`;

test('[ST37] a second thread that died is made anew for the next piece of work; what it was doing is rejected', async () => {
  const mortal = new CareThread(new URL(`data:text/javascript,${encodeURIComponent(MORTAL)}`), '', log);
  write();
  try {
    for (let n = 0; n < 3; n += 1) {
      expect((await mortal.do({ job: 'checkpoint', file, anewFrom: 1000 })).frames).toBeGreaterThan(0);
      await expect(mortal.do({ job: 'verify', file: 'the end' })).rejects.toThrow('ended with 3');
    }
    expect(await mortal.do({ job: 'verify', file: join(folder, 'none') })).toBe('damaged');
  } finally {
    await mortal.end();
  }
});
