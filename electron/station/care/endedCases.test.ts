import { expect, test } from 'vitest';
import { v7 as uuidv7 } from 'uuid';
import { cacheForTest, caseForTest } from '../cache/cacheForTest.ts';
import { nothingApplied } from '../cache/cache.ts';
import { EndedCases } from './endedCases.ts';

const DAY_MS = 86_400_000;
const NOW = Date.UTC(2026, 10, 27, 8);
const KEEP_DAYS = 100;
/** cases retired in one step at most */
const STEP = 10;
/** cases retired in one day of the centre at most, of a small cache */
const LEAST_A_DAY = 500;

/** A cache with so many ended cases of so many days ago, and what retires them. */
function desk(count: number, daysAgo: number, centreNow: () => number | null = () => NOW) {
  const { db, cache } = cacheForTest();
  const put = (days: number, waiting = 0, state: 'closed' | 'handling' = 'closed'): string => {
    const at = NOW - days * DAY_MS;
    const value = caseForTest({ id: uuidv7({ msecs: at }), state, reportedAt: at, updatedAt: at });
    cache.stores.cases.put(value, value, waiting, true);
    return value.id;
  };
  const ids = db.transaction(() => Array.from({ length: count }, () => put(daysAgo)))();
  let told = 0;
  const task = new EndedCases({ db, cache, centreNow, keepDays: () => KEEP_DAYS, retired: () => (told += 1) });
  const left = (): number => Number(db.prepare(`SELECT COUNT(*) FROM cases_${cache.live}`).pluck().get());
  /** until nothing is left to do for now; the most that went in one step */
  const run = (): number => {
    let most = 0;
    for (let last = left(), done = false; !done; ) {
      done = task.step();
      const now = left();
      most = Math.max(most, last - now);
      last = now;
    }
    return most;
  };
  return { db, cache, put, ids, left, run, told: () => told };
}

test('[ST35] old ended cases go a few at a time, at most 500 in one day of a small cache, and on the next day', () => {
  let now = NOW;
  const { run, left, told } = desk(1200, 300, () => now);
  const most = run();
  expect(most).toBeGreaterThan(0);
  expect(most).toBeLessThanOrEqual(STEP);
  expect(left()).toBe(1200 - LEAST_A_DAY);
  expect(told()).toBe(1);
  run();
  expect(left()).toBe(1200 - LEAST_A_DAY);
  now += DAY_MS;
  run();
  expect(left()).toBe(1200 - 2 * LEAST_A_DAY);
  now += DAY_MS;
  run();
  expect(left()).toBe(0);
});

test('[ST35] of a large cache 2 % go in one day', () => {
  const { db, cache, run, left } = desk(1200, 300);
  db.prepare(`UPDATE case_counts_${cache.live} SET n = 40000`).run();
  run();
  expect(left()).toBe(1200 - 800);
});

test('[ST35] what is young, open, changed lately, or has work of this desk waiting is never retired', () => {
  const { cache, put, run, left } = desk(3, 300);
  const young = put(KEEP_DAYS - 1);
  const open = put(400, 0, 'handling');
  const waiting = put(400, 1);
  const old = caseForTest({ id: uuidv7({ msecs: NOW - 400 * DAY_MS }), state: 'closed', updatedAt: NOW - DAY_MS });
  cache.stores.cases.put(old, old, 0, true);
  run();
  expect(left()).toBe(4);
  for (const id of [young, open, waiting, old.id]) expect(cache.stores.cases.get(id)).not.toBeNull();
});

test('[ST35] without the centre, whose clock it goes by, nothing is retired', () => {
  const { run, left, told } = desk(20, 3000, () => null);
  run();
  expect(left()).toBe(20);
  expect(told()).toBe(0);
});

test('[ST35] with a case go its history, its commands and their receipts', () => {
  const { db, cache, ids, run } = desk(1, 300);
  const set = cache.live;
  const [caseId = ''] = ids;
  const commandId = uuidv7();
  const line = {
    ...{ id: uuidv7(), caseId, n: 1, action: 'report', from: null, to: 'reported', note: '', media: [], detail: {} },
    ...{
      actor: { id: 'w1', name: '网格员', kind: 'terminal' },
      at: NOW,
      deskAt: NOW,
      previousHash: '',
      hash: 'b'.repeat(64),
    },
  };
  cache.put(set, 'case-event', line.id, line, nothingApplied());
  db.prepare(
    `INSERT INTO commands_${set} (id, version, issued_at, case_id, waiting, value) VALUES (?, 1, 0, ?, 0, '{}')`,
  ).run(commandId, caseId);
  db.prepare(
    `INSERT INTO receipts_${set} (id, version, command_id, worker_id, at, value) VALUES (?, 1, ?, 'w1', 0, '{}')`,
  ).run(uuidv7(), commandId);
  const rows = (table: string): unknown => db.prepare(`SELECT COUNT(*) FROM ${table}_${set}`).pluck().get();
  expect(['case_events', 'commands', 'receipts'].map(rows)).toEqual([1, 1, 1]);
  run();
  expect(['cases', 'case_events', 'commands', 'receipts'].map(rows)).toEqual([0, 0, 0, 0]);
});
