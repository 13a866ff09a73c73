import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pino from 'pino';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Case } from '#shared/domain/case.ts';
import type { CacheSet } from '../db/cacheTables.ts';
import { type Db, loadDriver } from '../db/driver.ts';
import { migrate } from '../db/migrate.ts';
import { Outbox } from '../outbox/outbox.ts';
import { OutboxOverlay } from '../outbox/overlay.ts';
import { Cache, nothingApplied } from './cache.ts';
import { caseForTest } from './cacheForTest.ts';

const CASES = 2000;
let folder: string;
let db: Db;
let cache: Cache;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'street-emptying-'));
  db = new (loadDriver(''))(join(folder, 'station.db'));
  db.pragma('journal_mode = WAL');
  migrate(db);
  cache = new Cache(db, new OutboxOverlay(new Outbox(db)), pino({ level: 'silent' }));
});
afterEach(() => {
  db.close();
  rmSync(folder, { recursive: true });
});

/** What another connection finds: this one's own FTS5 remembers the index it wrote. */
function integrity(): unknown {
  const other = new (loadDriver(''))(join(folder, 'station.db'));
  const answer = other.pragma('integrity_check', { simple: true });
  other.close();
  return answer;
}

function fill(set: CacheSet, title: string): void {
  db.transaction(() => {
    for (let n = 0; n < CASES; n += 1) put(set, caseForTest({ title, workerIds: ['w00001'], state: 'handling' }));
  })();
}

function put(set: CacheSet, value: Case): void {
  cache.put(set, 'case', value.id, value, nothingApplied());
}

function rowsOf(set: CacheSet): number {
  const tables = db
    .prepare("SELECT name FROM sqlite_master WHERE type = 'table' AND rootpage > 0 AND name GLOB '*_' || ? || '*'")
    .pluck()
    .all(set) as string[];
  const rows = tables
    // What FTS5 writes into an empty index: its settings and its averages.
    .filter((name) => !/_(config|data)$/.test(name))
    .map((name) => Number(db.prepare(`SELECT COUNT(*) FROM ${name}`).pluck().get()));
  return rows.reduce((sum, count) => sum + count, 0);
}

test('what a swap leaves behind is emptied in slices, and the live set stays whole and searchable', () => {
  fill('a', '旧的井盖');
  fill('b', '新的井盖');
  cache.swapTo('b', () => undefined);
  let slices = 0;
  while (!cache.emptyLeftover()) {
    slices += 1;
    if (slices % 3 === 0) expect(integrity()).toBe('ok');
  }
  expect(slices).toBeGreaterThan(5);
  expect(rowsOf('a')).toBe(0);
  expect(db.prepare('SELECT COUNT(*) FROM cases_b').pluck().get()).toBe(CASES);
  expect(db.prepare("SELECT n FROM case_counts_b WHERE state = 'handling'").pluck().get()).toBe(CASES);
  expect(integrity()).toBe('ok');
  expect(cache.emptyLeftover()).toBe(true);
});

test('an emptied set can be filled, counted and searched again', async () => {
  fill('a', '旧的井盖');
  fill('b', '新的井盖');
  cache.swapTo('b', () => undefined);
  for (let slice = 0; slice < 10; slice += 1) cache.emptyLeftover();
  expect(await cache.emptySpare()).toBe('a');
  fill('a', '再来的井盖');
  expect(db.prepare("SELECT n FROM case_counts_a WHERE state = 'handling'").pluck().get()).toBe(CASES);
  cache.swapTo('a', () => undefined);
  while (!cache.stores.index.complete) cache.stores.index.step();
  expect(integrity()).toBe('ok');
});

test('a set half filled by snapshots is not emptied behind their back', () => {
  fill('b', '新的井盖');
  expect(cache.emptyLeftover()).toBe(true);
  expect(db.prepare('SELECT COUNT(*) FROM cases_b').pluck().get()).toBe(CASES);
});

test('with no cursor the first rows are shown as they come, whatever an earlier try left', async () => {
  fill('a', '上次没下载完');
  const set = await cache.emptyLive();
  expect(cache.live).toBe(set);
  expect(rowsOf(set)).toBe(0);
  put(set, caseForTest({ title: '新的井盖' }));
  expect(db.prepare('SELECT COUNT(*) FROM cases_b').pluck().get()).toBe(1);
});
