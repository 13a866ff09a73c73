import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type Db, loadDriver } from '../db/driver.ts';
import { FreePages } from './freePages.ts';

const KEPT_PAGES = 8192;
const PAGES = 20_000;
const MOST_PAGES_A_STEP = 1000;
let folder: string;
let db: Db;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'street-free-'));
  db = new (loadDriver(''))(join(folder, 'station.db'));
});
afterEach(() => {
  db.close();
  rmSync(folder, { recursive: true });
});

function fillAndDelete(): void {
  db.pragma('journal_mode = WAL');
  db.exec('CREATE TABLE t (x BLOB); CREATE TABLE kept (x TEXT)');
  db.prepare('INSERT INTO kept VALUES (?)').run('还在');
  db.prepare('INSERT INTO t VALUES (zeroblob(?))').run(PAGES * 4092);
  db.exec('DELETE FROM t');
}
const free = (): number => Number(db.pragma('freelist_count', { simple: true }));

test('[ST36] freed room goes back to the disk in steps of some pages, but for 32 MB', () => {
  db.pragma('auto_vacuum = INCREMENTAL');
  fillAndDelete();
  const task = new FreePages(db);
  const before = free();
  expect(before).toBeGreaterThan(PAGES - 100);
  let steps = 0;
  for (let last = before; !task.step(); last = free(), steps += 1) {
    expect(last - free()).toBeGreaterThan(0);
    expect(last - free()).toBeLessThanOrEqual(MOST_PAGES_A_STEP);
    // What matters to an operator is forced to the disk as ever.
    expect(db.pragma('synchronous', { simple: true })).toBe(2);
  }
  expect(steps).toBeGreaterThan(5);
  expect(free()).toBe(KEPT_PAGES);
  db.pragma('wal_checkpoint(TRUNCATE)');
  expect(statSync(db.name).size).toBeLessThan((KEPT_PAGES + 500) * 4096);
  expect(db.prepare('SELECT x FROM kept').pluck().get()).toBe('还在');
  expect(db.pragma('integrity_check', { simple: true })).toBe('ok');
});

test('[ST36] a file of before 0.2, which cannot give room back, is left as it is', () => {
  fillAndDelete();
  expect(new FreePages(db).step()).toBe(true);
  expect(free()).toBeGreaterThan(PAGES - 100);
});
