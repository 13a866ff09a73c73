import { afterEach, beforeEach, expect, test } from 'vitest';
import { v7 as uuidv7 } from 'uuid';
import type { Case } from '#shared/domain/case.ts';
import { bigrams } from '#shared/domain/search.ts';
import { type Db, loadDriver } from '../db/driver.ts';
import { migrate } from '../db/migrate.ts';
import { CaseIndex } from './caseIndex.ts';
import { CaseStore } from './caseStore.ts';

let db: Db;
let index: CaseIndex;
let store: CaseStore;

beforeEach(() => {
  db = new (loadDriver(''))(':memory:');
  migrate(db);
  index = new CaseIndex(db, 'a');
  store = new CaseStore(db, 'a', index);
});
afterEach(() => {
  db.close();
});

function aCase(more: Partial<Case> = {}): Case {
  const plain = { supervision: null, extension: null, reviewAt: null, satisfaction: null, closedAt: null, clock: null };
  const nobody = { departmentId: null, workerIds: [], verifierId: null, mergedIntoId: null, handledByIds: [] };
  return {
    ...plain,
    ...nobody,
    id: uuidv7(),
    version: 1,
    number: null,
    state: 'reported',
    categoryCode: 'c1',
    catalogueVersion: '1',
    title: '井盖破损',
    text: '',
    source: 'counter',
    urgency: 'normal',
    tier: 'grid',
    reportedAt: 1e12,
    updatedAt: 1e12,
    reporterId: null,
    lon: 121,
    lat: 31,
    address: '',
    gridCode: '99010100100101',
    media: [],
    returns: 0,
    reworks: 0,
    contact: null,
    ...more,
  };
}

const counts = () => db.prepare('SELECT state, supervised, n FROM case_counts_a WHERE n <> 0 ORDER BY state').all();
const found = (text: string) =>
  db
    .prepare('SELECT COUNT(*) FROM search_cases_a WHERE search_cases_a MATCH ?')
    .pluck()
    .get(`"${bigrams(text)}"`);

test('counters follow every change of state and supervision', () => {
  const row = aCase();
  store.put(row, row, 0);
  store.put(aCase(), null, 1);
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
  const truth = aCase();
  store.put(truth, truth, 0);
  expect(store.get(truth.id)?.truth).toEqual(truth);
  store.put({ ...truth, version: 2, state: 'accepted' }, truth, 1);
  expect(store.get(truth.id)).toMatchObject({ waiting: 1, truth: { state: 'reported' }, shown: { state: 'accepted' } });
  expect(store.truthVersion(truth.id)).toBe(1);
  const own = aCase();
  store.put(own, null, 1);
  expect(store.get(own.id)).toMatchObject({ truth: null });
  expect(store.truthVersion(own.id)).toBe(0);
  expect(store.truthVersion('nobody')).toBeNull();
});

test('search follows the text, and an ended case leaves its workers', () => {
  const row = aCase({ workerIds: ['w1'] });
  store.put(row, row, 0);
  expect(found('井盖')).toBe(1);
  const next = { ...row, title: '路灯', state: 'closed' } as const;
  store.put(next, next, 0);
  expect([found('井盖'), found('路灯')]).toEqual([0, 1]);
  expect(db.prepare('SELECT COUNT(*) FROM case_workers_a').pluck().get()).toBe(0);
  store.remove(row.id);
  expect(found('路灯')).toBe(0);
});

test('a postponed index catches up in steps, with changes and removals in between', () => {
  index.postpone();
  const rows = Array.from({ length: 250 }, (_, i) => aCase({ title: i < 125 ? '井盖' : '路灯' }));
  for (const row of rows) store.put(row, row, 0);
  expect(index.step()).toBe(false);
  expect(found('井盖')).toBe(100);
  const [first, last] = [rows[0], rows[249]];
  if (!first || !last) throw new Error('no rows');
  store.put({ ...first, version: 2, title: '树木' }, null, 0);
  store.put({ ...last, version: 2, title: '树木' }, null, 0);
  store.remove(rows[248]?.id ?? '');
  while (!index.step());
  expect([found('井盖'), found('路灯'), found('树木')]).toEqual([124, 123, 2]);
  expect(new CaseIndex(db, 'a').complete).toBe(true);
});
