import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { SearchHit } from '#shared/contract/views.ts';
import type { Case } from '#shared/domain/case.ts';
import { holds, queryTerms, wordsOf } from '#shared/domain/searchTerms.ts';
import type { Worker } from '#shared/protocol/entities.ts';
import type { Cache } from '../cache/cache.ts';
import { nothingApplied } from '../cache/cache.ts';
import { caseForTest } from '../cache/cacheForTest.ts';
import { searchedCase } from '../cache/searched.ts';
import type { Db } from '../db/driver.ts';
import type { FeedContext } from './context.ts';
import { contextForTest } from './contextForTest.ts';
import { search } from './search.ts';

let db: Db;
let cache: Cache;
let context: FeedContext;

beforeEach(() => {
  ({ db, cache, context } = contextForTest());
});
afterEach(() => {
  db.close();
});

function put(...cases: Case[]): void {
  for (const value of cases) cache.put('a', 'case', value.id, value, nothingApplied());
}
const find = (text: string, limit = 100): SearchHit[] => search(context, { text, limit }) as SearchHit[];

const ROADS = ['建设路', '长江路', '和平里', '重庆路', '银行街'];
const THINGS = ['井盖破损', '路灯不亮', '占道经营', '乱堆垃圾', '单车乱停'];
const STATES = ['reported', 'handling', 'closed'] as const;

function someCases(): Case[] {
  return Array.from({ length: 150 }, (_, i) =>
    caseForTest({
      number: i % 3 === 0 ? null : `9901010012026${String(i * 7919).padStart(8, '0')}`,
      title: `${ROADS[i % 5]}附近${THINGS[(i * 7) % 5]}`,
      address: `${ROADS[(i * 3) % 5]}${i}号${i % 4 === 0 ? 'Ａ座' : ''}`,
      text: i % 10 === 0 ? `现场有人 tel${i}` : '请尽快处理',
      state: STATES[i % 3] ?? 'reported',
      urgency: i % 7 === 0 ? 'urgent' : 'normal',
    }),
  );
}

describe('[ST50] search finds what a scan of everything finds', () => {
  const cases = someCases();
  beforeEach(() => put(...cases));

  test.each([
    '路',
    '号',
    '井盖',
    '井盖破损',
    '建设路 井盖',
    'jgps',
    'cq',
    'zql',
    'cql',
    'js路',
    '1',
    '12号',
    '12号a座',
    'A座',
    'ａ座',
    '7919',
    'tel5',
    'rchl',
    '没有',
    'zzz',
    '路 灯',
  ])('for %s', (text) => {
    const scanned = cases.filter((value) => holds(wordsOf(text), searchedCase(value))).map(({ id }) => id);
    const hits = find(text).map(({ id }) => id);
    expect(new Set(hits)).toEqual(new Set(scanned.length > 100 ? hits : scanned));
    expect(hits).toHaveLength(Math.min(100, scanned.length));
    for (const id of hits) expect(scanned).toContain(id);
  });

  test('for anything', () => {
    const parts = fc.constantFrom(...ROADS, ...THINGS, 'jg', 'pS', 'lu', '号', '1', '26', 'Ａ', ' ', 'j');
    const query = fc.array(parts, { minLength: 1, maxLength: 3 }).map((some) => some.join(''));
    fc.assert(
      fc.property(query, (text) => {
        fc.pre(queryTerms(text).length > 0);
        const scanned = cases.filter((value) => holds(wordsOf(text), searchedCase(value))).map(({ id }) => id);
        const hits = find(text).map(({ id }) => id);
        expect(hits).toHaveLength(Math.min(100, scanned.length));
        for (const id of hits) expect(scanned).toContain(id);
      }),
      { numRuns: 200 },
    );
  });
});

test('[ST51] open cases come in the order of the queue, then ended ones, the newest first', () => {
  const titled = (title: string, more: Partial<Case>) => caseForTest({ title: `井盖 ${title}`, ...more });
  put(
    titled('老', { state: 'closed' }),
    titled('普通', {}),
    titled('新', { state: 'closed' }),
    titled('紧急', { urgency: 'urgent' }),
  );
  expect(find('井盖').map(({ title }) => title)).toEqual(['井盖 紧急', '井盖 普通', '井盖 新', '井盖 老']);
  expect(find('井盖', 3)).toHaveLength(3);
});

test('[ST50] a contact is nothing to be found by', () => {
  put(caseForTest({ contact: { name: '欧阳', phone: '13800000000', note: '三楼' } }));
  expect([...find('欧阳'), ...find('oy'), ...find('138'), ...find('三楼')]).toEqual([]);
});

test('[ST50] workers, departments and grids are found by name, initials and code', () => {
  const worker: Worker = {
    ...{ id: 'w00007', version: 1, index: 7, name: '单雄信', role: 'grid-worker', teamId: 't1' },
    ...{ gridCode: '99010100100101', onDuty: true, dutySince: null },
  };
  cache.put('a', 'worker', worker.id, worker, nothingApplied());
  const department = { code: 'water-supply', version: 1, zh: '自来水公司', en: 'Water Supply Company' };
  cache.put('a', 'department', department.code, department, nothingApplied());
  const grid = { code: '990101001', version: 1, parent: null, tier: 'street', name: '虹台街道' };
  cache.put('a', 'grid', grid.code, grid, nothingApplied());
  for (const text of ['雄', '单雄', 'sxx', 'dxx', 'w00007', '0007'])
    expect(find(text)).toMatchObject([{ id: 'w00007' }]);
  for (const text of ['水', 'zls', 'supply', 'water-supply'])
    expect(find(text)).toMatchObject([{ title: '自来水公司' }]);
  for (const text of ['虹台', 'ht', 'htjd', '990101001']) expect(find(text)).toMatchObject([{ kind: 'grid' }]);
  cache.put('a', 'worker', worker.id, { ...worker, version: 2, name: '秦琼' }, nothingApplied());
  expect([find('sxx'), find('qq').map(({ id }) => id)]).toEqual([[], ['w00007']]);
});
