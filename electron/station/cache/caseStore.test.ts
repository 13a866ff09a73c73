import { afterEach, beforeEach, expect, test } from 'vitest';
import { queryTerms } from '#shared/domain/searchTerms.ts';
import type { Db } from '../db/driver.ts';
import type { Cache } from './cache.ts';
import { cacheForTest, caseForTest } from './cacheForTest.ts';
import type { CaseStore } from './caseStore.ts';
import { INDEXED_CASES } from './searched.ts';
import { SearchIndex } from './searchIndex.ts';

let db: Db;
let index: Cache['stores']['index'];
let store: CaseStore;

beforeEach(() => {
  const made = cacheForTest();
  db = made.db;
  ({ index, cases: store } = made.cache.stores);
});
afterEach(() => {
  db.close();
});

const counts = () => db.prepare('SELECT state, supervised, n FROM case_counts_a WHERE n <> 0 ORDER BY state').all();
const found = (text: string) =>
  db
    .prepare('SELECT COUNT(*) FROM search_cases_a WHERE search_cases_a MATCH ?')
    .pluck()
    .get(`"${queryTerms(text).join('" AND "')}"`);

test('counters follow every change of state and supervision', () => {
  const row = caseForTest();
  store.put(row, row, 0);
  store.put(caseForTest(), null, 1);
  expect(counts()).toEqual([{ state: 'reported', supervised: 0, n: 2 }]);
  store.put({ ...row, state: 'accepted', supervision: { level: 1, byId: 's', at: 1e12 } }, row, 1);
  expect(counts()).toEqual([
    { state: 'accepted', supervised: 1, n: 1 },
    { state: 'reported', supervised: 0, n: 1 },
  ]);
  store.remove(row.id);
  expect(counts()).toEqual([{ state: 'reported', supervised: 0, n: 1 }]);
});

test('the truth is kept apart only while work lies over it', () => {
  const truth = caseForTest();
  store.put(truth, truth, 0);
  expect(store.get(truth.id)?.truth).toEqual(truth);
  store.put({ ...truth, version: 2, state: 'accepted' }, truth, 1);
  expect(store.get(truth.id)).toMatchObject({ waiting: 1, truth: { state: 'reported' }, shown: { state: 'accepted' } });
  expect(store.truthVersion(truth.id)).toBe(1);
  const own = caseForTest();
  store.put(own, null, 1);
  expect(store.get(own.id)).toMatchObject({ truth: null });
  expect(store.truthVersion(own.id)).toBe(0);
  expect(store.truthVersion('nobody')).toBeNull();
});

test('search follows the text, and an ended case leaves its workers', () => {
  const row = caseForTest({ workerIds: ['w1'] });
  store.put(row, row, 0);
  expect(found('井盖')).toBe(1);
  const next = { ...row, title: '路灯', state: 'closed' } as const;
  store.put(next, next, 0);
  expect([found('井盖'), found('路灯')]).toEqual([0, 1]);
  expect(db.prepare('SELECT COUNT(*) FROM case_workers_a').pluck().get()).toBe(0);
  store.remove(row.id);
  expect(found('路灯')).toBe(0);
});

test('[ST52] a postponed index catches up in steps, with changes and removals in between', () => {
  index.postpone();
  const rows = Array.from({ length: 250 }, (_, i) => caseForTest({ title: i < 125 ? '井盖' : '路灯' }));
  for (const row of rows) store.put(row, row, 0);
  const mergesByItself = () => db.prepare(`SELECT v FROM search_cases_a_config WHERE k = 'automerge'`).pluck().get();
  expect(index.step()).toBe(false);
  expect(found('井盖')).toBe(50);
  expect(mergesByItself()).toBe(0);
  const [first, last] = [rows[0], rows[249]];
  if (!first || !last) throw new Error('no rows');
  store.put({ ...first, version: 2, title: '树木' }, null, 0);
  store.put({ ...last, version: 2, title: '树木' }, null, 0);
  store.remove(rows[248]?.id ?? '');
  while (!index.step());
  expect([found('井盖'), found('路灯'), found('树木')]).toEqual([124, 123, 2]);
  expect(mergesByItself()).toBe(4);
  expect(new SearchIndex(db, 'a', INDEXED_CASES).complete).toBe(true);
});
