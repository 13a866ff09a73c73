import { afterEach, expect, test } from 'vitest';
import type { Case } from '#shared/domain/case.ts';
import type { Db } from '../db/driver.ts';
import { migration } from '../db/migrations/0013.ts';
import { cacheForTest, caseForTest } from './cacheForTest.ts';
import { nothingApplied } from './cache.ts';
import { listsOf } from './caseLists.ts';

let db: Db;
afterEach(() => db.close());

const listsOnDisk = (id: string) =>
  db.prepare('SELECT list FROM case_lists_a WHERE case_id = ? ORDER BY list').pluck().all(id);

test('[ST231] a case stands in the lists its value says, and leaves them with it', () => {
  const opened = cacheForTest();
  db = opened.db;
  const put = (value: Case) => opened.cache.put('a', 'case', value.id, value, nothingApplied());
  const first = caseForTest({ state: 'returned', handledByIds: ['me', 'w1', 'you'], workerIds: ['w1'] });
  put(first);
  expect(listsOnDisk(first.id)).toEqual(['hand:me', 'hand:you']);
  const closed: Case = { ...first, version: 2, state: 'closed', recheck: { sampledAt: 1.8e12 } };
  put(closed);
  expect(listsOnDisk(first.id)).toEqual(['recheck']);
  put({ ...closed, version: 3, recheck: { sampledAt: 1.8e12, passed: true, byId: 'v', at: 1.8e12 } });
  expect(listsOnDisk(first.id)).toEqual([]);
  opened.cache.apply({ seq: 1, entity: 'case', id: first.id, op: 'del', version: 4 } as never, nothingApplied());
  expect(listsOnDisk(first.id)).toEqual([]);
});

test('[ST231] an upgrade lists the open cases that are there', () => {
  const opened = cacheForTest();
  db = opened.db;
  const put = (value: Case) => opened.cache.put('a', 'case', value.id, value, nothingApplied());
  const open = caseForTest({ state: 'handling', handledByIds: ['me'] });
  const ended = caseForTest({ state: 'closed', handledByIds: ['me'] });
  [open, ended].forEach(put);
  db.exec(`DELETE FROM case_lists_a; ${migration}`);
  expect(listsOnDisk(open.id)).toEqual(listsOf(open).toSorted());
  expect(listsOnDisk(ended.id)).toEqual([]);
});
